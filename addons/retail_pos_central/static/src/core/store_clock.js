/**
 * One time on each store's own clock: entered in one time zone, it is another moment in each. The server does
 * the same (tools/store_clock.py); both are held to tests/store_clock_cases.json.
 */

import { findZone, instantOfWall } from "./campaigns/clock";

/**
 * When the clock of one zone shows what that of another shows at a moment. Where both show the same then, that is
 * it. Else a time that comes twice means its first coming, and one that is skipped as much later as the clock was
 * put forward. A browser that knows one of the zones not takes the moment as it is, as Odoo would.
 */
export function momentIn(ms, setIn, storeZone) {
    const from = findZone(setIn);
    const to = findZone(storeZone);
    if (!from || !to || from === to) {
        return ms;
    }
    const offset = from.offsetMs(ms);
    return to.offsetMs(ms) === offset ? ms : instantOfWall(to, ms + offset);
}

/**
 * A dated price's time in a store: {start, end} in ms or null. `item` has start and end as they were set, `clock`
 * where they count by each store's clock (the zone in which they were set), and `ended` when it was withdrawn.
 */
export function spanIn({ start, end, clock, ended }, storeZone) {
    if (!clock) {
        return { start, end };
    }
    const here = (ms) => ms && momentIn(ms, clock, storeZone);
    return { start: here(start), end: ended ?? here(end) };
}
