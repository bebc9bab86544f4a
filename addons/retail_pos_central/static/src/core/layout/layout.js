/**
 * From a released layout document to what the till draws, and the check before release.
 *
 * Drawing never fails on a strange document: what can't be drawn is left out. The check, which
 * runs before a release, is where it is named.
 */

import { localized, text as word } from "../texts.js";
import { ACTIONS, actionNamed } from "./actions.js";
import { inkOn, parseColor } from "./contrast.js";
import { isInside, overlaps } from "./grid.js";

export const DEFAULT_COLOR = "#e9ecef";
export const MAX_COLUMNS = 16;
export const MAX_ROWS = 12;
const ACTION_TYPES = ["product", "category", "page", "action"];
const WEEKDAYS = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/**
 * The pages with the buttons this user sees now, in order of reading.
 * @param {{lang, now: number, role: string, store: string, timezone: string}} who `now` in ms
 */
export function resolveLayout(document, { lang = "en_US", now = 0, role, store, timezone } = {}) {
    const { columns, rows } = document.grid;
    const moment = localMoment(now, timezone);
    const pages = document.pages.map((page) => ({
        id: page.id,
        name: localized(page.name, lang) || page.id,
        buttons: page.buttons
            .filter((button) => isInside(button, document.grid))
            .filter((button) => isShown(button, { now, role, store, moment }))
            .sort((a, b) => a.y - b.y || a.x - b.x)
            .map((button) => drawn(button, lang)),
    }));
    return { columns, rows, pages };
}

function drawn(button, lang) {
    const color = parseColor(button.color) ? button.color : DEFAULT_COLOR;
    const action = button.action || {};
    const named = action.type === "action" ? actionNamed(action.name) : null;
    return {
        id: button.id,
        x: button.x,
        y: button.y,
        w: button.w,
        h: button.h,
        label: localized(button.label, lang) || localized(named?.label, lang),
        color,
        textColor: inkOn(color).color,
        icon: button.icon || named?.icon || null,
        picture: button.picture === "product" && action.type === "product",
        action,
    };
}

function isShown(button, { now, role, store, moment }) {
    if (button.roles?.length && !button.roles.includes(role)) {
        return false;
    }
    const when = button.if;
    if (!when) {
        return true;
    }
    return (
        (!when.from || now >= Date.parse(when.from)) &&
        (!when.to || now < Date.parse(when.to)) &&
        (!when.weekdays?.length || when.weekdays.includes(moment.weekday)) &&
        (!when.hours?.length || when.hours.some(([a, b]) => moment.time >= a && moment.time < b)) &&
        (!when.stores?.length || when.stores.includes(store))
    );
}

/** Weekday (1 = Monday) and "HH:MM" on the store's clock. */
function localMoment(now, timezone) {
    const parts = new Intl.DateTimeFormat("en-GB", {
        timeZone: timezone || undefined,
        weekday: "short",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
    }).formatToParts(now);
    const part = (type) => parts.find((each) => each.type === type).value;
    return { weekday: WEEKDAYS[part("weekday")], time: `${part("hour")}:${part("minute")}` };
}

/** Ids of products and categories that the layout needs, for loading and for the server's check. */
export function referencedIds(document) {
    const actions = document.pages.flatMap((page) => page.buttons.map((b) => b.action || {}));
    const ids = (type, field) => [...new Set(actions.filter((a) => a.type === type).map((a) => a[field]))];
    return { products: ids("product", "product_id"), categories: ids("category", "category_id") };
}

/** Problems: {level: "error"|"warning", code, message, path}, path as in "pages.0.buttons.2.action". */
export function checkLayout(document, { lang = "en_US", languages = [] } = {}) {
    const problems = [];
    const report = (level, code, path, params = {}) =>
        problems.push({ level, code, path, message: word(`${level}.layout.${code}`, lang, params) });
    if (!isWhole(document)) {
        report("error", "not_object", "");
        return problems;
    }
    const { columns, rows } = document.grid;
    const sized = Number.isInteger(columns) && Number.isInteger(rows);
    if (!sized || columns < 1 || rows < 1 || columns > MAX_COLUMNS || rows > MAX_ROWS) {
        report("error", "grid", "grid", { columns, rows });
    }
    const context = { report, document, lang, languages, ids: new Set() };
    const pageIds = new Set();
    document.pages.forEach((page, index) => {
        if (!page.id || pageIds.has(page.id)) {
            report("error", "duplicate_page", `pages.${index}`, { id: page.id });
        }
        pageIds.add(page.id);
        checkPage(page, `pages.${index}`, context);
    });
    return problems;
}

function isWhole(document) {
    return Boolean(
        document &&
        document.grid &&
        Array.isArray(document.pages) &&
        document.pages.length &&
        document.pages.every((page) => page && Array.isArray(page.buttons))
    );
}

function checkPage(page, path, context) {
    const { report, lang } = context;
    const name = localized(page.name, lang) || page.id;
    if (!localized(page.name, lang)) {
        report("warning", "page_name", `${path}.name`, { id: page.id });
    }
    if (!page.buttons.length) {
        report("warning", "empty_page", path, { page: name });
    }
    page.buttons.forEach((button, index) => {
        const where = `${path}.buttons.${index}`;
        const label = localized(button.label, lang) || button.id;
        checkButton(button, where, { ...context, page: name, label });
        const other = page.buttons.slice(0, index).find((each) => overlaps(each, button));
        if (other) {
            const names = { a: localized(other.label, lang) || other.id, b: label, page: name };
            report("error", "overlap", where, names);
        }
    });
}

function checkButton(button, path, { report, document, ids, languages, page, label }) {
    if (!button.id || ids.has(button.id)) {
        report("error", "duplicate_button", path, { id: button.id, page });
    }
    ids.add(button.id);
    if (!isInside(button, document.grid)) {
        report("error", "outside", path, { label, page });
    }
    if (button.color && !parseColor(button.color)) {
        report("error", "color", `${path}.color`, { label, page, value: button.color });
    }
    if (button.icon && !/^fa-[a-z0-9-]+$/.test(button.icon)) {
        report("error", "icon", `${path}.icon`, { label, page, value: button.icon });
    }
    const needsLabel = ["category", "page"].includes(button.action?.type);
    if (needsLabel && !localized(button.label)) {
        report("error", "no_label", `${path}.label`, { page });
    }
    for (const code of localized(button.label) ? languages : []) {
        if (!button.label[code]) {
            report("warning", "language", `${path}.label.${code}`, { label, page, lang: code });
        }
    }
    checkAction(button.action, `${path}.action`, { report, document, page, label });
}

function checkAction(action, path, { report, document, page, label }) {
    if (!action || !ACTION_TYPES.includes(action.type)) {
        report("error", "no_action", path, { label, page });
        return;
    }
    if (action.type === "product") {
        if (!Number.isInteger(action.product_id)) {
            report("error", "no_product", path, { label, page });
        }
        if (action.qty !== undefined && !(Number(action.qty) > 0)) {
            report("error", "qty", `${path}.qty`, { label, page, value: action.qty });
        }
    }
    if (action.type === "category" && !Number.isInteger(action.category_id)) {
        report("error", "no_category", path, { label, page });
    }
    if (action.type === "page" && !document.pages.some((each) => each.id === action.page)) {
        report("error", "no_page", path, { label, page, value: action.page });
    }
    if (action.type === "action" && !ACTIONS.some((each) => each.name === action.name)) {
        report("error", "unknown_action", path, { label, page, value: action.name });
    }
}
