/**
 * Bundles as a state machine for the optimiser (see group_machines).
 *
 * The state is the list of bundles begun: how many units each part has, and – only where it matters
 * which units stand together, that is where a percentage rounds or an amount may exceed the goods –
 * what they cost so far. Otherwise a unit always joins the first bundle that lacks it. States are
 * numbered as they are met.
 */

import { roundedShare } from "./rational";
import { dearestFirst, groupLimit, groupSaving } from "./group_machines";

/** Beyond so many states the search is no longer exact. */
const MAX_STATES = 4096;

/** What working out an option costs, in steps of the search. */
const OPTION_STEPS = 8;

export class BundleMachine {
    /**
     * @param {object[][]} parts the classes of units that each part may take
     */
    constructor(offer, parts) {
        this.offer = offer;
        this.parts = parts.map((classes) => new Set(classes));
        this.classes = new Set(parts.flat());
        this.possible = Math.min(
            ...parts.map((classes, part) => Math.floor(unitsOf(classes) / offer.parts[part].qty))
        );
        this.limit = groupLimit(offer) < this.possible ? groupLimit(offer) : Infinity;
        this.tight = isTight(offer, parts, this.classes);
        this.overflow = false;
        this.states = [{ begun: [], count: 0 }];
        this.numbers = new Map([["0;", 0]]);
        this.radix = MAX_STATES;
        this.memo = new Map();
        this.effort = 0;
    }

    numberOf(begun, count) {
        const capped = this.limit === Infinity ? 0 : count;
        const sorted = [...begun].sort(byKey);
        const key = `${capped};${sorted.map(keyOf).join(";")}`;
        let number = this.numbers.get(key);
        if (number === undefined) {
            if (this.states.length >= MAX_STATES) {
                this.overflow = true;
                return null;
            }
            number = this.states.length;
            this.states.push({ begun: sorted, count: capped });
            this.numbers.set(key, number);
        }
        return number;
    }

    step(state, unitClass) {
        const key = state * 65536 + unitClass.order;
        let options = this.memo.get(key);
        if (!options) {
            options = this.options(this.states[state], unitClass);
            this.memo.set(key, options);
            this.effort += OPTION_STEPS * (1 + options.length);
        }
        return options;
    }

    options({ begun, count }, unitClass) {
        const options = [];
        this.parts.forEach((classes, part) => {
            if (!classes.has(unitClass)) {
                return;
            }
            const wanted = this.offer.parts[part].qty;
            const places = [];
            begun.forEach((bundle, place) => {
                const seen = place && keyOf(begun[place - 1]) === keyOf(bundle);
                if (bundle.fill[part] < wanted && !seen && (this.tight || !places.length)) {
                    places.push(place);
                }
            });
            if (count < this.limit && (this.tight || !places.length)) {
                places.push(begun.length);
            }
            places.forEach((place) => {
                const option = this.join(begun, count, part, place, unitClass);
                if (option) {
                    options.push(option);
                }
            });
        });
        return options;
    }

    join(begun, count, part, place, { price }) {
        const bundle = begun[place] || { fill: this.offer.parts.map(() => 0), sum: 0 };
        const grown = { fill: [...bundle.fill], sum: bundle.sum + (this.tight ? price : 0) };
        grown.fill[part] += 1;
        const rest = begun.filter((_bundle, other) => other !== place);
        const complete = grown.fill.every((units, other) => units === this.offer.parts[other].qty);
        const to = this.numberOf(
            complete ? rest : [...rest, grown],
            count + (place === begun.length ? 1 : 0)
        );
        return to === null ? null : { to, gain: this.gain(price, complete, grown.sum), part, place };
    }

    gain(price, complete, sum) {
        const { offer } = this;
        if (offer.price !== undefined) {
            return price - (complete ? offer.price : 0);
        }
        if (this.tight) {
            return complete ? groupSaving(offer, [sum]) : 0;
        }
        if (offer.percent) {
            return roundedShare(price, offer.percent.num, offer.percent.den);
        }
        return complete ? offer.amount : 0;
    }

    takeEffort() {
        const { effort } = this;
        this.effort = 0;
        return effort;
    }

    missing(state) {
        const { begun } = this.states[state];
        return begun.reduce((sum, bundle) => sum + this.lacking(bundle), 0);
    }

    lacking(bundle) {
        return this.offer.size - bundle.fill.reduce((sum, units) => sum + units, 0);
    }

    pendingBound(state, price) {
        return this.states[state].begun.reduce((sum, bundle) => sum + this.bundleBound(bundle, price), 0);
    }

    bundleBound(bundle, price) {
        const { offer } = this;
        if (offer.amount !== undefined) {
            return offer.amount;
        }
        const rest = this.lacking(bundle) * price;
        if (offer.price !== undefined) {
            return rest - offer.price;
        }
        return ((rest + bundle.sum) * offer.percent.num) / offer.percent.den + 1;
    }

    credit(state) {
        return this.states[state].begun.reduce((sum, bundle) => sum + this.bundleCredit(bundle), 0);
    }

    bundleCredit(bundle) {
        const { offer } = this;
        const share = (offer.size - this.lacking(bundle)) / offer.size;
        if (offer.price !== undefined) {
            return -offer.price * share;
        }
        return offer.percent ? (bundle.sum * offer.percent.num) / offer.percent.den : offer.amount * share;
    }

    rate({ price }) {
        const { offer } = this;
        if (offer.price !== undefined) {
            return Math.max(0, price - offer.price / offer.size);
        }
        return offer.percent
            ? (price * offer.percent.num) / offer.percent.den + 0.5 / offer.size
            : offer.amount / offer.size;
    }

    places() {
        return this.offer.parts.flatMap(({ qty }, part) => Array(qty).fill([...this.parts[part]]));
    }

    /** The finished bundles: as they were begun where that matters, otherwise the dearest together. */
    groups(units) {
        return this.tight ? this.replay(units) : this.pair(units);
    }

    regroup(groups) {
        return groups;
    }

    pair(units) {
        const lists = this.offer.parts.map((_part, part) => {
            const own = units.filter((unit) => unit.part === part).map(({ unitClass }) => unitClass);
            return own.sort(dearestFirst);
        });
        const bundles = lists[0].length / this.offer.parts[0].qty;
        return Array.from({ length: bundles }, (_none, bundle) =>
            lists.flatMap((list, part) => {
                const { qty } = this.offer.parts[part];
                return list.slice(bundle * qty, (bundle + 1) * qty);
            })
        );
    }

    /** Goes the way of the search once more, keeping the units with the bundles. */
    replay(units) {
        const groups = [];
        let begun = [];
        for (const { unitClass, part, place } of units) {
            const bundle = begun[place] || { fill: this.offer.parts.map(() => 0), sum: 0, units: [] };
            const grown = {
                fill: bundle.fill.map((count, other) => count + (other === part ? 1 : 0)),
                sum: bundle.sum + unitClass.price,
                units: [...bundle.units, unitClass],
            };
            begun = begun.filter((_bundle, other) => other !== place);
            if (this.lacking(grown)) {
                begun.push(grown);
                begun.sort(byKey);
            } else {
                groups.push(grown.units);
            }
        }
        return groups;
    }
}

function keyOf({ fill, sum }) {
    return `${fill.join(",")}:${sum}`;
}

function byKey(a, b) {
    const [first, second] = [keyOf(a), keyOf(b)];
    return first < second ? -1 : Number(first > second);
}

function unitsOf(classes) {
    return classes.reduce((sum, unitClass) => sum + unitClass.count, 0);
}

/** Whether it matters for the saving which units stand together in a bundle. */
function isTight(offer, parts, classes) {
    if (offer.percent) {
        const { num, den } = offer.percent;
        return [...classes].some(({ price }) => (BigInt(price) * BigInt(num)) % BigInt(den) !== 0n);
    }
    if (offer.amount !== undefined) {
        const least = parts.map(
            (list, part) => Math.min(...list.map(({ price }) => price)) * offer.parts[part].qty
        );
        return least.reduce((sum, price) => sum + price, 0) < offer.amount;
    }
    return false;
}
