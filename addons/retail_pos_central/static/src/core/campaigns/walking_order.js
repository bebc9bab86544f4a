/**
 * The order in which the search walks through the lines. Machines that need their units from the
 * dearest to the cheapest bind it; within that, lines of the same offers are kept together, so that few
 * offers are begun at any time and few states have to be kept.
 */

import { dearestFirst } from "./group_machines";

/** @returns {object[]} the classes, each once */
export function walkingOrder(classes, machines) {
    const waiting = [...classes].sort(dearestFirst);
    const left = new Map(machines.map((machine) => [machine, machine.classes.size]));
    const begun = new Set();
    const order = [];
    while (waiting.length) {
        const next = pickNext(waiting, left, begun);
        waiting.splice(waiting.indexOf(next), 1);
        order.push(next);
        for (const machine of next.machines) {
            begun.add(machine);
            left.set(machine, left.get(machine) - 1);
        }
    }
    return order;
}

/** The line that begins the fewest states and finishes the most; the dearest of equals. */
function pickNext(waiting, left, begun) {
    const barred = new Set();
    let best = null;
    let lowest = Infinity;
    for (const unitClass of waiting) {
        let cost = 0;
        let free = true;
        for (const machine of unitClass.machines) {
            free &&= !barred.has(machine);
            if (machine.sorted) {
                barred.add(machine);
            }
            const weight = Math.log(machine.radix);
            cost += (begun.has(machine) ? 0 : weight) - weight / left.get(machine);
        }
        if (free && cost < lowest) {
            best = unitClass;
            lowest = cost;
        }
    }
    return best;
}
