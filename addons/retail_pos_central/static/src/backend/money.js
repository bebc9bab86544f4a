/** Amounts in minor units as the user's language writes them. */

import { jsToPyLocale } from "@web/core/l10n/utils";
import { user } from "@web/core/user";

import { formatMoney } from "../core/money";

/** @param {{symbol: string, digits: number}} currency */
export function moneyFormatter({ symbol, digits }) {
    const lang = jsToPyLocale(user.lang);
    return (minor) => `${formatMoney(minor, lang, digits)}\u00a0${symbol}`.trim();
}
