/** What the cashier is told about a card payment. */

import { _t } from "@web/core/l10n/translation";
import { boxMessage } from "../boxes/box_messages";

const TEXTS = {
    no_terminal: () => _t("This till has no card terminal. Head office adds it to the till's box."),
    no_amount: () => _t("Enter the amount that the card shall pay."),
    earlier_open: () => _t("An earlier card payment has no known outcome yet. It comes first."),
    settled_taken: () => _t("A manager decided: the money was taken."),
    settled_not_taken: () => _t("A manager decided: no money was taken. Take the payment anew."),
    partial: () => _t("Only a part of the amount was approved. Take the rest another way."),
    foreign_original: () =>
        _t(
            "The sale was paid on another terminal. Press Retry to give the money back on the customer's card here."
        ),
};

const UNKNOWN = {
    unreachable: () =>
        _t(
            "The box can't be reached, so it is not known whether the money was taken. The till asks again by itself as soon as the box is there. Do not take the payment again; if it lasts, a manager decides."
        ),
    box_restarted: () =>
        _t(
            "The box was restarted during the payment and is asking the terminal. Do not take the payment again; if it lasts, a manager decides."
        ),
    unknown: () =>
        _t(
            "It is not known yet whether the money was taken. The box is asking the terminal: do not take the payment again. If it lasts, a manager decides."
        ),
};

/** While nothing is known, what not to do matters more than which cable broke. */
export function unknownMessage(code) {
    return (UNKNOWN[code] || UNKNOWN.unknown)();
}

/**
 * @param {string} [detail] the box's words in its own language, shown only where the till has none
 * @param {boolean} [isPaid] whether the payment counts as taken
 */
export function cardMessage(code, detail, isPaid = false) {
    const own = code === "resolved_by_hand" ? (isPaid ? "settled_taken" : "settled_not_taken") : code;
    return TEXTS[own]?.() || boxMessage(code, detail);
}
