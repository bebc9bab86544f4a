/**
 * Pictures of buttons, fetched before they are shown: the web POS' service worker answers from this
 * cache when there is no line. One after another and with pauses, since a release reaches all tills.
 */

const CACHE = "odoo-pos-cache";
const PAUSE_MS = 50;
let running = null;

/** Fetches those that are not kept yet; a later call takes the place of one under way. */
export async function keepPictures(urls, { store = window.caches, pauseMs = PAUSE_MS } = {}) {
    if (!store) {
        return; // a page without HTTPS has no cache
    }
    const mine = (running = {});
    const cache = await store.open(CACHE);
    for (const url of new Set(urls)) {
        if (running !== mine) {
            return;
        }
        if (await cache.match(url)) {
            continue;
        }
        try {
            await cache.add(url);
        } catch {
            return; // no line: the next start or release goes on
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
}
