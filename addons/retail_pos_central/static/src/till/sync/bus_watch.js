/**
 * Brings the bus back soon after the server is back, however long that was away (core/coming_back.js decides when).
 */

import { browser } from "@web/core/browser/browser";
import { ComingBack } from "../../core/coming_back";

/** Asks no database and needs no session: what a thousand tills may ask every ten seconds. */
const HEALTH = "/web/health";
const HEALTH_TIMEOUT_MS = 5000;

export class BusWatch {
    /**
     * @param {object} bus Odoo's
     * @param {(jitterMs: number) => void} onBack what was missed is to be asked for, over so long
     */
    constructor(bus, onBack, random) {
        Object.assign(this, { bus, onBack });
        this.plan = new ComingBack(random);
    }

    /** @param {{urges: boolean}} options false: the bus comes back when Odoo's back-off lets it */
    start({ urges }) {
        this.bus.addEventListener("BUS:RECONNECT", () => this.connected());
        if (!urges) {
            return;
        }
        this.bus.addEventListener("BUS:DISCONNECT", () => this.follow(this.plan.lost()));
        // After the browser told of a lost network the bus says this instead.
        this.bus.addEventListener("BUS:CONNECT", () => this.plan.state !== "connected" && this.connected());
        // A page that is opened without a server hears of no disconnection.
        if (this.bus.workerState === "DISCONNECTED") {
            this.follow(this.plan.lost());
        }
    }

    /** Somebody else has heard from the server. @returns {boolean} whether the bus is on its way, and asks then */
    serverAnswers() {
        this.follow(this.plan.heard());
        return ["turn", "connecting"].includes(this.plan.state);
    }

    connected() {
        clearTimeout(this.timer);
        this.onBack(this.plan.connected());
    }

    follow(step) {
        if (step) {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this[step.action](), step.waitMs);
        }
    }

    async ask() {
        const isThere = await answers();
        this.follow(this.plan.answered(isThere));
    }

    connect() {
        this.follow(this.plan.connecting());
        this.bus.start();
    }

    /** The server answers and its websockets don't: the till asks without them. */
    check() {
        this.follow(this.plan.inVain());
        this.onBack(0);
    }
}

async function answers() {
    try {
        const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
        const answer = await browser.fetch(HEALTH, { cache: "no-store", signal });
        return answer.ok;
    } catch {
        // No line, no answer in time: what was asked.
        return false;
    }
}
