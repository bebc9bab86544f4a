/** What somebody types to find goods, a code or a piece of a name: what is offered, and what Enter takes. Pure. */

/** Fewer letters are in too many names. */
const MIN_TEXT = 2;

export function isSearchable(text) {
    return text.trim().length >= MIN_TEXT;
}

/** Only figures: a barcode or an article number, where almost right is wrong. */
function isNumber(text) {
    return /^[\d\s]+$/.test(text);
}

/** @param {{barcode?: string, default_code?: string}} goods */
function hasCode(goods, text) {
    return [goods.barcode, goods.default_code].some(
        (code) => code && code.toLowerCase() === text.toLowerCase()
    );
}

/**
 * What to offer for a text, and which of it Enter takes.
 *
 * @param {string} text
 * @param {{barcode?: string, default_code?: string}[]} found best first
 * @returns {{hits: object[], marked: number, exact: boolean}} marked -1: Enter takes none until one is pointed at
 */
export function offered(text, found) {
    const coded = found.find((goods) => hasCode(goods, text));
    const hits = coded ? [coded, ...found.filter((goods) => goods !== coded)] : found;
    return { hits, marked: hits.length && (coded || !isNumber(text)) ? 0 : -1, exact: Boolean(coded) };
}

/** Where the mark stands after a key; the ends are joined. Null: the key is not about the list. */
export function markAfter(key, marked, count) {
    if (!count || !["ArrowDown", "ArrowUp"].includes(key)) {
        return null;
    }
    if (key === "ArrowDown") {
        return (marked + 1) % count;
    }
    return marked <= 0 ? count - 1 : marked - 1;
}
