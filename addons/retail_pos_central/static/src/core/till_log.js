/**
 * The till's log, which head office may ask for: a ring of the last events, in words that name nobody.
 *
 * What is written is kept free of personal and card data here, at the one door, whoever writes.
 */

export const LOG_LIMIT = 400;
export const TEXT_LIMIT = 200;

/** Long numbers (cards, phones, barcodes of members) and addresses are left out, short ones tell what happened. */
export function cleaned(text) {
    return String(text ?? "")
        .replace(/\S+@\S+/g, "…@…")
        .replace(/\d(?:[ -]?\d){7,}/g, "…")
        .slice(0, TEXT_LIMIT);
}

/** The log with one more entry; the same event again and again is counted, not repeated. */
export function withEntry(entries, { at, kind, text }) {
    const entry = { at, kind: cleaned(kind), text: cleaned(text) };
    const last = entries.at(-1);
    if (last && last.kind === entry.kind && last.text === entry.text) {
        return [...entries.slice(0, -1), { ...last, times: (last.times || 1) + 1, until: at }];
    }
    return [...entries, entry].slice(-LOG_LIMIT);
}
