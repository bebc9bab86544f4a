/**
 * The till's corrected clock: the server's time, kept between answers and while offline.
 *
 * Each answer of the server carries its time; the shorter the round trip, the better the estimate.
 * Between answers the page's monotonic clock counts, so that a user who sets the device's clock
 * back, or to another day, changes no price. A monotonic clock stands still while a device sleeps:
 * when the device's clock has run ahead of it, the device slept, and its clock is believed.
 */

/** Differences below this are jitter of timers, not sleep or a changed clock. */
const TOLERANCE_MS = 2000;
/** An estimate grows worse by this much a second: cheap oscillators drift some 50 ppm. */
const DRIFT_MS_PER_S = 0.05;

export class ServerClock {
    /**
     * @param {{date: () => number, monotonic: () => number}} sources device time in ms, monotonic ms
     * @param {number} offsetMs server minus device, as kept from an earlier run
     */
    constructor({ date, monotonic }, offsetMs = 0) {
        this.date = date;
        this.monotonic = monotonic;
        this.offsetMs = offsetMs;
        this.errorMs = null;
        this.anchor(date() + offsetMs);
    }

    anchor(nowMs) {
        this.anchorMs = nowMs;
        this.anchorAt = this.monotonic();
        this.sampledAt = this.anchorAt;
    }

    /** Time of the server in ms, as well as this till knows it. */
    now() {
        const counted = this.anchorMs + (this.monotonic() - this.anchorAt);
        const shown = this.date() + this.offsetMs;
        if (shown - counted > TOLERANCE_MS) {
            this.anchor(shown);
            return shown;
        }
        if (counted - shown > TOLERANCE_MS) {
            // The device's clock was set back: keep counting, and remember how far off it is now.
            this.offsetMs = counted - this.date();
        }
        return counted;
    }

    /**
     * Takes the server's time from an answer.
     * @param {number} serverMs what the server said
     * @param {number} sentAt monotonic ms when the question was sent
     * @param {number} receivedAt monotonic ms when the answer came
     * @returns {boolean} whether the clock was set by it
     */
    sample(serverMs, sentAt, receivedAt) {
        const halfTripMs = (receivedAt - sentAt) / 2;
        const age = (receivedAt - this.sampledAt) / 1000;
        const known = this.errorMs === null ? Infinity : this.errorMs + age * DRIFT_MS_PER_S;
        const estimate = serverMs + halfTripMs + (this.monotonic() - receivedAt);
        const off = Math.abs(this.now() - estimate);
        if (halfTripMs > known && off <= known + halfTripMs) {
            return false;
        }
        this.errorMs = halfTripMs;
        this.offsetMs = estimate - this.date();
        this.anchor(estimate);
        return true;
    }

    /** How far the device's own clock is off, for the fleet screen. */
    get deviceErrorMs() {
        return Math.round(-this.offsetMs);
    }
}
