/**
 * The search for the best deal among offers that compete for the same units.
 *
 * Units are walked through from the dearest to the cheapest, line by line. What matters of the past is
 * only the state of each machine (see group_machines): of two ways to the same states only the better
 * is kept, which makes the search exact. When there are more states than the work allows, the most
 * promising are kept and the answer is good, valid, but not proven best.
 */

/** Most units that the walk steps through one by one; of more, whole groups are served beforehand. */
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
        this.last = machines.map(() => 0);
        for (let place = classes.length - 1; place >= 0; place--) {
            const unitClass = classes[place];
            let rate = unitClass.split.bound;
            machines.forEach((machine, index) => {
                const counts = machine.classes.has(unitClass);
                this.unitsAhead[index][place] = this.unitsAhead[index][place + 1] + (counts ? unitClass.count : 0);
                if (counts) {
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
        let nodes = [{ key: 0, value: 0, tie: 0, back: null, action: null }];
        for (let place = 0; place < this.classes.length; place++) {
            nodes = this.passClass(nodes, place);
        }
        return nodes.find((node) => node.key === 0) || null;
    }

    /** All ways to deal with the units of one class, from all states. */
    passClass(nodes, place) {
        const unitClass = this.classes[place];
        const layers = Array.from({ length: unitClass.count + 1 }, () => new Map());
        nodes.forEach((node) => layers[unitClass.count].set(node.key, node));
        this.machines.forEach((machine, index) => {
            if (machine.classes.has(unitClass)) {
                this.offerUnits(layers, machine, index, unitClass);
            }
        });
        const next = new Map();
        layers.forEach((layer, rest) => {
            const kept = unitClass.split.best(rest);
            layer.forEach((node) => {
                const key = this.retire(node.key, place);
                if (key !== null) {
                    const action = kept.value ? { unitClass, kept } : null;
                    this.keep(next, key, node, kept.value, kept.tie, action);
                }
            });
        });
        return this.choose([...next.values()], place + 1);
    }

    offerUnits(layers, machine, index, unitClass) {
        if (machine.byLine && !machine.linear) {
            this.offerTogether(layers, machine, index, unitClass);
            return;
        }
        const stride = this.strides[index];
        for (let rest = unitClass.count; rest > 0; rest--) {
            layers[rest].forEach((node) => {
                const state = this.stateOf(node.key, index);
                for (const option of machine.step(state, unitClass)) {
                    const key = node.key + (option.to - state) * stride;
                    const action = { unitClass, machine, option, count: 1 };
                    this.keep(layers[rest - 1], key, node, option.gain, machine.weight, action);
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
                        const action = { unitClass, machine, count };
                        const tie = machine.weight * count;
                        this.keep(layers[rest - count], node.key + count * stride, node, gain, tie, action);
                    }
                }
            });
        }
    }

    keep(layer, key, from, gain, tie, action) {
        this.work += 1;
        const value = from.value + gain;
        const known = layer.get(key);
        const total = from.tie + tie;
        if (known && (known.value > value || (known.value === value && known.tie >= total))) {
            return;
        }
        layer.set(key, { key, value, tie: total, back: from, action });
    }

    /** Takes machines whose last units have passed out of the key; null when one is left unfinished. */
    retire(key, place) {
        for (let index = 0; index < this.machines.length; index++) {
            const state = this.stateOf(key, index);
            if (!state) {
                continue;
            }
            const missing = this.machines[index].missing(state);
            if (missing > this.unitsAhead[index][place + 1]) {
                return null;
            }
            if (this.last[index] <= place) {
                key -= state * this.strides[index];
            }
        }
        return key;
    }

    bound(node, place) {
        const price = place < this.classes.length ? this.classes[place].price : 0;
        let bound = node.value + this.ahead[place] + SLACK;
        for (let index = 0; index < this.machines.length; index++) {
            const state = this.stateOf(node.key, index);
            if (state) {
                bound += this.machines[index].pendingBound(state, price);
            }
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

/** The actions on the way to a node, first to last. */
export function actionsOf(node) {
    const actions = [];
    for (let step = node; step; step = step.back) {
        if (step.action) {
            actions.push(step.action);
        }
    }
    return actions.reverse();
}
