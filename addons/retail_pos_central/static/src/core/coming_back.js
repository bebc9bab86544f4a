/**
 * How a till comes back when its bus was cut off: when it asks whether the server answers, and how long it
 * then waits for its turn.
 *
 * Odoo's own bus waits up to a minute between two tries once a server was away for long. So the till asks by
 * itself, at most ten seconds apart, and has the bus connect when the server answers. A whole fleet notices
 * that at once, so each till draws a turn. Together that is well below the minute in which a till has to be back.
 */

const ASK = { firstMs: 2000, growth: 1.5, longestMs: 10000 };
/** A fleet that noticed at once comes back spread over this. */
export const TURN_MS = 12000;
/** Tills that had a turn of their own for their connection need little more for their questions. */
const AFTER_TURN_MS = 5000;
/** A connection that is not there by then won't come soon: the server answers, its websockets don't. */
const PATIENCE_MS = 10000;
/** Then the bus is asked to try anew ever more seldom: each time it goes on trying by itself as well. */
const VAIN = { firstMs: 20000, longestMs: 1800000 };

export class ComingBack {
    /** @param {() => number} random in [0, 1) */
    constructor(random = Math.random) {
        this.random = random;
        this.reset();
    }

    reset() {
        this.state = "connected";
        this.askMs = ASK.firstMs;
        this.vainMs = VAIN.firstMs;
    }

    /** @returns {{action: "ask" | "connect" | "check", waitMs: number}} */
    next(state, action, waitMs) {
        this.state = state;
        return { action, waitMs };
    }

    /** Tills of one store must not ask in step. */
    spread(waitMs) {
        return waitMs * (0.5 + this.random() / 2);
    }

    /** The bus has lost its connection. */
    lost() {
        return this.state === "connected" ? this.next("asking", "ask", this.spread(this.askMs)) : null;
    }

    /** What came of asking; null when the bus is back by now. */
    answered(isThere) {
        if (!["asking", "vain"].includes(this.state)) {
            return null;
        }
        if (isThere) {
            return this.next("turn", "connect", this.random() * TURN_MS);
        }
        this.askMs = Math.min(this.askMs * ASK.growth, ASK.longestMs);
        return this.next("asking", "ask", this.spread(this.askMs));
    }

    /** Somebody else has heard from the server; that it answers is no news where only its websockets are missing. */
    heard() {
        return this.state === "asking" ? this.answered(true) : null;
    }

    /** The bus was told to connect. */
    connecting() {
        return this.next("connecting", "check", PATIENCE_MS);
    }

    /** It did not in time. */
    inVain() {
        const waitMs = this.spread(this.vainMs);
        this.vainMs = Math.min(this.vainMs * 2, VAIN.longestMs);
        return this.next("vain", "ask", waitMs);
    }

    /** @returns {number} over how long its questions are to be spread */
    connected() {
        const hadTurn = this.state === "connecting";
        this.reset();
        return hadTurn ? AFTER_TURN_MS : TURN_MS;
    }
}
