/**
 * Why each offer applied to a basket or not, for the simulator and for price questions.
 *
 * reason      meaning
 * applied     it took `amount` off
 * store       not in this store
 * customer    not for this customer
 * coupon      its coupon was not presented
 * tender      not paid wholly with its tender
 * goods       none of its goods are in the basket
 * time        closed when the goods were added, or at payment
 * min_qty     fewer than its least quantity
 * too_few     not enough units for one group
 * taken       offers that come before it (`by`) served all its units
 * no_saving   it would not save anything
 * beaten      other offers (`by`) save more
 * min         the net is below its threshold by `missing_amount`
 */

import { groupSaving } from "./group_machines";
import { missingOfBundle } from "./hints";
import { GROUP_KINDS } from "./offer_check";
import { unitSaving } from "./savings";

function reasonOf(record, ledger) {
    const { offer, refusal, available, missingAmount } = record;
    if (refusal) {
        return { reason: refusal };
    }
    if (missingAmount) {
        return { reason: "min", missing_amount: missingAmount };
    }
    if (offer.orderLevel) {
        return { reason: "no_saving" };
    }
    const by = [...new Set(record.lines.flatMap((line) => [...ledger.of(line).applied.keys()]))]
        .filter((other) => other !== offer && !other.orderLevel && other.combine !== "stack")
        .map((other) => other.id);
    const count = [...available.values()].reduce((sum, units) => sum + units, 0);
    if (!count) {
        return { reason: "taken", by };
    }
    if (GROUP_KINDS.has(offer.kind)) {
        const missing = offer.parts ? missingOfBundle(offer, record.parts, available) : offer.size - count;
        if (missing > 0) {
            return { reason: "too_few", missing_qty: missing };
        }
    }
    return couldSave(offer, available) && by.length ? { reason: "beaten", by } : { reason: "no_saving" };
}

function couldSave(offer, available) {
    if (offer.parts) {
        return true;
    }
    if (!GROUP_KINDS.has(offer.kind)) {
        return [...available].some(([line, count]) => count && unitSaving(offer, line, count) > 0);
    }
    const prices = [...available]
        .flatMap(([line, count]) => Array(Math.min(count, offer.size)).fill(line.unit))
        .sort((a, b) => b - a);
    return groupSaving(offer, prices.slice(0, offer.size)) > 0;
}

/** One entry for each offer, in the order they stand: {offer, applied, amount, reason, ...}. */
export function explainOffers(compiled, records, ledger, saved) {
    const touched = new Map(records.map((record) => [record.offer, record]));
    const entries = compiled.offers.map((offer) => {
        const amount = saved.get(offer) || 0;
        const record = touched.get(offer);
        let why = { reason: "applied" };
        if (!amount) {
            why = record ? reasonOf(record, ledger) : { reason: "goods" };
        }
        return { offer: offer.id, applied: amount > 0, amount, ...why };
    });
    const malformed = compiled.errors.map((error) => ({
        offer: error.offer ?? null,
        applied: false,
        amount: 0,
        reason: "malformed",
        message: error.message,
    }));
    return [...entries, ...malformed];
}
