/**
 * The search for the best deal among offers that compete for the same units.
 *
 * Units are walked through line by line. What matters of the past is only the state of each machine
 * (see group_machines): of two ways to the same states only the better is kept, which makes the search
 * exact. When there are more states than the work allows, the most promising are kept and the answer
 * is good, valid, but not proven best.
 */

import { Bounds, SLACK } from "./bounds";
import { exhaust } from "./exhaust";
import { servingsOfChoices, servingsOfSteps } from "./servings";

/** How many states the first walk keeps; mostly there are fewer, and the answer is proven at once. */
const FIRST_WIDTH = 24;
const LEAST_WIDTH = 8;

/** The shares of the allowance for the first answer and for proofs; the rest is for a better answer. */
const NARROW_SHARE = 0.25;
const EXHAUST_SHARE = 0.5;
const PROOF_SHARE = 0.6;

/** Trying a deal of few units costs a fraction of a step of a walk. */
const TRIALS_PER_STEP = 2;

class Walk {
    /**
     * @param {object[]} classes equal units of a line: {order, line, price, count, split, machines}
     * @param {object[]} machines
     * @param {object} bounds on the walk:
     *     width  how many states are kept at the most
     *     floor  a saving that is known to be possible: only better ones are of interest
     *     limit  steps after which it is given up
     */
    constructor(classes, machines, { width = Infinity, floor = -1, limit = Infinity }) {
        this.classes = classes;
        this.machines = machines;
        this.width = width;
        this.floor = floor;
        this.limit = limit;
        this.cut = false;
        this.work = 0;
        this.strides = [];
        machines.reduce((stride, machine) => (this.strides.push(stride), stride * machine.radix), 1);
        this.bounds = new Bounds(classes, machines, this.stateOf.bind(this));
    }

    stateOf(key, index) {
        return Math.floor(key / this.strides[index]) % this.machines[index].radix;
    }

    /** The end of the best way, or null: given up, or nothing better than the floor. */
    run() {
        let nodes = new Map([[0, { key: 0, value: 0, tie: 0, back: null }]]);
        for (let place = 0; place < this.classes.length && !this.givenUp; place++) {
            nodes = this.passClass(nodes, place);
        }
        return this.givenUp ? null : nodes.get(0) || null;
    }

    get givenUp() {
        return this.work > this.limit;
    }

    /** All ways to deal with the units of one class, from all states. `layers` are by units left. */
    passClass(nodes, place) {
        const unitClass = this.classes[place];
        const layers = Array.from({ length: unitClass.count }, () => new Map());
        layers.push(nodes);
        for (const index of this.bounds.concerned[place]) {
            const machine = this.machines[index];
            if (this.givenUp) {
                return nodes;
            }
            if (machine.byLine && !machine.linear) {
                this.offerTogether(layers, machine, index, unitClass);
            } else {
                this.offerUnits(layers, machine, index, unitClass);
            }
            layers.forEach((layer, rest) => this.thin(layer, place + 1, rest));
        }
        const next = new Map();
        layers.forEach((layer, rest) => {
            const kept = unitClass.split.best(rest);
            layer.forEach((node) => {
                const key = this.retire(node.key, place);
                if (key !== null) {
                    this.keep(next, key, node, kept.value, kept.tie, unitClass, null, kept);
                }
            });
        });
        this.dropHopeless(next, place + 1);
        this.thin(next, place + 1, 0);
        return next;
    }

    /** Hands the units of a class to a machine, one after the other. */
    offerUnits(layers, machine, index, unitClass) {
        const stride = this.strides[index];
        for (let rest = unitClass.count; rest > 0 && !this.givenUp; rest--) {
            layers[rest].forEach((node) => {
                const state = this.stateOf(node.key, index);
                for (const option of machine.step(state, unitClass)) {
                    const key = node.key + (option.to - state) * stride;
                    this.keep(
                        layers[rest - 1],
                        key,
                        node,
                        option.gain,
                        machine.weight,
                        unitClass,
                        machine,
                        option
                    );
                }
            });
            this.work += machine.takeEffort();
        }
    }

    /** Units that are rounded together: how many of the line the offer serves is decided at once. */
    offerTogether(layers, machine, index, unitClass) {
        const stride = this.strides[index];
        for (let rest = 1; rest <= unitClass.count; rest++) {
            layers[rest].forEach((node) => {
                const most = Math.min(rest, machine.limit - this.stateOf(node.key, index));
                for (let count = 1; count <= most; count++) {
                    const gain = machine.gain(unitClass, count);
                    if (gain) {
                        const key = node.key + count * stride;
                        const tie = machine.weight * count;
                        this.keep(layers[rest - count], key, node, gain, tie, unitClass, machine, { count });
                    }
                }
            });
        }
    }

    /**
     * Keeps a way to a state unless a better one is known. A node is the last step of a way: of
     * `unitClass`, units were handed to `machine` as `detail` says, or the rest was split (no machine).
     */
    keep(layer, key, back, gain, tie, unitClass, machine, detail) {
        this.work += 1;
        const value = back.value + gain;
        const total = back.tie + tie;
        const known = layer.get(key);
        if (known && (known.value > value || (known.value === value && known.tie >= total))) {
            return;
        }
        layer.set(key, { key, value, tie: total, back, unitClass, machine, detail });
    }

    /** Takes machines whose last units have passed out of the key; null when one is left unfinished. */
    retire(key, place) {
        const { concerned, last } = this.bounds;
        let kept = key;
        for (const index of concerned[place]) {
            const state = this.stateOf(key, index);
            if (state) {
                if (!this.bounds.canFinish(index, state, place + 1)) {
                    return null;
                }
                kept -= last[index] <= place ? state * this.strides[index] : 0;
            }
        }
        return kept;
    }

    /**
     * Drops states in which a group is begun that is not worth it: where the same state without it has
     * saved more already than this one can with it.
     */
    dropHopeless(nodes, place) {
        const { bounds } = this;
        nodes.forEach((node) => {
            for (const index of node.key ? bounds.begun[place] : []) {
                const state = this.stateOf(node.key, index);
                const plain = state ? nodes.get(node.key - state * this.strides[index]) : null;
                if (plain && plain.value > node.value + bounds.pending(index, state, place) + SLACK) {
                    nodes.delete(node.key);
                    return;
                }
            }
        });
    }

    /** Drops what cannot become better than what is known, and the least promising beyond the width. */
    thin(layer, place, rest) {
        if (layer.size <= this.width && this.floor < 0) {
            return;
        }
        this.work += layer.size;
        const rated = [];
        layer.forEach((node) => {
            const hasEnd = this.bounds.hasEnd(node, rest ? place - 1 : place);
            if (!hasEnd || this.bounds.of(node, place, rest) < this.floor + 1) {
                layer.delete(node.key);
            } else {
                rated.push({ node, promise: this.bounds.promise(node, place, rest) });
            }
        });
        if (rated.length <= this.width) {
            return;
        }
        this.cut = true;
        rated.sort((a, b) => b.promise - a.promise);
        const idle = rated.find(({ node }) => this.isIdle(node.key));
        rated.slice(this.width).forEach((entry) => entry !== idle && layer.delete(entry.node.key));
    }

    /** Whether nothing is begun: from such a state there always is a valid end, so one is kept. */
    isIdle(key) {
        return !key || this.machines.every((machine, index) => !machine.missing(this.stateOf(key, index)));
    }
}

/**
 * The best deal for units that compete. A narrow walk finds a good answer, and often proves it. If not,
 * few units are tried exhaustively; of many, a walk that keeps everything which may be better tries to
 * prove or improve the answer; where that takes too long, a walk as wide as the allowance lets it be.
 * @param {number} allowance how many steps the search may take; a good answer takes some in any case
 * @returns {{servings: object[], exact: boolean, work: number}} what to book (see servings.js)
 */
export function search(classes, machines, allowance) {
    const perState = classes.reduce((sum, { count, machines: own }) => sum + 1 + (count * own.length) / 2, 0);
    const widthFor = (steps) => Math.max(LEAST_WIDTH, Math.floor(steps / perState));
    const narrow = new Walk(classes, machines, {
        width: Math.min(FIRST_WIDTH, widthFor(allowance * NARROW_SHARE)),
    });
    let node = narrow.run();
    let { work } = narrow;
    let exact = !narrow.cut && !hasOverflow(machines);
    if (!exact && work < allowance) {
        const tried = exhaust(classes, machines, (allowance - work) * EXHAUST_SHARE * TRIALS_PER_STEP);
        work += tried.work / TRIALS_PER_STEP;
        if (tried.choices) {
            return { servings: servingsOfChoices(tried.choices, classes, machines), exact: true, work };
        }
        const proof = new Walk(classes, machines, {
            floor: node.value,
            limit: (allowance - work) * PROOF_SHARE,
        });
        node = proof.run() || node;
        work += proof.work;
        exact = !proof.givenUp;
    }
    if (!exact && widthFor(allowance - work) > FIRST_WIDTH) {
        const wide = new Walk(classes, machines, { width: widthFor(allowance - work), floor: node.value });
        node = wide.run() || node;
        work += wide.work;
        exact = !wide.cut;
    }
    return {
        servings: servingsOfSteps(stepsOf(node), machines),
        exact: exact && !hasOverflow(machines),
        work,
    };
}

function hasOverflow(machines) {
    return machines.some((machine) => machine.overflow);
}

/** The steps on the way to a node, first to last: {unitClass, machine, detail}. */
function stepsOf(node) {
    const steps = [];
    for (let step = node; step.back; step = step.back) {
        steps.push(step);
    }
    return steps.reverse();
}
