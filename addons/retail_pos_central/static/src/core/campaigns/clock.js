/**
 * Moments and the store's clock: ISO 8601 text to instants, and instants to the weekday and time of
 * day in the store's zone, across summer time. Offsets come from Intl and are remembered per quarter
 * of an hour, because asking Intl for each line would cost more than the whole evaluation.
 */

const MOMENT =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const MAX_REMEMBERED = 20_000;

/**
 * Reads "2026-11-21T17:00:00+01:00" (an instant), "2026-11-21T17:00:00" or "2026-11-21" (wall time in
 * the store). Returns {ms, wall} – for wall time `ms` counts as if the wall clock showed UTC – or null.
 */
export function parseMoment(text) {
    const match = typeof text === "string" ? MOMENT.exec(text) : null;
    if (!match) {
        return null;
    }
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part || 0));
    const milli = Number((match[7] || "").slice(0, 3).padEnd(3, "0"));
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
        return null;
    }
    if (hour > 23 || minute > 59 || second > 59) {
        return null;
    }
    const ms = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milli;
    const zone = match[8];
    if (!zone) {
        return { ms, wall: true };
    }
    const offsetMin = zone === "Z" ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
    return { ms: ms - (zone[0] === "-" ? -1 : 1) * offsetMin * 60_000, wall: false };
}

/** Seconds after midnight for "16:00" or "16:00:30" ("24:00" is the end of the day), or null. */
export function parseTimeOfDay(text) {
    const match = typeof text === "string" ? /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text) : null;
    if (!match) {
        return null;
    }
    const [hour, minute, second] = match.slice(1).map((part) => Number(part || 0));
    const seconds = (hour * 60 + minute) * 60 + second;
    return minute < 60 && second < 60 && seconds <= 86_400 ? seconds : null;
}

class Zone {
    constructor(name) {
        this.format = new Intl.DateTimeFormat("en-US", {
            timeZone: name,
            hourCycle: "h23",
            year: "numeric",
            month: "numeric",
            day: "numeric",
            hour: "numeric",
            minute: "numeric",
            second: "numeric",
        });
        this.offsets = new Map();
    }

    offsetMs(ms) {
        const quarter = Math.floor(ms / QUARTER_MS);
        let offset = this.offsets.get(quarter);
        if (offset === undefined) {
            const part = {};
            for (const { type, value } of this.format.formatToParts(quarter * QUARTER_MS)) {
                part[type] = Number(value);
            }
            const { year, month, day, hour, minute, second } = part;
            offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter * QUARTER_MS;
            if (this.offsets.size >= MAX_REMEMBERED) {
                this.offsets.clear();
            }
            this.offsets.set(quarter, offset);
        }
        return offset;
    }
}

const zones = new Map();

/** The zone of an IANA name ("Europe/Oslo"), or null when there is none of that name. */
export function findZone(name) {
    if (typeof name !== "string" || !name) {
        return null;
    }
    if (!zones.has(name)) {
        try {
            zones.set(name, new Zone(name));
        } catch (error) {
            if (!(error instanceof RangeError)) {
                throw error;
            }
            return null;
        }
    }
    return zones.get(name);
}

/** What the clock on the wall shows: weekday 1 (Monday) to 7, and seconds after midnight. */
export function wallClock(zone, ms) {
    const local = ms + zone.offsetMs(ms);
    const day = Math.floor(local / DAY_MS);
    return {
        weekday: ((((day + 3) % 7) + 7) % 7) + 1,
        seconds: Math.floor((local - day * DAY_MS) / 1000),
    };
}

/**
 * The instant at which the wall clock shows a time. An hour that comes twice means its first coming;
 * an hour that is skipped means as much later as the clock was put forward.
 */
export function instantOfWall(zone, wallMs) {
    const before = wallMs - zone.offsetMs(wallMs - DAY_MS);
    const after = wallMs - zone.offsetMs(wallMs + DAY_MS);
    if (before + zone.offsetMs(before) !== wallMs && after + zone.offsetMs(after) === wallMs) {
        return after;
    }
    return before;
}
