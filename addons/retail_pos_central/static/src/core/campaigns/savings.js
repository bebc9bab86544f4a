/**
 * What offers that serve single units save on a line, and the best split of a line among several.
 *
 * Percentages round once per line, so k units of a line save round(k × price × percent): not k times
 * what one saves. Where two offers are about equally good, the best split of a line can therefore use
 * both; it is searched for exactly, but only where rounding can matter at all.
 */

import { roundedShare } from "./rational";

/** What `count` units of a line save when an offer of kind percent, amount or price serves them. */
export function unitSaving(offer, line, count) {
    if (offer.kind === "percent") {
        return roundedShare(line.unit * count, offer.percent.num, offer.percent.den);
    }
    const { price, qty } = line;
    if (offer.kind === "amount") {
        if (line.weighed) {
            return Math.min(line.gross, roundedShare(offer.amount, qty.num, qty.den));
        }
        return Math.min(offer.amount, price) * count;
    }
    if (offer.price >= price) {
        return 0;
    }
    return line.weighed
        ? line.gross - roundedShare(offer.price, qty.num, qty.den)
        : (price - offer.price) * count;
}

/** Whether k units of the line always save k times what one does. */
export function isLinear(offer, line) {
    if (offer.kind !== "percent" || line.weighed) {
        return true;
    }
    return (BigInt(line.unit) * BigInt(offer.percent.num)) % BigInt(offer.percent.den) === 0n;
}

/** What one unit saves, before rounding where several are rounded together; to compare offers. */
export function savingRate(offer, line) {
    if (offer.kind === "percent" && !line.weighed) {
        return (line.unit * offer.percent.num) / offer.percent.den;
    }
    return unitSaving(offer, line, 1);
}

const NOTHING = { value: 0, tie: 0, takes: [] };

/** Rounding gains less than two minor units: an offer that saves so much less per unit is never better. */
const ROUNDING_REACH = 2;
const MAX_TABLE = 200_000;

/**
 * The best use of the units of one line by offers that serve single units without limit.
 * `best(k)` is {value, tie, takes: [{offer, count}]} for k units: the highest saving and, among equals,
 * the most units with the offers that stand first (`weightOf` gives what a unit with an offer counts).
 */
export class LineSplit {
    /** @param {number} most how many units there are to serve at the most */
    constructor(line, offers, most, weightOf) {
        this.line = line;
        this.most = most;
        this.weightOf = weightOf;
        this.exact = true;
        const rates = offers.map((offer) => savingRate(offer, line));
        const top = Math.max(0, ...rates);
        let useful = offers.filter(
            (_offer, place) => rates[place] > 0 && rates[place] > top - ROUNDING_REACH
        );
        if (useful.every((offer) => isLinear(offer, line))) {
            useful = offers.filter((_offer, place) => rates[place] === top && top > 0).slice(0, 1);
        }
        this.offers = useful;
        this.top = top;
        this.memo = [NOTHING];
        this.period = Math.max(1, ...useful.map((offer) => offer.percent?.den ?? 1));
        if (Math.min(this.period, most) * most * (useful.length - 1) > MAX_TABLE) {
            this.exact = false;
            this.offers = [this.main];
        }
    }

    get main() {
        const rate = (offer) => savingRate(offer, this.line);
        return this.offers.reduce((a, b) => (rate(b) > rate(a) ? b : a));
    }

    /** The most one unit can save, rounding included. */
    get bound() {
        return this.offers.length ? this.top + 0.5 * this.offers.length : 0;
    }

    best(count) {
        if (!this.offers.length || !count) {
            return NOTHING;
        }
        if (!this.memo[count]) {
            if (this.offers.length === 1) {
                this.memo[count] = this.single(this.offers[0], count);
            } else {
                this.memo = this.split();
            }
        }
        return this.memo[count];
    }

    single(offer, count) {
        const value = unitSaving(offer, this.line, count);
        return value ? { value, tie: count * this.weightOf(offer), takes: [{ offer, count }] } : NOTHING;
    }

    /**
     * The best splits of 0 to `most` units. All but the offer with the highest rate take less than a
     * whole period of the rounding each: a whole period saves at least as much with that one.
     */
    split() {
        const { main, period } = this;
        const side = this.offers.filter((offer) => offer !== main);
        let table = [NOTHING];
        for (let units = 1; units <= this.most; units++) {
            table.push(this.single(main, units));
        }
        for (const offer of side) {
            const previous = table;
            table = previous.map((best, units) => {
                for (let taken = 1; taken <= Math.min(units, period); taken++) {
                    best = better(best, join(previous[units - taken], this.single(offer, taken)));
                }
                return best;
            });
        }
        return table;
    }
}

function better(a, b) {
    return b.value > a.value || (b.value === a.value && b.tie > a.tie) ? b : a;
}

function join(a, b) {
    return { value: a.value + b.value, tie: a.tie + b.tie, takes: [...a.takes, ...b.takes] };
}
