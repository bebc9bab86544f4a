/**
 * How far a cashier may change a price by hand, and the reasons to choose from; from the till's settings.
 *
 * One limit holds for both ways: a discount in percent, and a price typed in place of the regular one
 * (what that takes off the regular price). Raising a price is never limited.
 */

import { localized } from "./texts.js";

/** @returns {number} the largest percent that somebody of this role may take off: 100 where none is set */
export function limitOf(settings, role) {
    const limits = settings?.discount_limits || {};
    const limit = role === "manager" ? limits.manager : limits.cashier;
    const percent = Number(limit ?? 100);
    return Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : 100;
}

/** What a typed price takes off the regular one, in percent; amounts in minor units. */
export function percentOff(regular, price) {
    return regular > 0 && price < regular ? ((regular - price) / regular) * 100 : 0;
}

/** Whether a discount is within a limit; half a hundredth of a percent of play for prices in whole øre. */
export function isWithin(percent, limit) {
    return percent <= limit + 0.005;
}

/** The reasons in a language; none: nobody asks for one. */
export function reasonsOf(settings, lang) {
    const lists = settings?.override_reasons || {};
    const texts = Object.fromEntries(Object.entries(lists).map(([code, list]) => [code, list.join("\n")]));
    return localized(texts, lang).split("\n").filter(Boolean);
}
