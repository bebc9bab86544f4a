/**
 * Hints: what a customer is just short of. An offer hints when it is open for the basket, touches it,
 * has not applied, and would apply with one more unit, or with an amount more.
 *
 * It does not hint for a second application, nor where one more unit would only make the customer lose a better
 * deal: what is found here by counting is tried (hint_trial.js) and given only when it came out true.
 */

import { isOpenAt } from "./conditions";
import { groupSaving } from "./group_machines";
import { HintTrials } from "./hint_trial";
import { GROUP_KINDS } from "./offer_check";
import { addFractions, compareFractions, roundedShare } from "./rational";
import { unitSaving } from "./savings";

const ONE = { num: 1, den: 1 };
const LARGEST_BUNDLE = 100;

/** How many units of a bundle lack, when each unit fills one place at the most. */
export function missingOfBundle(offer, parts, available) {
    const places = offer.parts.flatMap(({ qty }, part) => Array(qty).fill(part));
    const units = [...available].flatMap(([line, count]) => Array(Math.min(count, places.length)).fill(line));
    const holder = new Map();
    const place = (unit, tried) => {
        for (let slot = 0; slot < places.length; slot++) {
            if (tried.has(slot) || !parts[places[slot]].includes(units[unit])) {
                continue;
            }
            tried.add(slot);
            if (!holder.has(slot) || place(holder.get(slot), tried)) {
                holder.set(slot, unit);
                return true;
            }
        }
        return false;
    };
    units.forEach((_line, unit) => place(unit, new Set()));
    return places.length - holder.size;
}

/** The quantity `min_qty` lacks: 0, or a number of units or kg. */
function missingQuantity({ offer, quantity }) {
    if (!offer.minQty || compareFractions(quantity, offer.minQty) >= 0) {
        return { num: 0, den: 1 };
    }
    return addFractions(offer.minQty, { num: -quantity.num, den: quantity.den });
}

/** What offers of the same level now take off a line. */
function bookedAtLevel(offer, entry) {
    let sum = 0;
    entry.applied.forEach((amount, other) => {
        if (other.combine === offer.combine && other.priority === offer.priority && !other.orderLevel) {
            sum += amount;
        }
    });
    return sum;
}

function groupHint(record, ledger) {
    const { offer, available } = record;
    if (offer.size > LARGEST_BUNDLE) {
        return null;
    }
    const count = [...available.values()].reduce((sum, units) => sum + units, 0);
    const missing = offer.parts
        ? missingOfBundle(offer, record.parts, available)
        : Math.max(0, offer.size - count);
    const short = missingQuantity(record);
    if (!count || missing > 1 || compareFractions(short, ONE) > 0 || (!missing && !short.num)) {
        return null;
    }
    if (!offer.parts && missing) {
        const prices = [...available].flatMap(([line, units]) => Array(units).fill(line.unit));
        const given = [...available.keys()].reduce(
            (sum, line) => sum + bookedAtLevel(offer, ledger.of(line)),
            0
        );
        if (groupSaving(offer, [...prices, Math.max(...prices)]) <= given) {
            return null;
        }
    }
    return { offer: offer.id, missing_qty: 1 };
}

/** An offer on single units that lacks one unit, or up to one kg, of its `min_qty`. */
function unitHint(record, ledger) {
    const { offer, available } = record;
    const short = missingQuantity(record);
    if (!short.num || compareFractions(short, ONE) > 0) {
        return null;
    }
    const gains = ([line, count]) => {
        const given = offer.combine === "stack" ? 0 : bookedAtLevel(offer, ledger.of(line));
        return count > 0 && unitSaving(offer, line, count) > given;
    };
    if (![...available].some(gains)) {
        return null;
    }
    const weighed = record.lines.every((line) => line.weighed);
    return {
        offer: offer.id,
        missing_qty: weighed ? short.num / short.den : Math.ceil(short.num / short.den),
    };
}

function orderHint(record) {
    const { offer } = record;
    const short = missingQuantity(record);
    if (record.missingAmount && !short.num && record.net > 0) {
        return { offer: offer.id, missing_amount: record.missingAmount };
    }
    if (short.num && record.net > 0 && !record.missingAmount && compareFractions(short, ONE) <= 0) {
        return { offer: offer.id, missing_qty: Math.ceil(short.num / short.den) };
    }
    return null;
}

/** Whether a reached threshold takes anything off: a small share of little rounds to nothing. */
function savesWith({ offer, lines }, ledger, amount) {
    const nets = [amount, ...lines.map((line) => ledger.of(line).netOfUnits)];
    return !offer.percent || nets.some((net) => roundedShare(net, offer.percent.num, offer.percent.den) > 0);
}

function hintOf(record, ledger) {
    const { offer } = record;
    if (offer.orderLevel) {
        return orderHint(record);
    }
    return GROUP_KINDS.has(offer.kind) ? groupHint(record, ledger) : unitHint(record, ledger);
}

/**
 * @param {object[]} records touched offers; `available` tells what units were open to each
 * @param {Map<object, number>} saved what each offer took off
 * @param {object} basket
 * @param {object} pricing how goods that are not in the basket are tried (see hint_trial.js)
 */
export function hintsOf(records, ledger, saved, basket, pricing) {
    const trials = new HintTrials(records, ledger, pricing);
    const isTrue = (hint, record) => {
        if (hint.missing_amount) {
            return savesWith(record, ledger, hint.missing_amount);
        }
        const missing = Number.isInteger(hint.missing_qty) ? ONE : missingQuantity(record);
        return trials.keepsItsWord(record, missing);
    };
    const hints = [];
    for (const record of records) {
        const { offer, refusal } = record;
        const isOut = saved.has(offer) || (refusal && refusal !== "min_qty");
        if (isOut || !isOpenAt(offer, basket.zone, basket.now)) {
            continue;
        }
        const hint = hintOf(record, ledger);
        if (hint && isTrue(hint, record)) {
            hints.push(hint);
        }
    }
    return hints;
}
