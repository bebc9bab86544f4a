/**
 * What a unit of a sale pays back: what was paid for it, its net after spreading. Returning all units
 * of a sale one by one gives back exactly the total.
 *
 * The units of a line may have cost differently, when an offer served only some of them. They are
 * returned dearest first: after returning one of "two for 50, five units" the customer has paid what
 * four cost. Weighed goods are one unit; a part of them pays back its part of the net, rounded so that
 * the parts add up.
 */

import { CampaignError, shown } from "./errors";
import { parseDecimal, roundedShare } from "./rational";
import { spread } from "./spread";

/** Units of a line of which only the net is known: all cost the same, to the øre. */
export function unitsOfNet(net, count) {
    const [{ share, extra }] = spread(net, [{ count, weight: Math.max(1, Math.ceil(net / count)) }]);
    return [
        [extra, share + 1],
        [count - extra, share],
    ].filter(([units]) => units);
}

/**
 * @param {object} sold a sold line: {id, qty, measure, net, units}; `units` as `evaluate` gives them
 *     with the option `units`, or absent when all cost the same
 * @param {string} returned quantity that was returned before, "0" for none
 * @param {string} qty quantity that is returned now
 * @returns {number} the amount paid back, in minor units
 */
export function refundOf(sold, returned, qty) {
    const fail = (field, problem) => {
        throw new CampaignError(`sold line "${sold.id}"`, field, problem, { line: sold.id });
    };
    const read = (field, text) => {
        const value = parseDecimal(text);
        if (!value || value.num < 0 || (sold.measure === "each" && value.den !== 1)) {
            fail(field, `must be a quantity of what was sold, not ${shown(text)}`);
        }
        return value;
    };
    const all = read("qty", sold.qty);
    const [before, now] = [read("returned", returned), read("returning", qty)];
    const den = Math.max(all.den, before.den, now.den);
    const whole = (value) => value.num * (den / value.den);
    const [from, to] = [whole(before), whole(before) + whole(now)];
    if (to > whole(all)) {
        fail("returning", `only ${sold.qty} were sold, ${returned} are returned already`);
    }
    if (!whole(all)) {
        return 0;
    }
    if (sold.measure === "weight") {
        return roundedShare(sold.net, to, whole(all)) - roundedShare(sold.net, from, whole(all));
    }
    return netBetween(sold.units || unitsOfNet(sold.net, all.num), from, to);
}

/** The net of the units from one place to another, dearest first. */
function netBetween(units, from, to) {
    let place = 0;
    let sum = 0;
    for (const [count, net] of [...units].sort((a, b) => b[1] - a[1])) {
        const taken = Math.min(to, place + count) - Math.max(from, place);
        sum += Math.max(0, taken) * net;
        place += count;
    }
    return sum;
}
