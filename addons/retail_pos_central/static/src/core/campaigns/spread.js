/**
 * Spreading an amount over units in proportion to what they cost, to the øre, by largest remainder.
 */

import { floorShare } from "./rational";

/**
 * @param {number} amount at most the sum of the weights
 * @param {{count: number, weight: number}[]} portions equal units stand together: `count` units of
 *     `weight` each, earlier lines first
 * @returns {{share: number, extra: number}[]} for each portion: every unit gets `share`, and the
 *     first `extra` of them one more. Remainders that are equal go to the earlier portion.
 */
export function spread(amount, portions) {
    const whole = portions.reduce((sum, { count, weight }) => sum + count * weight, 0);
    if (!amount || !whole) {
        return portions.map(() => ({ share: 0, extra: 0 }));
    }
    let left = amount;
    const shares = portions.map(({ count, weight }, order) => {
        const { share, rest } = floorShare(amount, weight, whole);
        left -= share * count;
        return { share, extra: 0, rest, order, count };
    });
    const byRemainder = [...shares].sort((a, b) => b.rest - a.rest || a.order - b.order);
    for (const portion of byRemainder) {
        if (!left) {
            break;
        }
        portion.extra = Math.min(left, portion.count);
        left -= portion.extra;
    }
    return shares;
}
