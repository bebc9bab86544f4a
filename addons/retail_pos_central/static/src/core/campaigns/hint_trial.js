/**
 * Whether a hint keeps its word: the unit that it asks for is added, the goods that compete are priced again, and
 * the offer must apply and the customer save more than now.
 *
 * Only lines and offers that the offer is tied to are priced. Where the
 * missing goods are a part of a bundle that the basket has none of, their price is not known; they are tried as
 * dear as the dearest unit, and as goods that cost far more.
 */

import { roundedShare } from "./rational";

/** How many different goods of the basket are tried as the missing unit. */
const MOST_TRIALS = 2;
const FAR_DEARER = 3;
/** Lines tied together beyond this are not tried: the hint stands as it was found. */
const MOST_LINES = 30;
/** The bound on work of all trials of one evaluation together. */
export const trialBudget = () => ({ steps: 3_000, improving: 0 });

/** Lines that compete with those of an offer, through offers that reach over several. */
function tiedLines(record, records) {
    const lines = new Set(record.lines);
    let isGrowing = true;
    while (isGrowing) {
        isGrowing = false;
        for (const other of records) {
            if (!other.offer.orderLevel && other.lines.some((line) => lines.has(line))) {
                const before = lines.size;
                other.lines.forEach((line) => lines.add(line));
                isGrowing ||= lines.size > before;
            }
        }
    }
    return [...lines].sort((a, b) => a.position - b.position);
}

/** Another unit, or so much by weight, of goods like these. */
function unitLike(line, missing) {
    const { weighed, price } = line;
    const qty = weighed ? missing : { num: 1, den: 1 };
    const unit = weighed ? roundedShare(price, qty.num, qty.den) : price;
    return { ...line, id: "", position: Infinity, qty, units: 1, unit, gross: unit };
}

/** Goods of a part of a bundle that the basket has none of. */
function unitOfPart(record) {
    const part = record.offer.parts.find((_part, place) => !record.parts[place].length);
    if (!part) {
        return [];
    }
    const { products, groups } = part.items;
    const [product = ""] = products;
    const dearest = record.lines.reduce((a, b) => (b.unit > a.unit ? b : a));
    const own = product ? [] : [...groups].slice(0, 1);
    return [dearest.unit, dearest.unit * FAR_DEARER + (record.offer.price || 0)].map((price) =>
        unitLike({ ...dearest, weighed: false, price, product, groups: own })
    );
}

function candidates(record, missing) {
    const seen = new Set();
    const different = [...record.lines]
        .sort((a, b) => b.price - a.price)
        .filter((line) => {
            const key = `${line.product} ${line.price} ${line.weighed} ${line.at}`;
            return !seen.has(key) && seen.add(key);
        });
    const units = different.slice(0, MOST_TRIALS).map((line) => unitLike(line, missing));
    return record.parts ? [...unitOfPart(record), ...units] : units;
}

/** What offers on goods take off lines now. */
function savedNow(lines, ledger) {
    let sum = 0;
    for (const line of lines) {
        ledger.of(line).applied.forEach((amount, offer) => (sum += offer.orderLevel ? 0 : amount));
    }
    return sum;
}

/**
 * @param {object} record the touched offer of the hint
 * @param {object[]} records all touched offers
 * @param {object} ledger the prices now
 * @param {{num, den}} missing how much of weighed goods is missing
 * @param {(lines: object[]) => Map<object, number> | null} price what each offer on goods takes off these lines
 * @returns {boolean} true as well where that can't be told within the bound
 */
export function keepsItsWord(record, records, ledger, missing, price) {
    const lines = tiedLines(record, records);
    if (lines.length > MOST_LINES) {
        return true;
    }
    const now = savedNow(lines, ledger);
    return candidates(record, missing).some((unit) => {
        const saved = price([...lines, unit]);
        return !saved || (saved.has(record.offer) && [...saved.values()].reduce((a, b) => a + b) > now);
    });
}
