/**
 * Bundles as a state machine for the optimiser (see group_machines).
 *
 * The state is the list of bundles begun: how many units each part has, and – only where it matters
 * which units stand together, that is where a percentage rounds or an amount may exceed the goods –
 * what they cost so far. Otherwise a unit always joins the first bundle that lacks it. Forms of begun
 * bundles and states are numbered as they are met.
 */

import { dearestFirst, groupLimit, groupSaving } from "./group_machines";
import { roundedShare } from "./rational";

/** Beyond so many states the search is no longer exact. */
const MAX_STATES = 4096;

/** What working out an option costs, in steps of the search. */
const OPTION_STEPS = 5;

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
        this.forms = [];
        this.formNumbers = new Map();
        this.empty = this.formOf(
            offer.parts.map(() => 0),
            0
        );
        this.states = [{ begun: [], count: 0, lacking: 0, lacks: null, sum: 0, credit: 0 }];
        this.numbers = new Map([["0;", 0]]);
        this.radix = MAX_STATES;
        this.memo = new Map();
        this.effort = 0;
    }

    /** A begun bundle of a fill and a sum, always the same object. */
    formOf(fill, sum) {
        const key = `${fill}:${sum}`;
        let form = this.formNumbers.get(key);
        if (!form) {
            const filled = fill.reduce((total, units) => total + units, 0);
            const lacking = this.offer.size - filled;
            form = { number: this.forms.length, fill, sum, lacking, credit: this.creditOf(filled, sum) };
            this.forms.push(form);
            this.formNumbers.set(key, form);
        }
        return form;
    }

    /** A bundle with one more unit in a part. */
    grow(form, part, price) {
        const fill = [...form.fill];
        fill[part] += 1;
        return this.formOf(fill, form.sum + (this.tight ? price : 0));
    }

    /** What a begun bundle is worth, by its share of a whole one, beyond what was counted as saved. */
    creditOf(filled, sum) {
        const { offer } = this;
        const share = filled / offer.size;
        if (offer.price !== undefined) {
            return -offer.price * share;
        }
        return offer.percent ? (sum * offer.percent.num) / offer.percent.den : offer.amount * share;
    }

    numberOf(begun, count) {
        const capped = this.limit === Infinity ? 0 : count;
        const key = `${capped};${begun.map((form) => form.number)}`;
        let number = this.numbers.get(key);
        if (number === undefined) {
            if (this.states.length >= MAX_STATES) {
                this.overflow = true;
                return null;
            }
            number = this.states.length;
            const total = (field) => begun.reduce((sum, form) => sum + form[field], 0);
            const totals = { lacking: total("lacking"), sum: total("sum"), credit: total("credit") };
            totals.lacks = this.offer.parts.map(({ qty }, part) =>
                begun.reduce((sum, form) => sum + qty - form.fill[part], 0)
            );
            this.states.push({ begun, count: capped, ...totals });
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
            const lacks = (form, place) => form.fill[part] < wanted && form !== begun[place - 1];
            let joined = begun.filter(lacks);
            if (!this.tight) {
                joined = joined.slice(0, 1);
            }
            if (count < this.limit && (this.tight || !joined.length)) {
                joined.push(this.empty);
            }
            for (const form of joined) {
                const option = this.join(begun, count, part, form, unitClass);
                if (option) {
                    options.push(option);
                }
            }
        });
        return options;
    }

    join(begun, count, part, form, { price }) {
        const grown = this.grow(form, part, price);
        const complete = !grown.lacking;
        const after = replaced(begun, form, complete ? null : grown, byNumber);
        const to = this.numberOf(after, count + (form === this.empty ? 1 : 0));
        return to === null ? null : { to, gain: this.gain(price, complete, grown.sum), part, form };
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
        return this.states[state].lacking;
    }

    /** Whether the bundles begun can be finished with so many units of each part ahead. */
    canFinish(state, [ahead, ...byPart]) {
        const { lacking, lacks } = this.states[state];
        return lacking <= ahead && (!lacking || lacks.every((units, part) => units <= byPart[part]));
    }

    pendingBound(state, price) {
        const { begun, lacking, sum } = this.states[state];
        const { offer } = this;
        if (offer.amount !== undefined) {
            return offer.amount * begun.length;
        }
        if (offer.price !== undefined) {
            return lacking * price - offer.price * begun.length;
        }
        return ((lacking * price + sum) * offer.percent.num) / offer.percent.den + begun.length;
    }

    credit(state) {
        return this.states[state].credit;
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
        const begun = [];
        for (const { unitClass, part, form } of units) {
            const place = begun.findIndex((bundle) => bundle.form === form);
            const [bundle] = place < 0 ? [{ units: [] }] : begun.splice(place, 1);
            const grown = this.grow(form, part, unitClass.price);
            const joined = { form: grown, units: [...bundle.units, unitClass] };
            if (grown.lacking) {
                begun.push(joined);
            } else {
                groups.push(joined.units);
            }
        }
        return groups;
    }
}

function byNumber(a, b) {
    return a.number - b.number;
}

/** A sorted list without one entry (if it is in it) and with another (if there is one). */
function replaced(list, without, added, order) {
    const place = list.indexOf(without);
    const rest = list.filter((_entry, other) => other !== place);
    return added ? [...rest, added].sort(order) : rest;
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
