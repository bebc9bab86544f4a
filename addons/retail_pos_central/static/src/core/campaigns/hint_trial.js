/**
 * Whether a hint keeps its word: what it asks for is added now, the goods that compete are priced again, and the
 * offer must apply and the customer save more than before. A hint that can't be tried within the bound is not given.
 *
 * Only lines that offers tie to the added goods are priced. Goods that the basket has none of (another part of a
 * bundle) have no price here; they are tried as dear as the dearest unit, and as goods that cost far more.
 */

import { GROUP_KINDS } from "./offer_check";
import { roundedShare } from "./rational";

/** How many different goods of the basket are tried as what is missing. */
const MOST_GOODS = 2;
const FAR_DEARER = 3;
/** The bound on all trials of one evaluation together: lines priced, and steps of searches. */
const MOST_LINES = 400;
const MOST_STEPS = 6_000;

/** Whether an offer may decide over several lines at once. */
function tiesLines({ offer, refusal }) {
    const reaches = GROUP_KINDS.has(offer.kind) || offer.maxPerOrder || offer.minQty;
    return !offer.orderLevel && reaches && (!refusal || refusal === "min_qty");
}

/** So much more of goods like these, bought now. */
function more(line, missing, now) {
    const { weighed, price } = line;
    const qty = weighed ? missing : { num: 1, den: 1 };
    const unit = weighed ? roundedShare(price, qty.num, qty.den) : price;
    return { ...line, id: "", position: Number.MAX_SAFE_INTEGER, qty, units: 1, unit, gross: unit, at: now };
}

/** Goods a selector names that are not in the basket: a product, or anything of a group; null where it names none. */
function namedBy({ products, groups, all }, bought) {
    const product = [...products].find((code) => !bought.has(code));
    if (product) {
        return { product, groups: [] };
    }
    return groups.size || all ? { product: "", groups: [...groups].slice(0, 1) } : null;
}

/** Goods of the parts of a bundle that the basket has none of. */
function unknownGoods({ offer, lines, parts }, missing, bought, now) {
    const dearest = lines.reduce((a, b) => (b.unit > a.unit ? b : a));
    const prices = [dearest.unit, dearest.unit * FAR_DEARER + (offer.price || 0)];
    return offer.parts.flatMap(({ items }, place) => {
        const goods = parts[place].length ? null : namedBy(items, bought);
        const like = { ...dearest, weighed: false, ...goods };
        return goods ? prices.map((price) => more({ ...like, price }, missing, now)) : [];
    });
}

/** The trials of one evaluation, with what they may still cost. */
export class HintTrials {
    /**
     * @param {object[]} records all touched offers
     * @param {object} ledger the prices now
     * @param {object} pricing how the engine prices baskets that might be:
     *     now             when the missing goods would be bought
     *     touching(line)  the offers that may serve a line
     *     price(lines, budget, orderLevel)  what each offer takes off these lines, or null beyond the bound
     */
    constructor(records, ledger, pricing) {
        Object.assign(this, { ledger, pricing });
        this.lines = ledger.entries.map(({ line }) => line);
        this.bought = new Set(this.lines.map(({ product }) => product));
        this.tying = records.filter(tiesLines);
        this.linesLeft = MOST_LINES;
        this.budget = { steps: MOST_STEPS, improving: 0 };
    }

    /**
     * @param {object} record the touched offer of the hint
     * @param {{num, den}} missing how much of weighed goods is missing
     */
    keepsItsWord(record, missing) {
        return this.candidates(record, missing).some((unit) => this.isBetterWith(unit, record.offer));
    }

    candidates(record, missing) {
        const { now } = this.pricing;
        const seen = new Set();
        const different = [...record.lines]
            .sort((a, b) => b.price - a.price)
            .filter(({ product, price, weighed }) => {
                const key = `${product} ${price} ${weighed}`;
                return !seen.has(key) && seen.add(key);
            });
        const known = different.slice(0, MOST_GOODS).map((line) => more(line, missing, now));
        return record.parts ? [...unknownGoods(record, missing, this.bought, now), ...known] : known;
    }

    isBetterWith(unit, offer) {
        const lines = offer.orderLevel ? this.lines : this.tiedLines(unit);
        this.linesLeft -= lines.length + 1;
        if (this.linesLeft < 0) {
            return false;
        }
        const saved = this.pricing.price([...lines, unit], this.budget, offer.orderLevel);
        if (!saved?.has(offer)) {
            return false;
        }
        return [...saved.values()].reduce((a, b) => a + b) > this.savedNow(lines, offer.orderLevel);
    }

    /** The lines whose price may change with another unit, in the order of the basket. */
    tiedLines(unit) {
        const offers = this.pricing.touching(unit);
        const waiting = this.tying.filter(({ offer }) => offers.has(offer));
        const reached = new Set(waiting);
        const tied = new Set();
        while (waiting.length) {
            waiting.pop().lines.forEach((line) => tied.add(line));
            for (const other of this.tying) {
                if (!reached.has(other) && other.lines.some((line) => tied.has(line))) {
                    reached.add(other);
                    waiting.push(other);
                }
            }
        }
        return [...tied].sort((a, b) => a.position - b.position);
    }

    savedNow(lines, orderLevel) {
        let sum = 0;
        for (const line of lines) {
            this.ledger.of(line).applied.forEach((amount, offer) => {
                sum += orderLevel || !offer.orderLevel ? amount : 0;
            });
        }
        return sum;
    }
}
