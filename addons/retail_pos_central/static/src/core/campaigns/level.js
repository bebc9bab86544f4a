/**
 * One level of campaigns: the offers that compete for units at the same priority. Their best
 * assignment is searched for and booked in the ledger.
 *
 * Offers that serve single units without limit are decided line by line. Those that reach over lines
 * (groups, limits) tie lines together into independent parts, and each part is searched for itself.
 */

import { isLong, serveBulk } from "./bulk";
import { BundleMachine } from "./bundle_machine";
import { BlockMachine, LimitedMachine, groupSaving } from "./group_machines";
import { improve } from "./neighbourhood";
import { GROUP_KINDS } from "./offer_check";
import { LineSplit } from "./savings";
import { search } from "./search";
import { splitServings } from "./servings";
import { walkingOrder } from "./walking_order";

/** Steps to better an answer that the search could not prove. */
const IMPROVING_STEPS = 40_000;

/** What a unit counts for each offer when savings are equal: those that stand first count most. */
function weigher(offers) {
    const ordered = [...new Set(offers)].sort((a, b) => a.standing - b.standing);
    const weights = new Map(ordered.map((offer, rank) => [offer, rank < 8 ? 64 ** (7 - rank) : 0]));
    return (offer) => weights.get(offer);
}

/**
 * Decides a level and books it.
 * @param {object[]} records touched offers of this level that are open for the basket
 * @param {{steps: number, improving?: number}} budget how many steps searches may still take; what is used is taken
 *     off. And how many may better an answer that is not proven
 * @returns {boolean} whether the assignment is proven best
 */
export function decideLevel(records, ledger, budget, closed) {
    const classes = new Map();
    const machines = [];
    for (const record of records) {
        addRecord(record, ledger, classes, machines);
    }
    const competing = withoutDominated(machines);
    competing.forEach((machine) => machine.classes.forEach((unitClass) => unitClass.machines.push(machine)));
    let exact = true;
    const parts = independentParts([...classes.values()]).sort((a, b) => sizeOf(a) - sizeOf(b));
    for (const part of parts) {
        exact = decidePart(part, ledger, budget, closed) && exact;
    }
    return exact;
}

function classOf(line, ledger, classes) {
    const { open } = ledger.of(line);
    if (!open) {
        return null;
    }
    if (!classes.has(line)) {
        classes.set(line, { line, price: line.unit, count: open, offers: [], machines: [] });
    }
    return classes.get(line);
}

function addRecord({ offer, lines, parts }, ledger, classes, machines) {
    const within = (list) => list.map((line) => classOf(line, ledger, classes)).filter(Boolean);
    const own = within(lines);
    const units = own.reduce((sum, unitClass) => sum + unitClass.count, 0);
    if (!units) {
        return;
    }
    if (!GROUP_KINDS.has(offer.kind)) {
        if (offer.maxPerOrder && offer.maxPerOrder < units) {
            machines.push(new LimitedMachine(offer, own));
        } else {
            own.forEach((unitClass) => unitClass.offers.push(offer));
        }
        return;
    }
    const machine = parts ? new BundleMachine(offer, parts.map(within)) : new BlockMachine(offer, own);
    if (machine.possible && groupSaving(offer, dearest(offer, own, parts && parts.map(within))) > 0) {
        machines.push(machine);
    }
}

/** The dearest units an offer could take in one group; where these save nothing, nothing does. */
function dearest(offer, own, parts) {
    const top = (classes, wanted) => {
        const prices = [];
        for (const { price, count } of [...classes].sort((a, b) => b.price - a.price)) {
            prices.push(...Array(Math.min(count, wanted - prices.length)).fill(price));
        }
        return prices;
    };
    return parts
        ? parts.flatMap((classes, part) => top(classes, offer.parts[part].qty))
        : top(own, offer.size);
}

/**
 * Leaves out group offers that another one beats wherever they could apply. Of offers that may come
 * out equal only the one that stands later is left out.
 */
function withoutDominated(machines) {
    return machines.filter((weak) => !machines.some((strong) => strong !== weak && dominates(strong, weak)));
}

function dominates(strong, weak) {
    const [a, b] = [strong.offer, weak.offer];
    if (a.kind !== b.kind || strong.limit || !(strong instanceof BlockMachine)) {
        return false;
    }
    const cheaper = a.kind === "multibuy" && a.size === b.size && a.price < b.price;
    const atLeast =
        a.kind === "multibuy"
            ? a.size === b.size && a.price <= b.price
            : a.size <= b.size && a.free >= b.free;
    if (!cheaper && !(atLeast && a.standing < b.standing)) {
        return false;
    }
    return [...weak.classes].every((unitClass) => strong.classes.has(unitClass));
}

/** The classes that machines tie together, each part with its classes in the order of the search. */
function independentParts(classes) {
    const parts = [];
    const seen = new Set();
    for (const start of classes) {
        if (seen.has(start)) {
            continue;
        }
        const part = { classes: [], machines: new Set() };
        const waiting = [start];
        seen.add(start);
        while (waiting.length) {
            const unitClass = waiting.pop();
            part.classes.push(unitClass);
            for (const machine of unitClass.machines) {
                if (part.machines.has(machine)) {
                    continue;
                }
                part.machines.add(machine);
                for (const other of machine.classes) {
                    if (!seen.has(other)) {
                        seen.add(other);
                        waiting.push(other);
                    }
                }
            }
        }
        parts.push(part);
    }
    return parts;
}

/** How much there is to search in a part: the small ones are proven before a large one takes the budget. */
function sizeOf({ classes, machines }) {
    return classes.length * machines.size;
}

function decidePart(part, ledger, budget, closed) {
    const machines = [...part.machines].sort((a, b) => a.offer.standing - b.offer.standing);
    const offers = [
        ...machines.map(({ offer }) => offer),
        ...part.classes.flatMap((unitClass) => unitClass.offers),
    ];
    const weightOf = weigher(offers);
    const exact = !part.classes.some(isLong);
    if (!exact) {
        serveBulk(part.classes, ledger, closed);
    }
    for (const unitClass of part.classes) {
        unitClass.split = new LineSplit(unitClass.line, unitClass.offers, unitClass.count, weightOf);
    }
    if (!machines.length) {
        const [unitClass] = part.classes;
        book(splitServings(unitClass.line, unitClass.split.best(unitClass.count)), ledger, closed);
        return unitClass.split.exact;
    }
    machines.forEach((machine) => (machine.weight = weightOf(machine.offer)));
    const ordered = walkingOrder(part.classes, machines);
    ordered.forEach((unitClass, order) => (unitClass.order = order));
    const searched = fitting(machines);
    const found = search(ordered, searched, budget.steps);
    budget.steps = Math.max(0, budget.steps - found.work);
    const servings = found.exact
        ? found.servings
        : improve(ordered, machines, weightOf, found.servings, budget.improving ?? IMPROVING_STEPS);
    book(servings, ledger, closed);
    const splits = ordered.every((unitClass) => unitClass.split.exact);
    return exact && found.exact && splits && searched.length === machines.length;
}

/** The first machines whose states together can be numbered within the safe integers. */
function fitting(machines) {
    let states = 1;
    return machines.filter(({ radix }) => {
        const fits = states * radix <= Number.MAX_SAFE_INTEGER;
        states *= fits ? radix : 1;
        return fits;
    });
}

function book(servings, ledger, closed) {
    servings.forEach(({ offer, units, saving }) => ledger.serve(offer, units, saving, closed));
}
