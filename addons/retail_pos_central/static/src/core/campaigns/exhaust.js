/**
 * The best deal for few units, by the units that remain: of each remainder the best deal is found once.
 * It grows with the number of remainders, not with what offers have begun, and so proves small baskets
 * under many overlapping bundles, where the walk of the search has too many states.
 */

import { groupSaving } from "./group_machines";

/** Remainders and groups up to which this is tried. */
const MOST_REMAINDERS = 4000;
const MOST_GROUPS = 1500;

const NOTHING = { value: 0, tie: 0, choice: null, next: null };

/** How often an offer may apply where that binds, otherwise Infinity. */
function limitOf(machine) {
    return machine.limit || Infinity;
}

class Exhaustion {
    constructor(classes, machines, limit) {
        this.classes = classes;
        this.machines = machines;
        this.limited = machines.filter((machine) => machine.byLine);
        this.limits = machines.filter((machine) => limitOf(machine) < Infinity);
        this.limit = limit;
        this.work = 0;
        this.memo = new Map();
        this.left = classes.map(({ count }) => count);
        this.used = machines.map(() => 0);
        this.strides = [];
        this.key =
            classes.reduce((stride, { count }) => (this.strides.push(stride), stride * (count + 1)), 1) - 1;
        this.order = new Map(classes.map((unitClass, order) => [unitClass, order]));
    }

    /** The groups each offer can form, by the first class they use; false when there are too many. */
    prepare() {
        let total = 0;
        this.groups = this.classes.map(() => []);
        for (const machine of this.machines.filter(({ byLine }) => !byLine)) {
            const seen = new Set();
            const places = machine.places();
            const grow = (place, chosen) => {
                if (total > MOST_GROUPS || this.work > this.limit) {
                    return;
                }
                this.work += 1;
                if (place === places.length) {
                    total += this.addGroup(machine, chosen, seen) ? 1 : 0;
                    return;
                }
                for (const unitClass of places[place]) {
                    const order = this.order.get(unitClass);
                    const sorted = place && places[place - 1] === places[place] && order < chosen[place - 1];
                    if (!sorted) {
                        grow(place + 1, [...chosen, order]);
                    }
                }
            };
            grow(0, []);
        }
        return total <= MOST_GROUPS && this.work <= this.limit;
    }

    addGroup(machine, chosen, seen) {
        const counts = new Map();
        chosen.forEach((order) => counts.set(order, (counts.get(order) || 0) + 1));
        const needs = [...counts].sort(([a], [b]) => a - b);
        const key = needs.join(";");
        const saving = groupSaving(
            machine.offer,
            chosen.map((order) => this.classes[order].price)
        );
        if (
            seen.has(key) ||
            saving <= 0 ||
            needs.some(([order, count]) => count > this.classes[order].count)
        ) {
            return false;
        }
        seen.add(key);
        this.groups[needs[0][0]].push({
            machine,
            index: this.machines.indexOf(machine),
            limit: limitOf(machine),
            needs,
            key: needs.reduce((sum, [order, count]) => sum + count * this.strides[order], 0),
            saving,
            tie: machine.weight * chosen.length,
        });
        return true;
    }

    /**
     * The best deal for what remains: {value, tie, choice, next}. What remains, `left` by class, and how
     * often limited offers were `used` by machine, are changed in place while choices are tried.
     */
    best() {
        const first = this.left.findIndex((count) => count > 0);
        if (first < 0 || this.work > this.limit) {
            return NOTHING;
        }
        const key = this.limits.length ? `${this.key}|${this.used}` : this.key;
        let deal = this.memo.get(key);
        if (!deal) {
            deal = this.decide(first);
            this.memo.set(key, deal);
        }
        return deal;
    }

    decide(first) {
        const { used } = this;
        let best = NOTHING;
        const consider = (value, tie, choice, next) => {
            this.work += 1;
            const total = value + next.value;
            const weight = tie + next.tie;
            if (!best.choice || total > best.value || (total === best.value && weight > best.tie)) {
                best = { value: total, tie: weight, choice, next };
            }
        };
        const groups = this.groups[first];
        this.work += groups.length / 4;
        for (const group of groups) {
            const { needs, saving, tie, limit, index } = group;
            if (used[index] < limit && this.remain(needs)) {
                this.take(needs, 1);
                this.key -= group.key;
                used[index] += limit < Infinity ? 1 : 0;
                consider(saving, tie, { group }, this.best());
                used[index] -= limit < Infinity ? 1 : 0;
                this.key += group.key;
                this.take(needs, -1);
            }
        }
        this.finishClass(first, consider);
        return best;
    }

    /** Whether enough units are left for a group. Written out, as most of the time is spent here. */
    remain(needs) {
        for (let place = 0; place < needs.length; place++) {
            if (this.left[needs[place][0]] < needs[place][1]) {
                return false;
            }
        }
        return true;
    }

    take(needs, times) {
        for (let place = 0; place < needs.length; place++) {
            this.left[needs[place][0]] -= needs[place][1] * times;
        }
    }

    /** No more groups of a class: its units go to limited offers, and the rest is split. */
    finishClass(first, consider) {
        const { left, used } = this;
        const unitClass = this.classes[first];
        const count = left[first];
        const key = count * this.strides[first];
        left[first] = 0;
        this.key -= key;
        const deal = (place, units, given, value, tie) => {
            const machine = this.limited[place];
            if (!machine) {
                const kept = unitClass.split.best(units);
                consider(value + kept.value, tie + kept.tie, { unitClass, given, kept }, this.best());
                return;
            }
            const index = this.machines.indexOf(machine);
            const most = machine.classes.has(unitClass) ? Math.min(units, machine.limit - used[index]) : 0;
            for (let taken = most; taken >= 0; taken--) {
                const gain = taken ? machine.gain(unitClass, taken) : 0;
                if (gain || !taken) {
                    used[index] += taken;
                    const more = taken ? [...given, { machine, count: taken }] : given;
                    deal(place + 1, units - taken, more, value + gain, tie + taken * machine.weight);
                    used[index] -= taken;
                }
            }
        };
        deal(0, count, [], 0, 0);
        this.key += key;
        left[first] = count;
    }
}

/**
 * @returns {{choices: object[], work: number} | {choices: null, work: number}} the choices of the best
 *     deal – {group} or {unitClass, given, kept} – or null when there are too many remainders
 */
export function exhaust(classes, machines, limit) {
    const remainders = classes.reduce((product, { count }) => product * (count + 1), 1);
    if (remainders > MOST_REMAINDERS) {
        return { choices: null, work: 0 };
    }
    const exhaustion = new Exhaustion(classes, machines, limit);
    if (!exhaustion.prepare()) {
        return { choices: null, work: exhaustion.work };
    }
    let deal = exhaustion.best();
    if (exhaustion.work > limit) {
        return { choices: null, work: exhaustion.work };
    }
    const choices = [];
    for (; deal.choice; deal = deal.next) {
        choices.push(deal.choice);
    }
    return { choices, work: exhaustion.work };
}
