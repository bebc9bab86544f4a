/**
 * The "before" price of goods that an offer has reduced, from the list that the till keeps.
 *
 * The list is [[product id, offer id, before], ...] in minor units. What it says of an offer that had not begun
 * when it was made may be too high: the price may have gone down since. The regular price that the till holds is
 * never below the lowest of the days before, so it bounds what is told.
 */

/** {product id: [[offer id, before], ...]} */
export function byProduct(rows) {
    const found = new Map();
    for (const [product, offer, before] of rows) {
        const known = found.get(product);
        if (known) {
            known.push([offer, before]);
        } else {
            found.set(product, [[offer, before]]);
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
    const told = new Map(known || []);
    const priced = offers.filter(({ id, price }) => price !== null && told.has(id));
    if (!priced.length) {
        return null;
    }
    const best = priced.reduce((a, b) => (b.price < a.price ? b : a));
    const before = Math.min(told.get(best.id), regular);
    return before > best.price ? before : null;
}
