/**
 * What comes after the units are assigned: stacked offers on what is left of the price, then
 * thresholds and tenders on the net of the order. Each works on what the one before it left.
 */

import { roundedShare } from "./rational";

/** The net of the goods an order-level offer is about. */
export function eligibleNet({ lines }, ledger) {
    return lines.reduce((sum, line) => sum + ledger.of(line).netOfUnits, 0);
}

/**
 * A stacked percent or amount on every unit that no exclusive offer has served. Percentages round
 * once per line. With `max_per_order` it serves the units on which it saves most.
 */
export function applyStack({ offer, lines }, ledger) {
    const options = lines.map((line) => stackOption(offer, ledger.of(line)));
    const units = options.reduce((sum, { units }) => sum + units, 0);
    const counts =
        offer.maxPerOrder && offer.maxPerOrder < units
            ? bestCounts(options, offer.maxPerOrder)
            : options.map((option) => option.units);
    options.forEach((option, place) => {
        const picks = option.picks(counts[place]);
        if (offer.percent) {
            ledger.discount(offer, picks, option.saving(counts[place]));
            return;
        }
        for (const pick of picks) {
            ledger.discount(offer, [pick], option.off(pick.run) * pick.count);
        }
    });
}

/** What a stacked offer can do on a line: the dearest units first. */
function stackOption(offer, entry) {
    const runs = entry.runs.filter((run) => !run.closed && run.net > 0).sort((a, b) => b.net - a.net);
    const { line } = entry;
    const whole =
        offer.amount !== undefined && line.weighed
            ? roundedShare(offer.amount, line.qty.num, line.qty.den)
            : offer.amount;
    const off = (run) => (offer.percent ? run.net : Math.min(whole, run.net));
    const picks = (wanted) => {
        const list = [];
        for (const run of runs) {
            const count = Math.min(run.count, wanted);
            if (count) {
                list.push({ entry, run, count });
            }
            wanted -= count;
        }
        return list;
    };
    const saving = (wanted) => {
        const chosen = picks(wanted);
        if (!offer.percent) {
            return chosen.reduce((sum, { run, count }) => sum + off(run) * count, 0);
        }
        const net = chosen.reduce((sum, { run, count }) => sum + run.net * count, 0);
        return roundedShare(net, offer.percent.num, offer.percent.den);
    };
    return { units: runs.reduce((sum, run) => sum + run.count, 0), picks, saving, off };
}

/** Units of the lines times the limit: beyond, a limited offer serves the dearest units, whatever rounding gives. */
const MOST_COUNTS = 1_000_000;

/** How many units of each line to serve so that `limit` units save most together. */
function bestCounts(options, limit) {
    if (limit * options.reduce((sum, { units }) => sum + units, 0) > MOST_COUNTS) {
        return dearestCounts(options, limit);
    }
    let best = [{ value: 0, counts: [] }];
    for (const option of options) {
        const next = [];
        best.forEach(({ value, counts }, used) => {
            for (let count = 0; count <= Math.min(option.units, limit - used); count++) {
                const total = value + option.saving(count);
                if (!next[used + count] || total > next[used + count].value) {
                    next[used + count] = { value: total, counts: [...counts, count] };
                }
            }
        });
        best = next;
    }
    return best.reduce((a, b) => (b.value > a.value ? b : a)).counts;
}

function dearestCounts(options, limit) {
    const counts = options.map(() => 0);
    const runs = options.flatMap(({ picks, off, units }, place) =>
        picks(units).map(({ run, count }) => ({ place, count, gain: off(run) }))
    );
    let left = limit;
    for (const { place, count } of runs.sort((a, b) => b.gain - a.gain)) {
        const served = Math.min(count, left);
        counts[place] += served;
        left -= served;
    }
    return counts;
}

/** A threshold: off the `net` of its goods when that reaches `min`; an amount never exceeds the net. */
export function applyThreshold(record, ledger) {
    const { offer, lines, net } = record;
    if (net < offer.min || !net) {
        return;
    }
    if (offer.percent) {
        applyPercent(record, ledger);
    } else {
        const picks = lines.flatMap((line) => allUnits(ledger.of(line)));
        ledger.discount(offer, picks, Math.min(offer.amount, net));
    }
}

/** A percentage off the net of each eligible line, rounded once per line: tenders and thresholds. */
export function applyPercent({ offer, lines }, ledger) {
    for (const line of lines) {
        const entry = ledger.of(line);
        const saving = roundedShare(entry.netOfUnits, offer.percent.num, offer.percent.den);
        ledger.discount(offer, allUnits(entry), saving);
    }
}

function allUnits(entry) {
    return entry.runs.map((run) => ({ entry, run, count: run.count }));
}
