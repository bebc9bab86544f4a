/**
 * The best deal for few units, by the units that remain: of each remainder the best deal is found once.
 * It grows with the number of remainders, not with what offers have begun, and so proves small baskets
 * under many overlapping bundles, where the walk of the search has too many states.
 */

import { groupSaving } from "./group_machines";

/** Remainders and groups up to which this is tried. */
const MOST_REMAINDERS = 4000;
const MOST_GROUPS = 1500;

class Exhaustion {
    constructor(classes, machines, limit) {
        this.classes = classes;
        this.limited = machines.filter((machine) => machine.byLine);
        this.grouping = machines.filter((machine) => !machine.byLine);
        this.limit = limit;
        this.work = 0;
        this.memo = new Map();
        this.order = new Map(classes.map((unitClass, order) => [unitClass, order]));
    }

    /** The groups each offer can form, by the first class they use; false when there are too many. */
    prepare() {
        let total = 0;
        this.groups = this.classes.map(() => []);
        for (const machine of this.grouping) {
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
        this.groups[needs[0][0]].push({ machine, needs, saving, tie: machine.weight * chosen.length });
        return true;
    }

    /**
     * The best deal for what remains: {value, tie, ...choice, next}.
     * @param {number[]} left units by class; `used` how often each limited offer was used, by machine
     */
    best(left, used) {
        const first = left.findIndex((count) => count > 0);
        if (first < 0 || this.work > this.limit) {
            return { value: 0, tie: 0 };
        }
        const key = `${left}|${used}`;
        if (!this.memo.has(key)) {
            this.memo.set(key, this.decide(left, used, first));
        }
        return this.memo.get(key);
    }

    decide(left, used, first) {
        let best = { value: -1, tie: 0 };
        const consider = (value, tie, choice, next) => {
            this.work += 1;
            const total = { value: value + next.value, tie: tie + next.tie };
            if (total.value > best.value || (total.value === best.value && total.tie > best.tie)) {
                best = { ...total, choice, next };
            }
        };
        for (const group of this.groups[first]) {
            const { machine, needs, saving, tie } = group;
            const index = this.grouping.indexOf(machine);
            this.work += 1;
            if (
                needs.every(([order, count]) => left[order] >= count) &&
                !this.isSpent(machine, used[index])
            ) {
                const rest = [...left];
                needs.forEach(([order, count]) => (rest[order] -= count));
                consider(saving, tie, { group }, this.best(rest, this.count(used, index, machine, 1)));
            }
        }
        this.finishClass(left, used, first, consider);
        return best;
    }

    /** No more groups of a class: its units go to limited offers, and the rest is split. */
    finishClass(left, used, first, consider) {
        const unitClass = this.classes[first];
        const rest = [...left];
        rest[first] = 0;
        const deal = (place, units, given, now, value, tie) => {
            if (place === this.limited.length) {
                const kept = unitClass.split.best(units);
                const choice = { unitClass, given, kept };
                consider(value + kept.value, tie + kept.tie, choice, this.best(rest, now));
                return;
            }
            const machine = this.limited[place];
            const index = this.grouping.length + place;
            const most = machine.classes.has(unitClass) ? Math.min(units, machine.limit - now[index]) : 0;
            for (let count = most; count >= 0; count--) {
                const gain = count ? machine.gain(unitClass, count) : 0;
                if (gain || !count) {
                    const more = count ? [...given, { machine, count }] : given;
                    const then = this.count(now, index, machine, count);
                    deal(place + 1, units - count, more, then, value + gain, tie + count * machine.weight);
                }
            }
        };
        deal(0, left[first], [], used, 0, 0);
    }

    isSpent(machine, times) {
        return Number.isFinite(machine.limit) && machine.limit > 0 && times >= machine.limit;
    }

    count(used, index, machine, times) {
        if (!times || !(Number.isFinite(machine.limit) && machine.limit > 0)) {
            return used;
        }
        const more = [...used];
        more[index] += times;
        return more;
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
    let deal = exhaustion.best(
        classes.map(({ count }) => count),
        machines.map(() => 0)
    );
    if (exhaustion.work > limit) {
        return { choices: null, work: exhaustion.work };
    }
    const choices = [];
    for (; deal.choice; deal = deal.next) {
        choices.push(deal.choice);
    }
    return { choices, work: exhaustion.work };
}
