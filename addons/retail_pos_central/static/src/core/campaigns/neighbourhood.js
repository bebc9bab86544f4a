/**
 * A better answer where the search met its bound on work: all offers but two or three keep what they
 * have, and the best deal for these and for the units that nobody holds is searched for anew. Repeated
 * until nothing gets better, this comes close to the best deal where offers are tangled beyond proof.
 */

import { BundleMachine } from "./bundle_machine";
import { BlockMachine, LimitedMachine } from "./group_machines";
import { LineSplit } from "./savings";
import { search } from "./search";
import { walkingOrder } from "./walking_order";

/** Steps for one small search, which mostly is exact with far fewer. */
const STEPS_EACH = 2_500;

/** The same machine on the units that are free. */
function rebuilt(machine, copyOf) {
    const among = (classes) => [...classes].map((unitClass) => copyOf.get(unitClass)).filter(Boolean);
    if (machine instanceof BundleMachine) {
        return new BundleMachine(machine.offer, machine.parts.map(among));
    }
    const own = among(machine.classes);
    return machine instanceof LimitedMachine
        ? new LimitedMachine(machine.offer, own)
        : new BlockMachine(machine.offer, own);
}

function sumOf(servings) {
    return servings.reduce((sum, { saving }) => sum + saving, 0);
}

class Neighbourhood {
    constructor(classes, machines, weightOf, steps) {
        this.classes = classes;
        this.machines = machines;
        this.weightOf = weightOf;
        this.left = steps;
        this.owners = new Map(machines.map((machine) => [machine.offer, machine]));
    }

    /** What the machines of `chosen` and the free units can save at best, when the other machines keep theirs. */
    tryAnew(servings, chosen) {
        const kept = servings.filter(({ offer }) => {
            const owner = this.owners.get(offer);
            return owner && !chosen.includes(owner);
        });
        const held = new Map();
        kept.forEach(({ units }) =>
            units.forEach(({ line, count }) => held.set(line, (held.get(line) || 0) + count))
        );
        const copyOf = new Map();
        for (const unitClass of this.classes) {
            const count = unitClass.count - (held.get(unitClass.line) || 0);
            if (count) {
                const { line, offers } = unitClass;
                const split = new LineSplit(line, offers, count, this.weightOf);
                copyOf.set(unitClass, { ...unitClass, count, machines: [], split });
            }
        }
        const own = chosen
            .map((machine) => rebuilt(machine, copyOf))
            .filter((machine) => machine.classes.size && machine.possible);
        own.forEach((machine) => {
            machine.weight = this.weightOf(machine.offer);
            machine.classes.forEach((unitClass) => unitClass.machines.push(machine));
        });
        const ordered = walkingOrder([...copyOf.values()], own);
        ordered.forEach((unitClass, order) => (unitClass.order = order));
        const found = search(ordered, own, Math.min(STEPS_EACH, this.left));
        this.left -= found.work;
        return [...kept, ...found.servings];
    }

    /** Goes through all sets of two machines, and of three where there are few, until none gains. */
    climb(servings) {
        let best = servings;
        let value = sumOf(best);
        const sets = this.sets();
        let idle = 0;
        for (let turn = 0; idle < sets.length && this.left > 0; turn++) {
            const tried = this.tryAnew(best, sets[turn % sets.length]);
            const saved = sumOf(tried);
            idle = saved > value ? 0 : idle + 1;
            if (saved > value) {
                [best, value] = [tried, saved];
            }
        }
        return { servings: best, value };
    }

    sets() {
        const { machines } = this;
        const pairs = machines.flatMap((one, place) =>
            machines.slice(place + 1).map((other) => [one, other])
        );
        const triples = pairs.flatMap(([one, other]) =>
            machines.slice(machines.indexOf(other) + 1).map((third) => [one, other, third])
        );
        return pairs.length ? [...pairs, ...triples] : [machines];
    }
}

/**
 * @param {object[]} classes the units that compete, as the search walks through them
 * @param {object[]} servings what the search found
 * @returns {object[]} servings that save at least as much
 */
export function improve(classes, machines, weightOf, servings, steps) {
    const fromNothing = new Neighbourhood(classes, machines, weightOf, steps / 2).climb([]);
    const start = fromNothing.value > sumOf(servings) ? fromNothing.servings : servings;
    return new Neighbourhood(classes, machines, weightOf, steps / 2).climb(start).servings;
}
