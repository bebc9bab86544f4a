/** Amounts in minor units as the user's language and the currency write them. */

import { formatCurrency } from "@web/core/currency";

/** @param {{id: number, digits: number}} currency */
export function moneyFormatter({ id, digits }) {
    return (minor) => formatCurrency(minor / 10 ** digits, id);
}
