/** Addresses of a box as the browser needs them. */

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const LOCAL =
    /^(10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|169\.254(\.\d{1,3}){2}|\[f[cde].*|[^.]+|.*\.(local|lan|home\.arpa))$/;

/** Where the box's events come from. */
export function eventsUrl(boxUrl) {
    const url = new URL("/v1/events", boxUrl);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url.href;
}

/**
 * Whether the browser lets this page reach a box in the local network.
 * @param permissions the browser's navigator.permissions
 * @returns {Promise<"granted"|"prompt"|"denied">} granted where no permission is needed or known
 */
export async function localNetworkPermission(permissions, boxUrl, pageUrl) {
    if (new URL(pageUrl).protocol !== "https:" || !permissions) {
        return "granted";
    }
    const ofKind = LOOPBACK.test(new URL(boxUrl).hostname) ? "loopback-network" : "local-network";
    // The second name is that of older browsers.
    for (const name of [ofKind, "local-network-access"]) {
        try {
            return (await permissions.query({ name })).state;
        } catch {
            // This browser has no permission of that name.
        }
    }
    return "granted";
}

/**
 * What Chrome has to be told of a plain http box before a https page may ask it ("loopback" or "local"),
 * or undefined when there is nothing to tell. A wrong word makes the request fail.
 */
export function addressSpace(boxUrl, pageUrl) {
    const box = new URL(boxUrl);
    if (new URL(pageUrl).protocol !== "https:" || box.protocol !== "http:") {
        return undefined;
    }
    if (LOOPBACK.test(box.hostname)) {
        return "loopback";
    }
    return LOCAL.test(box.hostname) ? "local" : undefined;
}
