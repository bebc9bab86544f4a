/** How long to wait before the next try: doubling, bounded, and spread so that tills don't come back as one. */

export const FIRST_DELAY_MS = 500;
export const LONGEST_DELAY_MS = 30_000;

/** @param {number} attempt how many tries have failed before this one, from 0 */
export function nextDelayMs(attempt, random = Math.random) {
    const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
    return Math.round(full / 2 + (full / 2) * random());
}
