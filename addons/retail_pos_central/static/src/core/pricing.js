/**
 * Which pricelist items count at a moment, and in which order: Odoo's server decides this when it
 * reads prices, its web POS never does. Items are sent ahead of their time; the till tests the dates.
 *
 * An item here: {id, start, end, min_quantity, product_id, product_tmpl_id, categ_id}; start and
 * end in ms since the epoch or null. As on the server both ends belong to the item's time.
 */

export function isInForce({ start, end }, nowMs) {
    return (!start || start <= nowMs) && (!end || nowMs <= end);
}

/** The server's _order: what it is about, the larger minimum, the deeper category, the newer item. */
export function compareItems(a, b) {
    return (
        scope(a) - scope(b) ||
        (b.min_quantity || 0) - (a.min_quantity || 0) ||
        (b.categ_id || 0) - (a.categ_id || 0) ||
        b.id - a.id
    );
}

function scope(item) {
    return item.product_id ? 0 : item.product_tmpl_id ? 1 : item.categ_id ? 2 : 3;
}

/** The next moment at which an item starts to count or no longer counts; null when none is ahead. */
export function nextPriceChangeMs(items, nowMs) {
    let next = null;
    for (const { start, end } of items) {
        // An item counts through its last moment, so the price changes right after it.
        for (const at of [start, end && end + 1]) {
            if (at && at > nowMs && (next === null || at < next)) {
                next = at;
            }
        }
    }
    return next;
}
