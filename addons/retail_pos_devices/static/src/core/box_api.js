/** What can be asked of a box over HTTP: one method an endpoint, every failure a BoxError. */

import { addressSpace } from "./address.js";
import { BoxError, errorOf } from "./errors.js";

const TIMEOUT_MS = 10_000;
/** For a question that only finds out whether the box is there. */
const REACH_TIMEOUT_MS = 4_000;

export class BoxApi {
    /**
     * @param {object} options
     * @param options.url of the box
     * @param options.pageUrl of this page, to tell Chrome where the box is
     * @param options.fetch the browser's
     * @param options.token () => string|null
     * @param options.renew () => Promise<string|null>: another token, asked for when the box refuses this one
     */
    constructor({ url, pageUrl, fetch, token, renew }) {
        this.url = url;
        this.fetch = fetch;
        this.token = token;
        this.renew = renew;
        this.addressSpace = addressSpace(url, pageUrl);
    }

    info() {
        return this._get("/v1/info");
    }

    print(device, job) {
        return this._post(`/v1/printers/${encodeURIComponent(device)}/jobs`, job);
    }

    job(id, waitS = 0) {
        return this._get(`/v1/jobs/${id}`, waitS);
    }

    reprint(id, newId) {
        return this._post(`/v1/jobs/${id}/reprint`, { id: newId });
    }

    cancelJob(id) {
        return this._post(`/v1/jobs/${id}/cancel`, {});
    }

    openDrawer(device, id) {
        return this._post(`/v1/printers/${encodeURIComponent(device)}/drawer`, { id });
    }

    showSale(device, document) {
        return this._post(`/v1/displays/${encodeURIComponent(device)}/sale`, { document });
    }

    /** Lets the till beside use a device that both share. */
    release(device) {
        return this._request(
            "DELETE",
            `/v1/devices/${encodeURIComponent(device)}/lease`,
            undefined,
            TIMEOUT_MS
        );
    }

    weigh(device, request) {
        return this._post(`/v1/scales/${encodeURIComponent(device)}/read`, request);
    }

    pay(device, request) {
        return this._post(`/v1/terminals/${encodeURIComponent(device)}/payments`, request);
    }

    payment(id, waitS = 0) {
        return this._get(`/v1/payments/${id}`, waitS);
    }

    abort(id) {
        return this._post(`/v1/payments/${id}/abort`, {});
    }

    reverse(id, newId) {
        return this._post(`/v1/payments/${id}/reverse`, { id: newId });
    }

    resolve(id, outcome, reason) {
        return this._post(`/v1/payments/${id}/resolve`, { outcome, reason });
    }

    pending(device) {
        const path = `/v1/terminals/${encodeURIComponent(device)}/pending`;
        return this._request("GET", path, undefined, REACH_TIMEOUT_MS);
    }

    _get(path, waitS = 0) {
        const timeoutMs = TIMEOUT_MS + waitS * 1000;
        return this._request("GET", waitS ? `${path}?wait_s=${waitS}` : path, undefined, timeoutMs);
    }

    _post(path, body) {
        return this._request("POST", path, body, TIMEOUT_MS);
    }

    async _request(method, path, body, timeoutMs) {
        try {
            return await this._once(method, path, body, timeoutMs, this.token());
        } catch (error) {
            if (!(error instanceof BoxError) || !error.needsToken) {
                throw error;
            }
            const fresh = await this.renew();
            if (!fresh) {
                throw error;
            }
            return this._once(method, path, body, timeoutMs, fresh);
        }
    }

    async _once(method, path, body, timeoutMs, token) {
        const aborter = new AbortController();
        const timer = setTimeout(() => aborter.abort(), timeoutMs);
        try {
            const response = await this.fetch(this.url + path, {
                method,
                headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
                body: body === undefined ? undefined : JSON.stringify(body),
                signal: aborter.signal,
                cache: "no-store",
                credentials: "omit",
                ...(this.addressSpace ? { targetAddressSpace: this.addressSpace } : {}),
            });
            const content = await response.json().catch(() => null);
            if (!response.ok) {
                throw errorOf(response.status, content);
            }
            if (!content || typeof content !== "object") {
                throw new BoxError("unreachable", { message: "the answer was cut short" });
            }
            return content;
        } catch (error) {
            throw error instanceof BoxError ? error : new BoxError("unreachable", { message: String(error) });
        } finally {
            clearTimeout(timer);
        }
    }
}
