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
].map(([name, nb, en, icon]) => ({ name, label: { en_US: en, nb_NO: nb }, icon }));

export function actionNamed(name) {
    return ACTIONS.find((action) => action.name === name) || null;
}

/** The actions with their label in one language, as the editor lists them. */
export function documentedActions(lang) {
    return ACTIONS.map((action) => ({ ...action, label: localized(action.label, lang) }));
}
