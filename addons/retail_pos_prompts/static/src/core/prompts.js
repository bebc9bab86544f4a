/**
 * Which prompts are due when something happens at a till, what an answer must look like, and how old
 * somebody is. Pure: the moment and the store come with the context.
 *
 * Event: {moment, product?: {ids, groups}, total?} – ids of variants and groups as texts, total in minor units.
 * Context: {wall: {date: "2026-11-21", weekday: 1…7, time: "17:05"}, nowMs, role, store, seen}; `seen` is a
 * Set of the ids of prompts that were answered or shown already (in this sale, or today).
 */

/** Shown, not answered. */
export const UNANSWERED = ["information", "tip"];
const LONGEST = { text: 500, serial: 100, number: 30 };
const OLDEST_YEARS = 130;

export function duePrompts(prompts, event, context) {
    return prompts.filter((prompt) => isDue(prompt, event, context)).sort(byUrgency);
}

/** Refusals come first: nobody is asked about goods that can't be sold now. */
function byUrgency(a, b) {
    const refuses = (prompt) => (prompt.kind === "sale_hours" ? 0 : 1);
    return refuses(a) - refuses(b) || a.sequence - b.sequence || (a.id < b.id ? -1 : 1);
}

function isDue(prompt, event, context) {
    if (prompt.moment !== event.moment || !isForRole(prompt, context.role) || !isInWindow(prompt, context)) {
        return false;
    }
    if (prompt.moment === "product" && !selects(prompt.items, event.product)) {
        return false;
    }
    if (prompt.min_total && !(event.total >= prompt.min_total)) {
        return false;
    }
    if (prompt.kind === "sale_hours") {
        return !saleHours(prompt, context).open;
    }
    return !(showsOnce(prompt) && context.seen.has(prompt.id));
}

/** A time of day comes once a day, and an amount is reached once a sale. */
export function showsOnce(prompt) {
    return prompt.once || prompt.moment === "total" || prompt.moment === "time";
}

function isForRole(prompt, role) {
    return prompt.role === "all" || prompt.role === (role === "manager" ? "manager" : "cashier");
}

function isInWindow(prompt, { wall, nowMs }) {
    const [start, end] = prompt.hours;
    return (
        prompt.weekdays.includes(wall.weekday) &&
        start <= wall.time &&
        wall.time < end &&
        !(prompt.from && nowMs < Date.parse(prompt.from)) &&
        !(prompt.to && nowMs >= Date.parse(prompt.to))
    );
}

function selects(items, product) {
    return Boolean(
        product &&
        (items.all ||
            items.products?.some((id) => product.ids.includes(id)) ||
            items.groups?.some((group) => product.groups.includes(group)))
    );
}

/**
 * Whether the goods of a prompt may be sold in a store now, and the hours of the day.
 * @returns {{open: boolean, hours: [string, string] | []}}
 */
export function saleHours(prompt, { wall, store }) {
    const all = prompt.sale_hours;
    const own = all.find(({ stores }) => stores.includes(store)) || all.find(({ rest }) => rest);
    if (!own) {
        return { open: false, hours: [] };
    }
    const hours = own.dates[wall.date] || own.days[wall.weekday] || [];
    return { open: hours.length === 2 && hours[0] <= wall.time && wall.time < hours[1], hours };
}

/** Full years on a day; both as "2001-12-24". Who is born on 29 February has birthday on 1 March in other years. */
export function ageOn(birth, today) {
    const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
    return today.slice(5) < birth.slice(5) ? years - 1 : years;
}

/**
 * Reads a day as people type it: 24.12.2001, 24122001, 24.12.01, 241201 or 2001-12-24.
 * Two digits of a year mean the latest such year that isn't after `today`.
 * @returns {string | null} "2001-12-24"
 */
export function readDay(typed, today) {
    const text = String(typed).trim();
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    const local =
        /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})$/.exec(text) ||
        /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
    if (!iso && !local) {
        return null;
    }
    const [year, month, day] = (iso ? iso.slice(1) : local.slice(1).reverse()).map(Number);
    const full = (iso || local[3].length === 4 ? String(year) : fullYear(year, today)).padStart(4, "0");
    const date = `${full}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    const parsed = new Date(`${date}T00:00:00Z`);
    return !isNaN(parsed) && parsed.toISOString().slice(0, 10) === date ? date : null;
}

function fullYear(short, today) {
    const thisYear = Number(today.slice(0, 4));
    const year = thisYear - (thisYear % 100) + short;
    return String(year > thisYear ? year - 100 : year);
}

/**
 * Judges what was typed or chosen.
 * @returns {{value: string} | {problem: "empty"|"long"|"number"|"date"|"choice"|"too_young"}}
 */
export function readAnswer(prompt, typed, { wall }) {
    const text = String(typed ?? "").trim();
    if (!text) {
        return { problem: "empty" };
    }
    if (text.length > (LONGEST[prompt.kind] || LONGEST.text)) {
        return { problem: "long" };
    }
    if (prompt.kind === "number") {
        const number = text.replace(/[\s\u00a0]/g, "").replace(",", ".");
        return /^-?\d+(\.\d+)?$/.test(number) ? { value: number } : { problem: "number" };
    }
    if (prompt.kind === "date") {
        const date = readDay(text, wall.date);
        return date ? { value: date } : { problem: "date" };
    }
    if (prompt.kind === "choice") {
        return prompt.choices[Number(text)] ? { value: text } : { problem: "choice" };
    }
    if (prompt.kind === "age") {
        return readAge(prompt, readDay(text, wall.date), wall.date);
    }
    return { value: text };
}

/** The day of birth is looked at and forgotten: the answer is only that it was. */
function readAge(prompt, birth, today) {
    if (!birth || birth > today || ageOn(birth, today) > OLDEST_YEARS) {
        return { problem: "date" };
    }
    return ageOn(birth, today) >= prompt.age.limit ? { value: "proof" } : { problem: "too_young" };
}
