/* global odoo */
/**
 * The till's page, kept for the time without a line under each address that it may be opened by.
 *
 * Odoo has the server make it anew for each of them at each start, which costs as much as the start's own page
 * twice over. The page that is open is the same one, and the service worker has just put it into its cache.
 */

import { session } from "@web/session";

const PAGE = /^\/pos\/ui\/\d+/;
const CACHE = "odoo-pos-cache";
/** Opened from the back office a page loads all of its data, which it can't without a line. */
const FROM_BACKEND = '"from_backend": 1';
const FROM_CACHE = '"from_backend": 0';

/** The open page as it stands in the cache; null when that is an older one, or was never put there. */
async function openPage(cache, address, token) {
    const text = await (await cache.match(address))?.text();
    return token && text?.includes(JSON.stringify(token)) ? text : null;
}

/**
 * @param {string[]} urls that Odoo wants the service worker to fetch and keep
 * @returns {Promise<string[]>} those that are not kept by this: all when the page came past the service worker
 */
export async function keepPage(urls, how = {}) {
    const { caches, address, token, isControlled } = { ...here(), ...how };
    if (!session.retail_params || !isControlled || !caches) {
        return urls;
    }
    const cache = await caches.open(CACHE);
    const text = await openPage(cache, address, token);
    if (!text) {
        return urls;
    }
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    for (const url of urls.filter((one) => PAGE.test(one))) {
        await cache.put(url, new Response(text.replace(FROM_BACKEND, FROM_CACHE), { headers }));
    }
    return urls.filter((one) => !PAGE.test(one));
}

function here() {
    return {
        caches: window.caches,
        // As the browser asked for it, whatever the till has shown since.
        address: performance.getEntriesByType("navigation")[0]?.name || window.location.href,
        token: odoo.csrf_token,
        isControlled: Boolean(navigator.serviceWorker?.controller),
    };
}
