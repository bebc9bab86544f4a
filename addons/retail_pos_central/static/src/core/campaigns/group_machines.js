/**
 * Offers that reach over several lines, as small state machines for the optimiser.
 *
 * The optimiser walks through the units line by line and hands each to at most one offer. A machine
 * tells what taking one more unit saves and in which state that leaves the offer:
 *
 *   step(state, unitClass)   options [{to, gain, part, instance}] for taking one unit of a class
 *   missing(state)           units still needed before the state is a valid end (0: valid)
 *   canFinish(state, ahead)  whether what is begun can be finished with the units ahead: all, and those of each part
 *   pendingBound(state, price)  at most what completing what is begun adds, if units cost `price` at most
 *   credit(state, price)     about what is begun is worth, if units cost about `price`
 *   rate(unitClass)          at most what a unit adds on average in groups begun later
 *   takeEffort()             the steps that working out options has cost since last asked
 *   places()                 the classes each place of a group may take, equal places being the same list
 *   groups(units)            the finished groups of what the walk handed over
 *   regroup(groups)          the same units in groups as they are meant to stand together
 *
 * State 0 is the start. `radix` is above every state. A machine with `sorted` needs its units from
 * the dearest to the cheapest.
 */

import { roundedShare } from "./rational";
import { isLinear, savingRate, unitSaving } from "./savings";

/** The order in which group offers take units: the dearest first, equals as they stand in the basket. */
export function dearestFirst(a, b) {
    return b.price - a.price || a.line.position - b.line.position;
}

/** What a group of units saves with an offer; a group is used only where this is above 0. */
export function groupSaving(offer, prices) {
    const sum = prices.reduce((total, price) => total + price, 0);
    if (offer.kind === "cheapest_free") {
        const sorted = [...prices].sort((a, b) => a - b);
        return sorted.slice(0, offer.free).reduce((total, price) => total + price, 0);
    }
    if (offer.price !== undefined) {
        return sum - offer.price;
    }
    return offer.percent
        ? roundedShare(sum, offer.percent.num, offer.percent.den)
        : Math.min(offer.amount, sum);
}

/** How often an offer may apply in one order: a coupon is one application of a group offer. */
export function groupLimit(offer) {
    return Math.min(offer.maxPerOrder ?? Infinity, offer.coupon ? 1 : Infinity);
}

/**
 * multibuy and cheapest_free. The state is the place within the group that is open. For a given set of
 * units the cheapest are free to the highest value when each group is of consecutive units in order of
 * price; what a multibuy saves in all does not depend on which units stand together.
 */
export class BlockMachine {
    constructor(offer, classes) {
        this.offer = offer;
        this.classes = new Set(classes);
        this.sorted = offer.kind === "cheapest_free";
        const units = classes.reduce((sum, unitClass) => sum + unitClass.count, 0);
        const possible = Math.floor(units / offer.size);
        this.limit = groupLimit(offer) < possible ? groupLimit(offer) : 0;
        this.radix = this.limit ? offer.size * this.limit + 1 : offer.size;
        this.possible = possible;
        this.paid = offer.kind === "cheapest_free" ? offer.size - offer.free : 0;
    }

    step(state, { price }) {
        const { size } = this.offer;
        if (this.limit && state === size * this.limit) {
            return [];
        }
        const place = state % size;
        const last = place === size - 1;
        const to = last && !this.limit ? 0 : state + 1;
        if (this.offer.kind === "cheapest_free") {
            return [{ to, gain: place >= this.paid ? price : 0 }];
        }
        return [{ to, gain: price - (last ? this.offer.price : 0) }];
    }

    takeEffort() {
        return 0;
    }

    missing(state) {
        const place = state % this.offer.size;
        return place ? this.offer.size - place : 0;
    }

    canFinish(state, [ahead]) {
        return this.missing(state) <= ahead;
    }

    pendingBound(state, price) {
        const missing = this.missing(state);
        if (!missing) {
            return 0;
        }
        return this.offer.kind === "cheapest_free"
            ? Math.min(missing, this.offer.free) * price
            : missing * price - this.offer.price;
    }

    credit(state, price) {
        const { kind, size, free } = this.offer;
        const place = state % size;
        if (kind === "multibuy") {
            return (-place * this.offer.price) / size;
        }
        return place < this.paid
            ? (place * price * free) / size
            : ((size - place) * this.paid * price) / size;
    }

    rate({ price }) {
        const { kind, size, free } = this.offer;
        return kind === "cheapest_free"
            ? (price * free) / size
            : Math.max(0, price - this.offer.price / size);
    }

    places() {
        return Array(this.offer.size).fill([...this.classes]);
    }

    groups(units) {
        return this.regroup([units.map(({ unitClass }) => unitClass)]);
    }

    regroup(groups) {
        const { size } = this.offer;
        const ordered = groups.flat().sort(dearestFirst);
        return Array.from({ length: ordered.length / size }, (_none, group) =>
            ordered.slice(group * size, (group + 1) * size)
        );
    }
}

/**
 * percent, amount and price with fewer applications than units: the state is how many units it has
 * served. Where a percentage rounds, `gains` tells what the first k units of a line save together.
 */
export class LimitedMachine {
    constructor(offer, classes) {
        this.offer = offer;
        this.classes = new Set(classes);
        this.limit = offer.maxPerOrder;
        this.radix = this.limit + 1;
        this.possible = 1;
        this.byLine = true;
        this.linear = classes.every((unitClass) => isLinear(offer, unitClass.line));
    }

    gain({ line }, count) {
        return unitSaving(this.offer, line, count);
    }

    step(state, { line }) {
        return state < this.limit ? [{ to: state + 1, gain: unitSaving(this.offer, line, 1) }] : [];
    }

    takeEffort() {
        return 0;
    }

    missing() {
        return 0;
    }

    canFinish() {
        return true;
    }

    pendingBound() {
        return 0;
    }

    credit() {
        return 0;
    }

    rate({ line }) {
        return savingRate(this.offer, line) + 0.5;
    }
}
