/**
 * The campaign engine: what a basket costs, given the campaigns that are live. The till, the till
 * offline, the simulator and the reports all use this one.
 *
 *   const compiled = compile(offers);            // once per release
 *   const result = evaluate(compiled, basket);   // at every change of the basket
 *
 * Amounts are integers in minor units, VAT included; quantities and percentages are decimal texts or
 * JSON numbers read exactly. Both functions throw CampaignError on malformed input, naming it.
 */

import { readBasket } from "./basket_check";
import { compile } from "./compile";
import { refusedCoupons } from "./conditions";
import { CampaignError, shown } from "./errors";
import { explainOffers } from "./explain";
import { hintsOf } from "./hints";
import { Ledger } from "./ledger";
import { decideLevel } from "./level";
import { applyPercent, applyStack, applyThreshold, eligibleNet } from "./order_level";
import { touchedOffers } from "./touch";
import { vatByRate } from "./vat";

export { CampaignError, compile };

/** How many steps the search for the best deal may take in one evaluation. */
export const DEFAULT_STEPS = 40_000;

/**
 * Prices a basket.
 *
 * @param {object} compiled what `compile` returned
 * @param {object} source the basket:
 *     now          time of payment, ISO 8601 with offset
 *     store        code of the store
 *     timezone     IANA name; the store's clock
 *     customer     {groups: [codes]} or null
 *     coupons      codes in the order presented
 *     tender       the tender that pays the whole order, or null
 *     lines        [{id, product, groups, price, qty, measure, vat, at}]
 * @param {object} [options]
 *     explain      adds `explain`: why each offer applied or not (see explain.js)
 *     units        adds `units` to each line: [[count, net], ...], dearest first (see refund.js)
 *     steps        bound on the work of the search
 *     strict       false: malformed lines are left out and listed in `errors`
 * @returns {object} {total, lines: [{id, gross, discount, net, applied: [{offer, amount}]}],
 *     vat: [{rate, net, vat}] highest rate first, hints, refused_coupons}; and `exact: false` when the
 *     bound on work was met, so that a better deal may exist
 */
export function evaluate(compiled, source, options = {}) {
    const basket = readBasket(source, options.strict ?? true);
    const ledger = new Ledger(basket.lines);
    const records = touchedOffers(compiled, basket);
    const exact = applyAll(records, ledger, { steps: options.steps ?? DEFAULT_STEPS });
    const result = resultOf(basket, ledger, options);
    const saved = savedByOffer(ledger);
    result.hints = hintsOf(records, ledger, saved, basket, pricingOf(compiled, basket));
    result.refused_coupons = refusedCoupons(basket, compiled.byCoupon);
    if (!exact) {
        result.exact = false;
    }
    if (options.explain) {
        result.explain = explainOffers(compiled, records, ledger, saved);
    }
    if (basket.errors.length) {
        result.errors = basket.errors.map(({ message, line, field }) => ({ message, line, field }));
    }
    return result;
}

/**
 * Prices one case: a basket that carries its own `offers`. A malformed campaign or line gives
 * {error: "..."} and never a price.
 */
export function evaluateCase(source, options = {}) {
    try {
        if (!source || typeof source !== "object" || Array.isArray(source)) {
            throw new CampaignError("case", "case", `must be an object, not ${shown(source)}`);
        }
        return evaluate(compile(source.offers), source, options);
    } catch (error) {
        if (error instanceof CampaignError) {
            return { error: error.message };
        }
        throw error;
    }
}

/** The records of a way to combine, level by level in order of priority. */
function levelsOf(records, combine) {
    const levels = new Map();
    for (const record of records) {
        const { offer } = record;
        if (!offer.orderLevel && offer.combine === combine) {
            const level = levels.get(offer.priority) || [];
            level.push(record);
            levels.set(offer.priority, level);
        }
    }
    return [...levels].sort(([a], [b]) => a - b).map(([, level]) => level);
}

/** Order-level offers of a kind, in order of priority. */
function orderLevel(records, kind) {
    const own = records.filter(({ offer }) => offer.kind === kind);
    return own.sort((a, b) => a.offer.priority - b.offer.priority || a.offer.standing - b.offer.standing);
}

function applyAll(records, ledger, budget) {
    let exact = true;
    for (const combine of ["exclusive", "best"]) {
        for (const level of levelsOf(records, combine)) {
            level.forEach((record) => noteAvailable(record, (line) => ledger.of(line).open));
            const open = level.filter(({ refusal }) => !refusal);
            exact = decideLevel(open, ledger, budget, combine === "exclusive") && exact;
        }
    }
    ledger.settle();
    for (const record of levelsOf(records, "stack").flat()) {
        noteAvailable(record, (line) => unclosed(ledger.of(line)));
        if (!record.refusal) {
            applyStack(record, ledger);
        }
    }
    for (const record of orderLevel(records, "threshold")) {
        record.net = eligibleNet(record, ledger);
        record.missingAmount = Math.max(0, record.offer.min - record.net);
        if (!record.refusal) {
            applyThreshold(record, ledger);
        }
    }
    for (const record of orderLevel(records, "tender")) {
        record.net = eligibleNet(record, ledger);
        if (!record.refusal) {
            applyPercent(record, ledger);
        }
    }
    return exact;
}

/** Prices lines of a basket together with goods that may come (see hint_trial.js). */
function pricingOf(compiled, basket) {
    const touched = (lines) => touchedOffers(compiled, { ...basket, lines });
    return {
        now: basket.now,
        touching: (line) => new Set(touched([line]).map(({ offer }) => offer)),
        price: (lines, budget, orderLevel) => {
            const ledger = new Ledger(lines);
            const records = touched(lines).filter(({ offer }) => orderLevel || !offer.orderLevel);
            return applyAll(records, ledger, budget) ? savedByOffer(ledger) : null;
        },
    };
}

/** Remembers which units an offer could have had when its turn came. */
function noteAvailable(record, openOf) {
    record.available = new Map();
    for (const line of record.lines) {
        const open = openOf(line);
        if (open) {
            record.available.set(line, open);
        }
    }
}

function unclosed(entry) {
    return entry.runs.reduce((sum, run) => sum + (run.closed ? 0 : run.count), 0);
}

function savedByOffer(ledger) {
    const saved = new Map();
    for (const { applied } of ledger.entries) {
        applied.forEach((amount, offer) => saved.set(offer, (saved.get(offer) || 0) + amount));
    }
    return saved;
}

function resultOf(basket, ledger, options) {
    let total = 0;
    const nets = [];
    const lines = ledger.entries.map((entry) => {
        const { line, discount } = entry;
        const net = line.gross - discount;
        total += net;
        nets.push({ rate: line.rate, net });
        const applied = [...entry.applied].map(([offer, amount]) => ({ offer: offer.id, amount }));
        const result = { id: line.id, gross: line.gross, discount, net, applied };
        if (options.units) {
            result.units = entry.runs.map((run) => [run.count, run.net]).sort((a, b) => b[1] - a[1]);
        }
        return result;
    });
    if (!Number.isSafeInteger(total)) {
        throw new CampaignError("basket", "lines", "the total is beyond what can be counted exactly");
    }
    return { total, lines, vat: vatByRate(nets), hints: [], refused_coupons: [] };
}
