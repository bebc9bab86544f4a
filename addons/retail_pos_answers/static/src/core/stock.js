/**
 * Stock as a till keeps it: which of two figures is the newer, and how old it is.
 */

export const BUCKETS = 64;

export const bucketOf = (variantId) => String(variantId % BUCKETS);

/** Rows {store, qty} of a variant from a kept bucket; goods that no store has stand in none. */
export function stockRows(stores, quantities) {
    return stores.map((store, place) => ({ store, qty: Number(quantities?.[place] ?? 0) }));
}

/** The newer of two answers {at: ISO time, …}, either of which may be missing. */
export function newer(one, other) {
    if (!one || !other) {
        return one || other || null;
    }
    return Date.parse(one.at) >= Date.parse(other.at) ? one : other;
}

/** The hash in the tag of a response, which a server on the way may have called weak; null where there is none. */
export const hashOfTag = (etag) => /[0-9a-f]{64}/.exec(etag || "")?.[0] || null;

/** Minutes since a figure was true; never negative, whatever the clocks say. */
export function ageMinutes(at, nowMs) {
    return Math.max(0, Math.floor((nowMs - Date.parse(at)) / 60_000));
}
