/**
 * The one corrected clock of this page, for everything that asks what time it is.
 */

import { ServerClock } from "../../core/clock";

const sources = { date: () => Date.now(), monotonic: () => performance.now() };

let clock = new ServerClock(sources);

/** Starts over from the offset that an earlier page measured. */
export function startTillClock(offsetMs) {
    clock = new ServerClock(sources, offsetMs || 0);
    return clock;
}

export function tillClock() {
    return clock;
}

/** Milliseconds since the epoch, as the server has them. */
export function tillNow() {
    return clock.now();
}

/** For tests: a clock that stands still at a moment until it is set again. */
export function freezeTillClock(nowMs) {
    clock = { now: () => nowMs, sample: () => false, offsetMs: 0, deviceErrorMs: 0 };
    return clock;
}
