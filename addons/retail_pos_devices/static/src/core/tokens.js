/** The till's tokens for its boxes: kept for a reload without Odoo, renewed in time, never used for another session. */

/** Renew when less than this is left; it must outlast an evening without Odoo. */
export const RENEW_BEFORE_MS = 6 * 3600_000;

/** @param answer of /retail_pos/box/token; the till's clock decides, so a wrong one does no harm */
export function keep(storage, key, answer, nowMs) {
    const grant = {
        ...answer,
        fetched_at: nowMs,
        expires_at: nowMs + answer.expires_in_s * 1000,
        // Boxes take it for longer as long as they can't reach head office either.
        offline_until: nowMs + (answer.offline_expires_in_s ?? answer.expires_in_s) * 1000,
    };
    storage.setItem(key, JSON.stringify(grant));
    return grant;
}

/** What was kept for this session, if it is still good; otherwise null. */
export function kept(storage, key, session, nowMs) {
    let grant;
    try {
        grant = JSON.parse(storage.getItem(key) || "null");
    } catch {
        return null;
    }
    const good =
        grant && grant.session === session && Array.isArray(grant.boxes) && grant.offline_until > nowMs;
    return good ? grant : null;
}

export function renewInMs(grant, nowMs) {
    return Math.max(0, grant.expires_at - RENEW_BEFORE_MS - nowMs);
}
