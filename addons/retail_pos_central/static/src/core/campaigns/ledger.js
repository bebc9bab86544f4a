/**
 * What each unit of a basket costs while offers are applied: for every line the units no offer has
 * served yet, and runs of units that were served and cost the same. Each øre taken off is booked on
 * a unit, a line and an offer at once, so that the sums always agree.
 */

import { spread } from "./spread";

class Entry {
    constructor(line) {
        this.line = line;
        this.open = line.units;
        this.runs = [];
        this.applied = new Map();
    }

    /** Splits a run off at its front, with some taken off each of its units. */
    addRun(count, net, closed) {
        if (!count) {
            return;
        }
        const same = this.runs.find((run) => run.net === net && run.closed === closed);
        if (same) {
            same.count += count;
        } else {
            this.runs.push({ count, net, closed });
        }
    }

    book(offer, amount) {
        if (amount) {
            this.applied.set(offer, (this.applied.get(offer) || 0) + amount);
        }
    }

    get discount() {
        let sum = 0;
        this.applied.forEach((amount) => (sum += amount));
        return sum;
    }

    /** What the units bought cost now; a return has none. */
    get netOfUnits() {
        return this.runs.reduce((sum, run) => sum + run.count * run.net, this.open * this.line.unit);
    }
}

export class Ledger {
    constructor(lines) {
        this.entries = lines.map((line) => new Entry(line));
        this.byLine = new Map(this.entries.map((entry) => [entry.line, entry]));
    }

    of(line) {
        return this.byLine.get(line);
    }

    /**
     * Serves units no offer has served yet; what it saves is spread over them by their gross.
     * @param {{line: object, count: number}[]} units
     * @param {boolean} closed whether no further item offer may touch them (exclusive)
     */
    serve(offer, units, saving, closed) {
        const ordered = [...units].sort((a, b) => a.line.position - b.line.position);
        const shares = spread(
            saving,
            ordered.map(({ line, count }) => ({ count, weight: line.unit }))
        );
        ordered.forEach(({ line, count }, place) => {
            const { share, extra } = shares[place];
            const entry = this.of(line);
            entry.open -= count;
            entry.addRun(extra, line.unit - share - 1, closed);
            entry.addRun(count - extra, line.unit - share, closed);
            entry.book(offer, share * count + extra);
        });
    }

    /** Puts the units nobody served among the runs: from here on offers take off what is left. */
    settle() {
        for (const entry of this.entries) {
            entry.addRun(entry.open, entry.line.unit, false);
            entry.open = 0;
        }
    }

    /**
     * Takes a saving off settled units, spread by what they cost now.
     * @param {{entry: object, run: object, count: number}[]} picks `count` units of runs of entries
     */
    discount(offer, picks, saving) {
        const ordered = [...picks].sort((a, b) => a.entry.line.position - b.entry.line.position);
        const shares = spread(
            saving,
            ordered.map(({ run, count }) => ({ count, weight: run.net }))
        );
        const costs = ordered.map(({ run }) => run.net);
        ordered.forEach(({ run, count }) => (run.count -= count));
        ordered.forEach(({ entry, run, count }, place) => {
            const { share, extra } = shares[place];
            entry.addRun(extra, costs[place] - share - 1, run.closed);
            entry.addRun(count - extra, costs[place] - share, run.closed);
            entry.book(offer, share * count + extra);
        });
        ordered.forEach(({ entry }) => (entry.runs = entry.runs.filter((run) => run.count)));
    }
}
