/**
 * Whether a store is open at a moment, and until or from when.
 *
 * Hours are {"days": {"1": [["08:00", "20:00"]], …}, "dates": {"2026-12-24": []}} on the store's own clock; a date comes before
 * the day of the week (1 is Monday), and a day that isn't there is closed.
 */

import { findZone, parseTimeOfDay } from "@retail_pos_central/core/campaigns/clock";

const DAY_MS = 86_400_000;
const LOOK_AHEAD_DAYS = 14;

function spansOf(opening, day) {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    return opening.dates?.[date] ?? opening.days?.[String(weekdayOf(day))] ?? [];
}

function weekdayOf(day) {
    return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * @returns {{known: boolean, open: boolean, until: string | null, next: {days: number, weekday: number, at: string} | null}}
 *     `next` is when it opens again: `days` from today, at a time of day; null while open or not within two weeks
 */
export function openingNow(opening, nowMs, timezone) {
    const zone = findZone(timezone);
    const known = Boolean(zone && opening && Object.keys({ ...opening.days, ...opening.dates }).length);
    const answer = { known, open: false, until: null, next: null };
    if (!known) {
        return answer;
    }
    const local = nowMs + zone.offsetMs(nowMs);
    const today = Math.floor(local / DAY_MS);
    const seconds = (local - today * DAY_MS) / 1000;
    for (let days = 0; days <= LOOK_AHEAD_DAYS; days++) {
        for (const [from, to] of spansOf(opening, today + days)) {
            if (days === 0 && seconds >= parseTimeOfDay(from) && seconds < parseTimeOfDay(to)) {
                return { ...answer, open: true, until: to };
            }
            if (days > 0 || seconds < parseTimeOfDay(from)) {
                return { ...answer, next: { days, weekday: weekdayOf(today + days), at: from } };
            }
        }
    }
    return answer;
}
