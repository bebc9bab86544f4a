/**
 * The till's boxes: gets the tokens, holds a line to each box, and knows the devices on them.
 * `state` is reactive: {boxes: [{uuid, name, url, phase, reason, originAllowed, devices}], grantError}.
 */

import { reactive } from "@odoo/owl";
import { localNetworkPermission } from "../../core/address";
import { BoxApi } from "../../core/box_api";
import { BoxClient } from "../../core/box_client";
import { keep, kept, renewInMs } from "../../core/tokens";

const REFRESH_MS = 10 * 60_000;
const RETRY_MS = 30_000;
/** Spares the line while somebody types; longer, and a scan goes to the till beside that was used in between. */
const FOCUS_EVERY_MS = 200;
const SERVING = ["ready", "starting"];

export class RetailBoxes {
    /**
     * @param {object} options
     * @param options.configId and options.sessionId of this till
     * @param options.fetchGrant () => Promise: the answer of /retail_pos/box/token
     * @param options.on {scan, scan_rejected, job, payment, online}: called with what the boxes tell
     * @param options.io {storage, fetch, WebSocket, pageUrl, permissions, now, timers}; the browser's, others in tests
     */
    constructor({ configId, sessionId, fetchGrant, on, io }) {
        this.key = `retail_boxes_${configId}`;
        this.sessionId = sessionId;
        this.fetchGrant = fetchGrant;
        this.on = on;
        this.io = io;
        this.links = new Map();
        this.state = reactive({ boxes: [], grantError: null });
        this.refreshing = null;
        this.focusedAt = 0;
    }

    /** Begins with the tokens that are kept, so that the devices work before (and without) head office. */
    async start() {
        const grant = kept(this.io.storage, this.key, this.sessionId, this.io.now());
        if (grant) {
            this._take(grant);
        }
        const fresh = this.refresh();
        if (!grant) {
            await fresh;
        }
    }

    stop() {
        this.io.timers.clear(this.timer);
        for (const link of this.links.values()) {
            link.client.stop();
        }
        this.links.clear();
    }

    /** The till's session is over: its tokens are of no use to anybody. */
    forget() {
        this.stop();
        this.io.storage.removeItem(this.key);
    }

    /** Ask head office for fresh tokens and the current devices; one question at a time. */
    refresh() {
        this.refreshing ??= this._refresh().finally(() => (this.refreshing = null));
        return this.refreshing;
    }

    async _refresh() {
        this.io.timers.clear(this.timer);
        let next = RETRY_MS;
        try {
            const answer = await this.fetchGrant();
            const grant = keep(this.io.storage, this.key, answer, this.io.now());
            this.state.grantError = null;
            this._take(grant);
            next = Math.min(REFRESH_MS, renewInMs(grant, this.io.now()) || REFRESH_MS);
        } catch (error) {
            this.state.grantError = error.data?.message || error.message || String(error);
        }
        // Spread, so that a chain's tills don't ask at one time.
        this.timer = this.io.timers.set(() => this.refresh(), next * (0.75 + Math.random() / 2));
    }

    _take(grant) {
        const wanted = new Map(grant.boxes.map((box) => [box.uuid, box]));
        for (const [uuid, link] of this.links) {
            if (wanted.get(uuid)?.url !== link.view.url) {
                link.client?.stop();
                this.links.delete(uuid);
            }
        }
        for (const box of grant.boxes) {
            const link = this.links.get(box.uuid);
            if (link) {
                link.token = box.token;
                link.client?.setToken(box.token);
            } else {
                this.links.set(box.uuid, this._link(box));
            }
            this._describe(this.links.get(box.uuid).view, box);
        }
        this.state.boxes = [...this.links.values()].map((link) => link.view);
        for (const link of this.links.values()) {
            if (link.client && link.client.state.phase === "stopped") {
                link.client.start(link.token);
            }
        }
    }

    _link(box) {
        const view = reactive({ uuid: box.uuid, url: box.url, phase: "stopped", reason: null, devices: [] });
        const link = { view, token: box.token, client: null, api: null };
        if (!box.url) {
            return link;
        }
        const { io } = this;
        link.client = new BoxClient({
            url: box.url,
            WebSocket: io.WebSocket,
            timers: io.timers,
            onEvent: (event) => this._onEvent(link, event),
            onState: (state) => this._onState(link, state),
            onNeedToken: () => this.refresh(),
        });
        link.api = new BoxApi({
            url: box.url,
            pageUrl: io.pageUrl,
            fetch: io.fetch,
            token: () => link.token,
            renew: async () => {
                const old = link.token;
                await this.refresh();
                return link.token === old ? null : link.token;
            },
        });
        return link;
    }

    /** What head office says of the box; what the box says of its devices stays. */
    _describe(view, box) {
        view.name = box.name;
        view.originAllowed = box.origin_allowed;
        const known = new Map(view.devices.map((device) => [device.id, device]));
        view.devices = box.devices.map((device) => ({
            state: "starting",
            error: null,
            ...known.get(device.id),
            ...device,
        }));
    }

    _onState(link, { phase, reason }) {
        const wasOnline = link.view.phase === "online";
        link.view.phase = phase;
        link.view.reason = reason;
        if (reason === "unreachable") {
            this._askBrowser(link);
        }
        if (phase === "online" && !wasOnline) {
            this.on.online?.(link.view);
        }
    }

    /** A browser that keeps pages from the local network says no more than a cable that is out; its permission tells. */
    async _askBrowser({ view }) {
        const permission = await localNetworkPermission(this.io.permissions, view.url, this.io.pageUrl);
        const code = { denied: "browser_blocks", prompt: "browser_asks" }[permission];
        if (code && view.reason === "unreachable") {
            view.reason = code;
        }
    }

    _onEvent(link, event) {
        if (event.type === "welcome") {
            event.devices.forEach((device) => this._onDevice(link.view, device));
        } else if (event.type === "device") {
            this._onDevice(link.view, event.device);
        } else if (event.type === "scan") {
            this.on.scan?.(event);
            // Only now: were it not kept, the box would have to send it again.
            link.client.ack(event.seq);
        } else {
            // States carry a part by their own name; other news are the event itself.
            this.on[event.type]?.(event[event.type] || event);
        }
    }

    _onDevice(view, { id, state, error, snapshot }) {
        const device = view.devices.find((candidate) => candidate.id === id);
        if (device) {
            Object.assign(device, { state, error, snapshot });
        }
    }

    /**
     * The device of a kind that this till uses: the first that can serve now, else the first there is.
     * @returns {{link, device, box, serving}|null} link has the box's api
     */
    find(kind) {
        const all = [];
        for (const link of this.links.values()) {
            for (const device of link.view.devices.filter((candidate) => candidate.kind === kind)) {
                const serving = link.view.phase === "online" && SERVING.includes(device.state);
                all.push({ link, device, box: link.view, serving });
            }
        }
        return all.find((found) => found.serving) || all[0] || null;
    }

    /** The api of the box that a payment or print was sent to, or null while that box is not this till's. */
    api(boxUuid) {
        return this.links.get(boxUuid)?.api || null;
    }

    all(kind) {
        return [...this.links.values()].flatMap((link) =>
            link.view.devices
                .filter((device) => device.kind === kind)
                .map((device) => ({ link, device, box: link.view }))
        );
    }

    retry() {
        this.links.forEach((link) => link.client?.retry());
        return this.refresh();
    }

    /** Somebody works at this till: shared scanners send here. */
    touched() {
        if (this.io.now() - this.focusedAt > FOCUS_EVERY_MS) {
            this.focusedAt = this.io.now();
            this.links.forEach((link) => link.client?.focus());
        }
    }

    /** For the acknowledgement to head office: the boxes as this till finds them. */
    health() {
        return this.state.boxes.map(({ uuid, name, phase, reason, devices }) => ({
            uuid,
            name,
            state: phase === "online" ? "online" : reason || phase,
            devices: devices.map(({ id, kind, state, error }) => ({
                id,
                kind,
                state,
                error: error?.code || null,
            })),
        }));
    }
}
