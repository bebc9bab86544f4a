/**
 * The actions that a layout's button may run, with their names. The till holds what each does
 * (till/layout/actions.js); the editor offers this list and the check refuses anything else.
 */

import { localized } from "../texts.js";

export const ACTIONS = [
    ["open_drawer", "Åpne skuff", "Open drawer", "fa-archive"],
    ["price_check", "Prissjekk", "Price check", "fa-search"],
    ["customer", "Kunde", "Customer", "fa-user"],
    ["return", "Retur", "Return", "fa-undo"],
    ["park", "Parker salg", "Park sale", "fa-pause"],
    ["resume", "Hent parkert", "Resume sale", "fa-play"],
    ["discount", "Rabatt", "Discount", "fa-percent"],
    ["coupon", "Kupong", "Coupon", "fa-ticket"],
    ["reprint", "Skriv ut kopi", "Print copy", "fa-print"],
    ["cash_move", "Inn-/utbetaling", "Cash in/out", "fa-money"],
    ["x_report", "X-rapport", "X report", "fa-file-text-o"],
    ["parked_slip", "Foreløpig kvittering", "Print parked sale", "fa-file-o"],
    ["gift_receipt", "Byttelapp", "Gift receipt", "fa-gift"],
    ["payment_slip", "Betalingskvittering", "Payment slip", "fa-credit-card"],
    ["text_entry", "Skriv tekst", "Write text", "fa-pencil"],
    ["training", "Øvelse", "Training", "fa-graduation-cap"],
].map(([name, nb, en, icon]) => ({ name, label: { en_US: en, nb_NO: nb }, icon }));

/** Who stands at the till, as the web POS names them. */
export const ROLES = ["manager", "cashier", "minimal"];

/** Keys that a button may be pressed by: browsers and scanners leave them alone. */
export const BUTTON_KEYS = ["F1", "F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10"];

export function actionNamed(name) {
    return ACTIONS.find((action) => action.name === name) || null;
}

/** The actions with their label in one language, as the editor lists them. */
export function documentedActions(lang) {
    return ACTIONS.map((action) => ({ ...action, label: localized(action.label, lang) }));
}

/** What a button does, one after another. */
export function stepsOf(action) {
    return action?.type === "sequence" ? action.steps || [] : action ? [action] : [];
}

/** The largest discount in percent that a button gives this role. */
export function discountLimit(action, role) {
    return action?.limits?.[role] ?? 100;
}
