/** Names of goods in the customer's language. */

/**
 * A name made of parts ("T-shirt (Red, S)") with each part in another language.
 * @param {string} full
 * @param {{own: string, other: string}[]} parts in the order in which they stand in it; without `other` it stays
 */
export function inOtherWords(full, parts) {
    let done = "";
    let rest = full;
    for (const { own, other } of parts) {
        const at = own ? rest.indexOf(own) : -1;
        if (at >= 0) {
            done += rest.slice(0, at) + (other || own);
            rest = rest.slice(at + own.length);
        }
    }
    return done + rest;
}
