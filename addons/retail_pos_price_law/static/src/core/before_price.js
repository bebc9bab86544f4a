/**
 * The "before" price of goods that an offer has reduced, from the list that the till keeps.
 *
 * The list is {offer id: [product ids, each less the one before it, prices in minor units]}, and in memory two
 * sorted columns of numbers for each offer: it may be about the whole range. What it says of an offer that had not begun
 * when it was made may be too high: the price may have gone down since. The regular price that the till holds is
 * never below the lowest of the days before, so it bounds what is told.
 */

/** What came from head office → {offer id: {products, prices}} */
export function readColumns(list) {
    const found = new Map();
    for (const [offer, [steps, prices]] of Object.entries(list)) {
        let last = 0;
        const products = Int32Array.from(steps, (step) => (last += step));
        found.set(offer, { products, prices: Float64Array.from(prices) });
    }
    return found;
}

/** The place of a number in a sorted column, or -1. */
function placeOf(column, wanted) {
    let [low, high] = [0, column.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (column[middle] < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return column[low] === wanted ? low : -1;
}

/** [[offer id, before], ...] of a product. */
export function knownOf(columns, product) {
    const found = [];
    for (const [offer, { products, prices }] of columns) {
        const place = placeOf(products, product);
        if (place >= 0) {
            found.push([offer, prices[place]]);
        }
    }
    return found;
}

/**
 * @param {[string, number][]} known what the list has of the goods
 * @param {{id: string, price: number | null}[]} offers what one unit costs by each offer that holds now
 * @param {number} regular the price without offers
 * @returns {number | null} the "before" price of the offer that gives the lowest price, where it is above that
 */
export function beforePrice(known, offers, regular) {
    const told = new Map(known);
    const priced = offers.filter(({ id, price }) => price !== null && told.has(id));
    if (!priced.length) {
        return null;
    }
    const best = priced.reduce((a, b) => (b.price < a.price ? b : a));
    const before = Math.min(told.get(best.id), regular);
    return before > best.price ? before : null;
}
