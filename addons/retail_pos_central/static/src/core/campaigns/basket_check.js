/**
 * Reads a basket: what stands in it, when, where, for whom and how it is paid. Refuses a line that
 * cannot be priced as written, naming it.
 */

import { findZone, parseMoment } from "./clock";
import { CampaignError, shown } from "./errors";
import { parseDecimal, parseNumber, roundedShare } from "./rational";

const MAX_PRICE = 1_000_000_000;
const MAX_QTY = 1_000_000;
const MEASURES = new Set(["each", "weight"]);

function basketError(field, problem) {
    throw new CampaignError("basket", field, problem);
}

function readMoment(text, fail) {
    const moment = parseMoment(text);
    if (!moment || moment.wall) {
        fail(`must be a date and time with offset (ISO 8601), not ${shown(text)}`);
    }
    return moment.ms;
}

/** The texts of a list such as coupons; an absent list is empty. */
function readCodes(value, field) {
    const codes = value ?? [];
    if (!Array.isArray(codes) || codes.some((code) => typeof code !== "string" || !code)) {
        basketError(field, `must be a list of codes, not ${shown(value)}`);
    }
    return codes;
}

/** A text such as the store's code, or null. */
function readName(value, field) {
    const name = value ?? null;
    if (name !== null && typeof name !== "string") {
        basketError(field, `must be a text or nothing, not ${shown(value)}`);
    }
    return name;
}

function readCustomerGroups(customer) {
    if (customer !== undefined && (typeof customer !== "object" || Array.isArray(customer))) {
        basketError("customer", `must be {groups} or nothing, not ${shown(customer)}`);
    }
    return readCodes(customer?.groups, "customer.groups");
}

function readRate(value, fail) {
    const rate = parseNumber(value);
    if (!rate || rate.num < 0 || rate.num > 100 * rate.den) {
        fail("vat", `must be a percentage from 0 to 100, not ${shown(value)}`);
    }
    return rate;
}

function readQty(source, fail) {
    const qty = parseDecimal(source.qty);
    if (!qty) {
        const form = 'must be a decimal text such as "2" or "0.735", with at most six decimals';
        fail("qty", `${form}, not ${shown(source.qty)}`);
    }
    if (Math.abs(qty.num) > MAX_QTY * qty.den) {
        fail("qty", `must be from -${MAX_QTY} to ${MAX_QTY}, not ${shown(source.qty)}`);
    }
    if (!MEASURES.has(source.measure)) {
        fail("measure", `must be each or weight, not ${shown(source.measure)}`);
    }
    if (source.measure === "each" && qty.den !== 1) {
        fail("qty", `must be a whole number for goods sold by each, not ${shown(source.qty)}`);
    }
    return qty;
}

/**
 * One line as the engine works with it. `units` is the number of indivisible units that offers can
 * serve – n for `each`, 1 for `weight`, none for a return – and `unit` what one of them costs.
 */
export function readLine(source, position, now) {
    const isObject = source && typeof source === "object";
    const id = isObject && typeof source.id === "string" && source.id ? source.id : undefined;
    const subject = id ? `line "${id}"` : `line at position ${position + 1}`;
    const fail = (field, problem) => {
        throw new CampaignError(subject, field, problem, { line: id });
    };
    if (!id) {
        fail("id", `must be a text, not ${shown(isObject ? source.id : source)}`);
    }
    if (typeof source.product !== "string" || !source.product) {
        fail("product", `must be a code, not ${shown(source.product)}`);
    }
    const { groups, price } = source;
    if (!Array.isArray(groups) || groups.some((code) => typeof code !== "string")) {
        fail("groups", `must be a list of codes, not ${shown(groups)}`);
    }
    if (!Number.isSafeInteger(price) || price < 0 || price > MAX_PRICE) {
        fail("price", `must be a whole number of minor units from 0 to ${MAX_PRICE}, not ${shown(price)}`);
    }
    const qty = readQty(source, fail);
    const gross = roundedShare(price, qty.num, qty.den);
    const weighed = source.measure === "weight";
    const positive = qty.num > 0;
    return {
        position,
        id,
        product: source.product,
        groups,
        price,
        qty,
        weighed,
        positive,
        gross,
        units: positive ? (weighed ? 1 : qty.num) : 0,
        unit: weighed ? gross : price,
        rate: readRate(source.vat, (field, problem) => fail(field, problem)),
        at:
            source.at === undefined || source.at === null
                ? now
                : readMoment(source.at, (problem) => fail("at", problem)),
    };
}

/**
 * Reads a basket. With `strict` false malformed lines are left out and reported in `errors`.
 */
export function readBasket(source, strict = true) {
    if (!source || typeof source !== "object" || Array.isArray(source)) {
        basketError("basket", `must be an object, not ${shown(source)}`);
    }
    const now = readMoment(source.now, (problem) => basketError("now", problem));
    const zone = findZone(source.timezone);
    if (!zone) {
        basketError("timezone", `must be a time zone such as "Europe/Oslo", not ${shown(source.timezone)}`);
    }
    if (!Array.isArray(source.lines)) {
        basketError("lines", `must be a list, not ${shown(source.lines)}`);
    }
    const lines = [];
    const errors = [];
    const seen = new Set();
    source.lines.forEach((entry, position) => {
        try {
            const line = readLine(entry, position, now);
            if (seen.has(line.id)) {
                throw new CampaignError(`line "${line.id}"`, "id", "stands twice in the basket", {
                    line: line.id,
                });
            }
            seen.add(line.id);
            lines.push(line);
        } catch (error) {
            if (strict || !(error instanceof CampaignError)) {
                throw error;
            }
            errors.push(error);
        }
    });
    return {
        now,
        zone,
        zoneName: source.timezone,
        store: readName(source.store, "store"),
        customerGroups: readCustomerGroups(source.customer),
        coupons: readCodes(source.coupons, "coupons"),
        tender: readName(source.tender, "tender"),
        lines,
        errors,
    };
}
