/** The engine's reasons and hints as sentences for a buyer. */

import { _t } from "@web/core/l10n/translation";

const REASONS = {
    applied: () => _t("Counts."),
    store: () => _t("Not in this store."),
    customer: () => _t("Not for this customer."),
    coupon: () => _t("Its coupon was not presented."),
    tender: () => _t("The order is not paid wholly with its means of payment."),
    goods: () => _t("None of its goods are in the basket."),
    time: () => _t("Not open at this time."),
    min_qty: () => _t("Fewer than the least quantity."),
    too_few: ({ missing_qty }) => _t("%(count)s more needed for one group.", { count: missing_qty }),
    taken: ({ by }) => _t("All its goods went to campaigns that come before it: %(names)s.", { names: by }),
    no_saving: () => _t("It would not save anything."),
    beaten: ({ by }) => _t("The customer saves more with: %(names)s.", { names: by }),
    min: ({ missing }) => _t("%(amount)s below its amount.", { amount: missing }),
    malformed: ({ message }) => message,
};

/** {offer, name, applied, amount (text), reason, text} of one entry of the engine's explanation. */
export function explanationOf(entry, { name, money }) {
    const values = {
        missing_qty: entry.missing_qty,
        missing: money(entry.missing_amount || 0),
        by: (entry.by || []).map(name).join(", "),
        message: entry.message,
    };
    return {
        offer: entry.offer,
        name: name(entry.offer),
        applied: entry.applied,
        amount: entry.amount ? money(-entry.amount) : "",
        reason: entry.reason,
        text: REASONS[entry.reason] ? REASONS[entry.reason](values) : entry.reason,
    };
}

export function hintText(hint, { name, money }) {
    return hint.missing_amount
        ? _t("%(amount)s more for “%(offer)s”", {
              amount: money(hint.missing_amount),
              offer: name(hint.offer),
          })
        : _t("%(count)s more for “%(offer)s”", { count: hint.missing_qty, offer: name(hint.offer) });
}
