/**
 * Lines of more units than a search can walk through: of what is beyond, whole groups and single units
 * are served beforehand, each time with the offer that saves most per unit. Such an answer is valid, but not proven.
 */

import { BundleMachine } from "./bundle_machine";
import { BlockMachine, groupSaving } from "./group_machines";
import { savingRate, unitSaving } from "./savings";

/** Units of one line that compete within the search. */
const MOST_UNITS = 1000;

export function isLong({ count, machines }) {
    return machines.length > 0 && count > MOST_UNITS;
}

/**
 * Serves what is beyond the search of the long lines among these, and leaves their `count` to search.
 * @param {object[]} classes the units that compete, line by line
 */
export function serveBulk(classes, ledger, closed) {
    let best = bestOption(classes);
    while (best) {
        const { offer, needs, times } = best;
        const units = [...needs].map(([{ line }, count]) => ({ line, count: count * times }));
        const [[unitClass]] = needs;
        const saving = best.single ? unitSaving(offer, unitClass.line, times) : times * best.saving;
        ledger.serve(offer, units, saving, closed);
        needs.forEach((count, one) => (one.count -= count * times));
        best = bestOption(classes);
    }
    // What no offer can take without limit: a search needs no more of them.
    classes.filter(isLong).forEach((unitClass) => (unitClass.count = MOST_UNITS));
}

/** What saves most per unit on a long line, or null. */
function bestOption(classes) {
    const options = classes.filter(isLong).flatMap(optionsOf);
    return options.reduce((a, b) => (!a || b.saving / b.size > a.saving / a.size ? b : a), null);
}

function optionsOf(unitClass) {
    const { line, price, count } = unitClass;
    const excess = count - MOST_UNITS;
    const singles = unitClass.offers.map((offer) => ({
        offer,
        single: true,
        size: 1,
        saving: savingRate(offer, line),
        needs: new Map([[unitClass, 1]]),
        times: excess,
    }));
    const groups = unitClass.machines.map((machine) => {
        const needs = needsOf(machine, unitClass);
        if (!needs) {
            return null;
        }
        const { offer } = machine;
        const prices = [...needs].flatMap(([one, units]) =>
            Array(units).fill(one === unitClass ? price : one.price)
        );
        const possible = [...needs].map(([one, units]) => Math.floor(one.count / units));
        const times = Math.min(Math.ceil(excess / needs.get(unitClass)), ...possible);
        return { offer, size: offer.size, saving: groupSaving(offer, prices), needs, times };
    });
    return [...singles, ...groups].filter((option) => option && option.saving > 0 && option.times > 0);
}

/** How many units of which line one group takes, some of this line; null where it can't be told simply. */
function needsOf(machine, unitClass) {
    if (machine instanceof BlockMachine) {
        return machine.limit ? null : new Map([[unitClass, machine.offer.size]]);
    }
    if (!(machine instanceof BundleMachine) || machine.limit !== Infinity) {
        return null;
    }
    const needs = new Map();
    const left = (one) => one.count - (needs.get(one) || 0);
    machine.parts.forEach((part, place) => {
        const roomiest = [...part].reduce((a, b) => (left(b) > left(a) ? b : a));
        const taken = part.has(unitClass) && !needs.has(unitClass) ? unitClass : roomiest;
        needs.set(taken, (needs.get(taken) || 0) + machine.offer.parts[place].qty);
    });
    return needs.has(unitClass) ? needs : null;
}
