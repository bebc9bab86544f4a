/**
 * The search for the best deal among offers that compete for the same units.
 *
 * Units are walked through line by line. What matters of the past is only the state of each machine
 * (see group_machines): of two ways to the same states only the better is kept, which makes the search
 * exact. When there are more states than the work allows, the most promising are kept and the answer
 * is good, valid, but not proven best.
 */

/** How many states the first walk keeps; mostly there are fewer, and the answer is proven at once. */
const FIRST_WIDTH = 48;
const LEAST_WIDTH = 8;

/** Rounding errors of the bounds, which are the only binary fractions here. */
const SLACK = 0.01;

class Walk {
    /**
     * @param {object[]} classes equal units of a line: {order, line, price, count, split, machines}
     * @param {object[]} machines
     * @param {number} width how many states are kept at the most
     * @param {number} floor a saving that is known to be possible: only better ones are of interest
     */
    constructor(classes, machines, width, floor) {
        this.classes = classes;
        this.machines = machines;
        this.width = width;
        this.floor = floor;
        this.cut = false;
        this.work = 0;
        this.strides = [];
        machines.reduce((stride, machine) => (this.strides.push(stride), stride * machine.radix), 1);
        this.prepareBounds();
    }

    /** For each place in the walk: the most that can still be saved, and the units each machine can get. */
    prepareBounds() {
        const { classes, machines } = this;
        this.ahead = new Array(classes.length + 1).fill(0);
        this.unitsAhead = machines.map(() => new Array(classes.length + 1).fill(0));
        this.priceAhead = machines.map(() => new Array(classes.length + 1).fill(0));
        this.last = machines.map(() => 0);
        this.concerned = classes.map(() => []);
        for (let place = classes.length - 1; place >= 0; place--) {
            const unitClass = classes[place];
            let rate = unitClass.split.bound;
            machines.forEach((machine, index) => {
                const counts = machine.classes.has(unitClass);
                const [units, prices] = [this.unitsAhead[index], this.priceAhead[index]];
                units[place] = units[place + 1] + (counts ? unitClass.count : 0);
                prices[place] = Math.max(prices[place + 1], counts ? unitClass.price : 0);
                if (counts) {
                    this.concerned[place].push(index);
                    rate = Math.max(rate, machine.rate(unitClass));
                    this.last[index] = Math.max(this.last[index], place);
                }
            });
            this.ahead[place] = this.ahead[place + 1] + rate * unitClass.count;
        }
    }

    stateOf(key, index) {
        return Math.floor(key / this.strides[index]) % this.machines[index].radix;
    }

    run() {
        let nodes = [{ key: 0, value: 0, tie: 0, back: null }];
        for (let place = 0; place < this.classes.length; place++) {
            nodes = this.passClass(nodes, place);
        }
        return nodes.find((node) => node.key === 0) || null;
    }

    /** All ways to deal with the units of one class, from all states. */
    passClass(nodes, place) {
        const unitClass = this.classes[place];
        const concerned = this.concerned[place];
        const layers = Array.from({ length: unitClass.count + 1 }, () => new Map());
        nodes.forEach((node) => layers[unitClass.count].set(node.key, node));
        for (const index of concerned) {
            const machine = this.machines[index];
            if (machine.byLine && !machine.linear) {
                this.offerTogether(layers, machine, index, unitClass);
            } else {
                this.offerUnits(layers, machine, index, unitClass);
            }
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
        return this.choose(this.withoutHopeless(next, place + 1), place + 1);
    }

    /** Hands the units of a class to a machine, one after the other. */
    offerUnits(layers, machine, index, unitClass) {
        const stride = this.strides[index];
        for (let rest = unitClass.count; rest > 0; rest--) {
            layers[rest].forEach((node) => {
                const state = this.stateOf(node.key, index);
                for (const option of machine.step(state, unitClass)) {
                    const key = node.key + (option.to - state) * stride;
                    this.keep(layers[rest - 1], key, node, option.gain, machine.weight, unitClass, machine, option);
                }
            });
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
        let kept = key;
        for (const index of this.concerned[place]) {
            const state = this.stateOf(key, index);
            if (state) {
                if (this.machines[index].missing(state) > this.unitsAhead[index][place + 1]) {
                    return null;
                }
                kept -= this.last[index] <= place ? state * this.strides[index] : 0;
            }
        }
        return kept;
    }

    /**
     * Leaves out states in which a group is begun that is not worth it: where the same state without
     * it has saved more already than this one can with it.
     */
    withoutHopeless(nodes, place) {
        const hopeful = [];
        nodes.forEach((node) => {
            for (let index = 0; node.key && index < this.machines.length; index++) {
                const state = this.stateOf(node.key, index);
                const plain = state ? nodes.get(node.key - state * this.strides[index]) : null;
                if (plain && plain.value > node.value + this.pending(index, state, place) + SLACK) {
                    return;
                }
            }
            hopeful.push(node);
        });
        return hopeful;
    }

    pending(index, state, place) {
        return this.machines[index].pendingBound(state, this.priceAhead[index][place]);
    }

    /** The most a way through a node can save in all. */
    bound(node, place) {
        let bound = node.value + this.ahead[place] + SLACK;
        for (let index = 0; node.key && index < this.machines.length; index++) {
            const state = this.stateOf(node.key, index);
            bound += state ? this.pending(index, state, place) : 0;
        }
        return bound;
    }

    /** Drops what cannot become better than what is known, and the least promising beyond the width. */
    choose(nodes, place) {
        if (this.floor < 0 && nodes.length <= this.width) {
            return nodes;
        }
        let rated = nodes.map((node) => ({ node, bound: this.bound(node, place) }));
        rated = rated.filter(({ bound }) => bound >= this.floor + 1);
        if (rated.length > this.width) {
            this.cut = true;
            rated.sort((a, b) => b.bound - a.bound);
            const idle = this.idle(rated);
            rated.length = this.width;
            if (idle && !rated.includes(idle)) {
                rated.push(idle);
            }
        }
        return rated.map(({ node }) => node);
    }

    /** The best state in which nothing is begun: from it there always is a valid end. */
    idle(rated) {
        const begun = ({ node }) =>
            this.machines.some((machine, index) => machine.missing(this.stateOf(node.key, index)) > 0);
        return rated.find((entry) => !begun(entry));
    }
}

/**
 * The best deal for units that compete.
 * @param {number} allowance how many steps the search may take
 * @returns {{node: object, exact: boolean, work: number}} the end of the best way
 */
export function search(classes, machines, allowance) {
    const first = new Walk(classes, machines, FIRST_WIDTH, -1);
    const found = first.run();
    const overflow = () => machines.some((machine) => machine.overflow);
    if (!first.cut) {
        return { node: found, exact: !overflow(), work: first.work };
    }
    const perState = Math.max(1, first.work / FIRST_WIDTH);
    const width = Math.floor((allowance - first.work) / perState);
    if (width < LEAST_WIDTH + FIRST_WIDTH) {
        return { node: found, exact: false, work: first.work };
    }
    const second = new Walk(classes, machines, width, found.value);
    const better = second.run();
    const node = better && better.value > found.value ? better : found;
    return { node, exact: !second.cut && !overflow(), work: first.work + second.work };
}

/** The steps on the way to a node, first to last: {unitClass, machine, detail}. */
export function stepsOf(node) {
    const steps = [];
    for (let step = node; step.back; step = step.back) {
        steps.push(step);
    }
    return steps.reverse();
}
