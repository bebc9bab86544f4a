/**
 * Hints and savings of an order in words, for the cashier's screen and the customer's display.
 */

import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";

/** More than so many nobody reads. */
const MOST_HINTS = 2;

function money(order, minor) {
    return formatCurrency(minor / 10 ** order.currency.decimal_places, order.currency.id);
}

/** @returns {{id: string, text: string}[]} what is missing for an offer: "1 more for “3 for 2”" */
export function hintTexts(order) {
    return (order.retailHints || []).slice(0, MOST_HINTS).map((hint) => ({
        id: hint.offer,
        text: hint.missing_qty
            ? _t("%(qty)s more for “%(offer)s”", { qty: hint.missing_qty, offer: hint.name })
            : _t("%(amount)s left for “%(offer)s”", {
                  amount: money(order, hint.missing_amount),
                  offer: hint.name,
              }),
    }));
}

/** What the whole order saves, or null. */
export function savedText(order) {
    const total = order.retailSavings.reduce((sum, saving) => sum + saving.amount, 0);
    return total > 0 ? money(order, total) : null;
}
