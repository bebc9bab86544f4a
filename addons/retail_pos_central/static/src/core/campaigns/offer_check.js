/**
 * Reads a campaign offer as it stands in a release, and refuses one that cannot be priced as written.
 *
 * What comes out is the offer the engine works with: amounts as integers, percentages as fractions,
 * lists as sets, moments as instants. Conditions that are absent, null or an empty list do not
 * restrict; keys the engine does not know are left alone, so a release may carry looks and texts.
 */

import { parseMoment, parseTimeOfDay } from "./clock";
import { CampaignError, shown } from "./errors";
import { parseNumber } from "./rational";
import { readSelector } from "./selector";

/** Kinds that serve units in groups, and the order as a whole; the others serve single units. */
export const GROUP_KINDS = new Set(["multibuy", "cheapest_free", "bundle"]);
export const ORDER_KINDS = new Set(["threshold", "tender"]);

const STACK_KINDS = new Set(["percent", "amount"]);
const COMBINE = new Set(["exclusive", "best", "stack"]);
const MAX_AMOUNT = 1_000_000_000;
const MAX_COUNT = 1_000_000;

/** Reads the fields of one offer, and names offer and field in what it throws. */
class Reader {
    constructor(source, position) {
        this.source = source;
        const id = source && source.id;
        this.id = typeof id === "string" && id ? id : undefined;
        this.subject = this.id ? `offer "${this.id}"` : `offer at position ${position + 1}`;
        this.fail = this.fail.bind(this);
    }

    fail(field, problem) {
        throw new CampaignError(this.subject, field, problem, { offer: this.id });
    }

    has(field) {
        return this.source[field] !== undefined && this.source[field] !== null;
    }

    integer(field, least, most) {
        const value = this.source[field];
        if (!Number.isSafeInteger(value) || value < least || value > most) {
            this.fail(field, `must be a whole number from ${least} to ${most}, not ${shown(value)}`);
        }
        return value;
    }

    amount(field, least = 0) {
        return this.integer(field, least, MAX_AMOUNT);
    }

    /** The share of the price: 20 → 20/100. */
    percent(field) {
        const value = parseNumber(this.source[field]);
        if (!value || value.num <= 0 || value.num > 100 * value.den) {
            const most = value ? "" : " with at most six decimals";
            this.fail(field, `must be above 0 and at most 100${most}, not ${shown(this.source[field])}`);
        }
        return { num: value.num, den: value.den * 100 };
    }

    text(field) {
        const value = this.source[field];
        if (typeof value !== "string" || !value) {
            this.fail(field, `must be a text, not ${shown(value)}`);
        }
        return value;
    }

    list(field) {
        const value = this.source[field] ?? [];
        if (!Array.isArray(value)) {
            this.fail(field, `must be a list, not ${shown(value)}`);
        }
        return value;
    }

    codes(field) {
        const values = this.list(field);
        if (values.some((value) => typeof value !== "string" || !value)) {
            this.fail(field, `must be a list of codes, not ${shown(values)}`);
        }
        return values.length ? new Set(values) : null;
    }

    /** Exactly one of several fields, by name. */
    oneOf(fields) {
        const given = fields.filter((field) => this.has(field));
        if (given.length !== 1) {
            this.fail(fields.join("/"), `exactly one of ${fields.join(", ")} is needed`);
        }
        return given[0];
    }
}

const KINDS = {
    percent: (reader) => ({ percent: reader.percent("percent") }),
    amount: (reader) => ({ amount: reader.amount("amount", 1) }),
    price: (reader) => ({ price: reader.amount("price") }),
    multibuy: (reader) => ({ size: reader.integer("size", 1, 1000), price: reader.amount("price") }),
    cheapest_free: (reader) => {
        const size = reader.integer("size", 2, 1000);
        return { size, free: reader.has("free") ? reader.integer("free", 1, size - 1) : 1 };
    },
    bundle: readBundle,
    threshold: (reader) => ({ min: reader.amount("min"), ...readEffect(reader, ["percent", "amount"]) }),
    tender: (reader) => ({ tender: reader.text("tender"), percent: reader.percent("percent") }),
};

function readEffect(reader, fields) {
    const field = reader.oneOf(fields);
    if (field === "percent") {
        return { percent: reader.percent("percent") };
    }
    return { [field]: reader.amount(field, field === "amount" ? 1 : 0) };
}

function readBundle(reader) {
    const parts = reader.list("parts").map((part, position) => {
        const field = `parts[${position}]`;
        if (!part || typeof part !== "object") {
            reader.fail(field, `must be {items, qty}, not ${shown(part)}`);
        }
        if (!Number.isSafeInteger(part.qty) || part.qty < 1 || part.qty > 1000) {
            reader.fail(`${field}.qty`, `must be a whole number from 1 to 1000, not ${shown(part.qty)}`);
        }
        return { items: readSelector(part.items, `${field}.items`, reader.fail), qty: part.qty };
    });
    if (!parts.length) {
        reader.fail("parts", "a bundle needs at least one part");
    }
    const size = parts.reduce((sum, part) => sum + part.qty, 0);
    return { parts, size, ...readEffect(reader, ["price", "percent", "amount"]) };
}

function readWindow(reader) {
    const moments = {};
    for (const field of ["from", "to"]) {
        if (reader.has(field)) {
            moments[field] = parseMoment(reader.source[field]);
            if (!moments[field]) {
                reader.fail(field, `must be a date and time (ISO 8601), not ${shown(reader.source[field])}`);
            }
        }
    }
    const { from, to } = moments;
    if (from && to) {
        if (from.wall !== to.wall) {
            reader.fail("to", "must be written like from: both with an offset or both without");
        }
        if (to.ms <= from.ms) {
            reader.fail("to", `ends before it starts (from ${reader.source.from}, to ${reader.source.to})`);
        }
    }
    return from || to ? { from, to } : null;
}

function readWeekdays(reader) {
    const days = reader.list("weekdays");
    if (days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
        reader.fail("weekdays", `must be numbers from 1 (Monday) to 7, not ${shown(days)}`);
    }
    return days.length ? new Set(days) : null;
}

function readHours(reader) {
    const hours = reader.list("hours").map((pair) => {
        const [start, end] =
            Array.isArray(pair) && pair.length === 2 ? pair.map(parseTimeOfDay) : [null, null];
        if (start === null || end === null || start === 86_400) {
            reader.fail("hours", `must be pairs like ["16:00", "18:00"], not ${shown(pair)}`);
        }
        if (start === end) {
            reader.fail("hours", `start and end are the same in ${shown(pair)}`);
        }
        return { start, end };
    });
    return hours.length ? hours : null;
}

function readMinQty(reader) {
    if (!reader.has("min_qty")) {
        return null;
    }
    const value = parseNumber(reader.source.min_qty);
    if (!value || value.num <= 0) {
        reader.fail(
            "min_qty",
            `must be a quantity above 0 with at most six decimals, not ${shown(reader.source.min_qty)}`
        );
    }
    return value;
}

/**
 * The offer the engine works with, or a CampaignError.
 * @param {object} source an offer as the rules describe it
 * @param {number} standing its place among the offers; equals are decided by it
 */
export function readOffer(source, standing) {
    const reader = new Reader(source, standing);
    if (!source || typeof source !== "object" || Array.isArray(source)) {
        reader.fail("offer", `must be an object, not ${shown(source)}`);
    }
    const id = reader.text("id");
    const kind = reader.text("kind");
    if (!Object.hasOwn(KINDS, kind)) {
        reader.fail("kind", `must be one of ${Object.keys(KINDS).join(", ")}, not ${shown(kind)}`);
    }
    const combine = reader.has("combine") ? reader.text("combine") : "best";
    if (!COMBINE.has(combine)) {
        reader.fail("combine", `must be exclusive, best or stack, not ${shown(combine)}`);
    }
    if (combine === "stack" && !STACK_KINDS.has(kind)) {
        reader.fail("combine", `only percent and amount can stack, not ${kind}`);
    }
    const priority = reader.integer("priority", 1, MAX_COUNT);
    const hasItems = reader.has("items") && Object.keys(source.items).length > 0;
    const items = kind !== "bundle" || hasItems ? readSelector(source.items, "items", reader.fail) : null;
    const window = readWindow(reader);
    const weekdays = readWeekdays(reader);
    const hours = readHours(reader);
    return {
        id,
        name: reader.has("name") ? reader.text("name") : id,
        kind,
        standing,
        combine,
        priority,
        items,
        ...KINDS[kind](reader),
        window,
        weekdays,
        hours,
        timed: Boolean(window || weekdays || hours),
        stores: reader.codes("stores"),
        customerGroups: reader.codes("customer_groups"),
        coupon: reader.has("coupon") ? reader.text("coupon") : null,
        maxPerOrder: reader.has("max_per_order") ? reader.integer("max_per_order", 1, MAX_COUNT) : null,
        minQty: readMinQty(reader),
    };
}
