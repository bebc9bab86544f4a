/**
 * What a search found, as servings the ledger can book: {offer, units: [{line, count}], saving}.
 */

import { groupSaving } from "./group_machines";
import { unitSaving } from "./savings";

function countByLine(group) {
    const counts = new Map();
    group.forEach(({ line }) => counts.set(line, (counts.get(line) || 0) + 1));
    return [...counts].map(([line, count]) => ({ line, count }));
}

/** A group of units; none where it does not save. */
function groupServing(offer, group) {
    const saving = groupSaving(
        offer,
        group.map(({ price }) => price)
    );
    return saving > 0 ? [{ offer, units: countByLine(group), saving }] : [];
}

/** Units of one line with an offer that serves single units. */
function lineServing(offer, line, count) {
    const saving = unitSaving(offer, line, count);
    return saving > 0 ? [{ offer, units: [{ line, count }], saving }] : [];
}

/** The best split of a line, the offer that stands first before the others. */
export function splitServings(line, { takes }) {
    const ordered = [...takes].sort((a, b) => a.offer.standing - b.offer.standing);
    return ordered.flatMap(({ offer, count }) => lineServing(offer, line, count));
}

/** @param {object[]} steps of a walk (see search.js) */
export function servingsOfSteps(steps, machines) {
    const servings = machines.flatMap((machine) => {
        const own = steps.filter((step) => step.machine === machine);
        if (machine.byLine) {
            const units = own.flatMap(({ unitClass, detail }) => Array(detail.count || 1).fill(unitClass));
            return countByLine(units).flatMap(({ line, count }) => lineServing(machine.offer, line, count));
        }
        const units = own.map(({ unitClass, detail }) => ({ unitClass, ...detail }));
        return machine.groups(units).flatMap((group) => groupServing(machine.offer, group));
    });
    const splits = steps.filter(({ machine }) => !machine);
    return [...servings, ...splits.flatMap(({ unitClass, detail }) => splitServings(unitClass.line, detail))];
}

/** @param {object[]} choices of an exhaustion (see exhaust.js) */
export function servingsOfChoices(choices, classes, machines) {
    const servings = machines.flatMap((machine) => {
        const own = choices.filter(({ group }) => group && group.machine === machine);
        const groups = own.map(({ group }) =>
            group.needs.flatMap(([order, count]) => Array(count).fill(classes[order]))
        );
        return own.length
            ? machine.regroup(groups).flatMap((group) => groupServing(machine.offer, group))
            : [];
    });
    const finished = choices.filter(({ group }) => !group);
    return [
        ...servings,
        ...finished.flatMap(({ unitClass, given, kept }) => [
            ...given.flatMap(({ machine, count }) => lineServing(machine.offer, unitClass.line, count)),
            ...splitServings(unitClass.line, kept),
        ]),
    ];
}
