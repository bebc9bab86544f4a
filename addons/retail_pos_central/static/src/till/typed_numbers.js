/** Numbers that a cashier types, in the cashier's own notation. */

import { parseFloat } from "@web/views/fields/parsers";

/** A number for which `isFit` holds, else null. */
function parseTyped(typed, isFit) {
    try {
        const value = parseFloat(String(typed));
        return isFit(value) ? value : null;
    } catch {
        return null;
    }
}

/** @returns {number | null} a price above zero */
export function parsePrice(typed) {
    return parseTyped(typed, (price) => price > 0);
}

/** @returns {number | null} 0 to 100 */
export function parsePercent(typed) {
    return parseTyped(typed, (percent) => percent >= 0 && percent <= 100);
}
