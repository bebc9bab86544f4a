/**
 * What the search may hope for: at each place of the walk, at most what the lines ahead can still
 * save, and at most what the groups that are begun can. These are the only binary fractions in the
 * engine, they only compare, and never become an amount.
 */

/** Rounding errors of the bounds. */
export const SLACK = 0.01;

export class Bounds {
    /**
     * @param {object[]} classes in the order of the walk
     * @param {object[]} machines
     * @param {(key: number, index: number) => number} stateOf the state of a machine within a key
     */
    constructor(classes, machines, stateOf) {
        this.machines = machines;
        this.stateOf = stateOf;
        const row = () => new Array(classes.length + 1).fill(0);
        this.rate = row();
        this.ahead = row();
        this.unitsAhead = machines.map(() => classes.map(() => null));
        this.priceAhead = machines.map(row);
        this.first = machines.map(() => 0);
        this.last = machines.map(() => 0);
        this.concerned = classes.map(() => []);
        for (let place = classes.length - 1; place >= 0; place--) {
            this.addClass(classes[place], place);
        }
        const indexes = machines.map((_machine, index) => index);
        this.begun = this.ahead.map((_sum, place) =>
            indexes.filter((index) => this.first[index] <= place && this.last[index] >= place)
        );
    }

    addClass(unitClass, place) {
        let rate = unitClass.split.bound;
        this.machines.forEach((machine, index) => {
            const [units, prices] = [this.unitsAhead[index], this.priceAhead[index]];
            const counts = machine.classes.has(unitClass);
            const parts = [machine.classes, ...(machine.parts || [])];
            const after = units[place + 1] || parts.map(() => 0);
            units[place] = counts
                ? parts.map((part, own) => after[own] + (part.has(unitClass) ? unitClass.count : 0))
                : after;
            prices[place] = Math.max(prices[place + 1], counts ? unitClass.price : 0);
            if (counts) {
                this.concerned[place].push(index);
                rate = Math.max(rate, machine.rate(unitClass));
                this.last[index] = Math.max(this.last[index], place);
                this.first[index] = place;
            }
        });
        this.rate[place] = rate;
        this.ahead[place] = this.ahead[place + 1] + rate * unitClass.count;
    }

    /** Whether what a machine has begun can be finished with the units from a place on. */
    canFinish(index, state, place) {
        const ahead = this.unitsAhead[index][place];
        return ahead ? this.machines[index].canFinish(state, ahead) : !this.machines[index].missing(state);
    }

    /** Whether all that is begun can be. */
    hasEnd({ key }, place) {
        return (
            !key || this.begun[place].every((index) => this.canFinish(index, this.stateOf(key, index), place))
        );
    }

    /** At most what a machine adds to what it has begun. */
    pending(index, state, place) {
        return this.machines[index].pendingBound(state, this.priceAhead[index][place]);
    }

    /** At most what a way through a node saves in all, with `rest` units of the class before `place` left. */
    of(node, place, rest) {
        let bound = node.value + this.ahead[place] + (rest ? rest * this.rate[place - 1] : 0) + SLACK;
        const now = rest ? place - 1 : place;
        for (const index of this.begun[now]) {
            const state = this.stateOf(node.key, index);
            bound += state ? this.pending(index, state, now) : 0;
        }
        return bound;
    }

    /** What a way through a node has saved, counting groups that are begun by their share of a whole one. */
    promise(node, place, rest) {
        let promise = node.value;
        for (const index of this.begun[rest ? place - 1 : place]) {
            const state = this.stateOf(node.key, index);
            promise += state
                ? this.machines[index].credit(state, this.priceAhead[index][rest ? place - 1 : place])
                : 0;
        }
        return promise;
    }
}
