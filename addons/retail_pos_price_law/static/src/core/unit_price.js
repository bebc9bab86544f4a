/**
 * The price for a kilogram, litre, metre, square metre or piece, half up in minor units.
 *
 * Whole numbers only: an amount of 0.33 has no exact float, and 1 øre beside the label's figure is one
 * too many. The same rule as tools/unit_price.py; both are held to tests/unit_prices.json.
 */

const SCALE = 1_000_000;

/** Minor units for one of the base; null without a content. */
export function unitPrice(priceMinor, amount) {
    const content = BigInt(Math.round((Number(amount) || 0) * SCALE));
    if (content <= 0n) {
        return null;
    }
    const scaled = BigInt(Math.abs(priceMinor)) * BigInt(SCALE);
    const price = Number((2n * scaled + content) / (2n * content));
    return priceMinor < 0 ? -price : price;
}

/** Whether the unit price says anything that the price doesn't: one piece, one kilogram. */
export function isWorthShowing(amount) {
    return Number(amount) > 0 && Number(amount) !== 1;
}
