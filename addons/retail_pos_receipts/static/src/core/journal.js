/**
 * The till's journal as a list of events: which there are, what may be forgotten, how often a receipt was
 * printed. Pure; till/journal keeps the list on disk and sends it.
 */

/** Events of the same day are a few hundred; what is longer offline keeps what counts for copies and reports. */
export const LONGEST = 5000;

/**
 * @param {object} facts {kind, uuid, now, session, cashier, order: {uuid, reference, amount}|null, amount, number, note}
 * @returns {object} one event as head office takes it; amounts in minor units
 */
export function journalEvent({ kind, uuid, now, session, cashier, order, amount, number, note }) {
    return {
        uuid,
        kind,
        date: new Date(now).toISOString(),
        session_id: typeof session === "number" ? session : null,
        cashier: cashier || "",
        order_uuid: order?.uuid || null,
        reference: order?.reference || null,
        amount: Math.round(amount ?? order?.amount ?? 0),
        number: number || 0,
        note: note || null,
    };
}

/** The events with one more; the oldest go where there are too many. */
export function withEvent(events, event) {
    return [...events, event].slice(-LONGEST);
}

export function withoutTaken(events, uuids) {
    const taken = new Set(uuids);
    return events.filter((event) => !taken.has(event.uuid));
}

/** How often the receipt of an order was printed, by what is not at head office yet: 0 when nothing is known. */
export function printsOf(events, orderUuid) {
    const numbers = events
        .filter(({ kind, order_uuid }) => order_uuid === orderUuid && (kind === "receipt" || kind === "copy"))
        .map(({ number }) => number + 1);
    return Math.max(0, ...numbers);
}
