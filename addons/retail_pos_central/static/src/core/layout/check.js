/**
 * What is wrong in a layout document, named with page and button. `tools/layout_check.py` says the same
 * on the server before a release; both are held against `tests/layout_check_cases.json`.
 */

import { localized, text as word } from "../texts.js";
import { ACTIONS, BUTTON_KEYS, ROLES } from "./actions.js";
import { parseColor } from "./contrast.js";
import { isInside, overlaps } from "./grid.js";
import { LAYOUT_TEXTS } from "./layout_texts.js";

export const MAX_COLUMNS = 16;
export const MAX_ROWS = 12;
export const MAX_STEPS = 10;
export const MAX_IMAGE_KB = 60;
export const MAX_TEXT = 80;
/** Tills fetch a layout in one piece; this takes some seconds on a slow line. */
export const MAX_LAYOUT_MB = 4;
const IMAGE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** Problems: {level: "error"|"warning", code, message, path}, path as in "pages.0.buttons.2.action". */
export function checkLayout(document, { lang = "en_US", languages = [] } = {}) {
    const problems = [];
    const report = (level, code, path, params = {}) =>
        problems.push({
            level,
            code,
            path,
            message: word(`${level}.layout.${code}`, lang, params, LAYOUT_TEXTS),
        });
    if (!isWhole(document)) {
        report("error", "not_object", "");
        return problems;
    }
    const megabytes = JSON.stringify(document).length / 1e6;
    if (megabytes > MAX_LAYOUT_MB) {
        report("error", "too_large", "", { size: megabytes.toFixed(1) });
    }
    const { columns, rows } = document.grid;
    const sized = Number.isInteger(columns) && Number.isInteger(rows);
    if (!sized || columns < 1 || rows < 1 || columns > MAX_COLUMNS || rows > MAX_ROWS) {
        report("error", "grid", "grid", { columns, rows });
    }
    const context = { report, document, lang, languages, ids: new Set(), keys: new Map() };
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
    const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
    return (
        isObject(document) &&
        isObject(document.grid) &&
        Array.isArray(document.pages) &&
        document.pages.length > 0 &&
        document.pages.every(
            (page) =>
                isObject(page) &&
                Array.isArray(page.buttons) &&
                page.buttons.every(
                    (button) =>
                        isObject(button) && ["x", "y", "w", "h"].every((key) => Number.isInteger(button[key]))
                )
        )
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

function checkButton(button, path, context) {
    const { report, document, ids, page, label } = context;
    if (!button.id || ids.has(button.id)) {
        report("error", "duplicate_button", path, { id: button.id, page });
    }
    ids.add(button.id);
    if (!isInside(button, document.grid)) {
        report("error", "outside", path, { label, page });
    }
    checkLook(button, path, context);
    checkKey(button, path, context);
    for (const role of [...(button.roles || []), ...(button.use_roles || [])]) {
        if (!ROLES.includes(role)) {
            report("error", "role", path, { label, page, value: role });
        }
    }
    if (button.if && !isCondition(button.if)) {
        report("error", "condition", `${path}.if`, { label, page });
    }
    checkAction(button.action, `${path}.action`, context);
}

function checkLook(button, path, { report, languages, page, label }) {
    if (button.color && !parseColor(button.color)) {
        report("error", "color", `${path}.color`, { label, page, value: button.color });
    }
    if (button.icon && !/^fa-[a-z0-9-]+$/.test(button.icon)) {
        report("error", "icon", `${path}.icon`, { label, page, value: button.icon });
    }
    if (button.image) {
        const size = Math.round(String(button.image).length / 1365);
        if (size > MAX_IMAGE_KB) {
            report("error", "image_size", `${path}.image`, { label, page, size, limit: MAX_IMAGE_KB });
        } else if (!IMAGE.test(button.image)) {
            report("error", "image", `${path}.image`, { label, page });
        }
    }
    const needsLabel = ["category", "page", "sequence", "url"].includes(button.action?.type);
    if (needsLabel && !localized(button.label)) {
        report("error", "no_label", `${path}.label`, { page });
    }
    if (Object.values(button.label || {}).some((one) => String(one).length > MAX_TEXT)) {
        report("error", "text", `${path}.label`, { label: label.slice(0, 20), page, limit: MAX_TEXT });
    }
    for (const code of localized(button.label) ? languages : []) {
        if (!button.label[code]) {
            report("warning", "language", `${path}.label.${code}`, { label, page, lang: code });
        }
    }
}

/** One key leads to one button, on whichever page that is. */
function checkKey(button, path, { report, keys, page, label }) {
    if (!button.key) {
        return;
    }
    if (!BUTTON_KEYS.includes(button.key)) {
        report("error", "key", `${path}.key`, { label, page, value: button.key });
    } else if (keys.has(button.key)) {
        report("error", "duplicate_key", `${path}.key`, {
            a: keys.get(button.key),
            b: label,
            value: button.key,
        });
    }
    keys.set(button.key, label);
}

function isCondition(condition) {
    const isMoment = (value) => !value || !Number.isNaN(Date.parse(value));
    return (
        typeof condition === "object" &&
        isMoment(condition.from) &&
        isMoment(condition.to) &&
        (condition.hours || []).every(([from, to]) => CLOCK.test(from) && CLOCK.test(to) && from < to) &&
        (condition.weekdays || []).every((day) => Number.isInteger(day) && day >= 1 && day <= 7) &&
        [undefined, null, true, false].includes(condition.training)
    );
}

const CHECKS = {
    product(action, path, { report, page, label }) {
        if (!Number.isInteger(action.product_id)) {
            report("error", "no_product", path, { label, page });
        }
        if (action.qty !== undefined && !(Number(action.qty) > 0)) {
            report("error", "qty", `${path}.qty`, { label, page, value: action.qty });
        }
    },
    category(action, path, { report, page, label }) {
        if (!Number.isInteger(action.category_id)) {
            report("error", "no_category", path, { label, page });
        }
    },
    page(action, path, { report, document, page, label }) {
        if (!document.pages.some((each) => each.id === action.page)) {
            report("error", "no_page", path, { label, page, value: action.page });
        }
    },
    action(action, path, { report, page, label }) {
        if (!ACTIONS.some((each) => each.name === action.name)) {
            report("error", "unknown_action", path, { label, page, value: action.name });
        }
        const percents = [action.percent, ...Object.values(action.limits || {})];
        for (const value of percents.filter((each) => each !== undefined && each !== null)) {
            if (!Number.isInteger(value) || value < 1 || value > 100) {
                report("error", "percent", path, { label, page, value });
            }
        }
    },
    url(action, path, { report, page, label }) {
        if (!isWebAddress(action.url)) {
            report("error", "url", path, { label, page, value: action.url || "" });
        }
    },
    sequence(action, path, context) {
        const { report, page, label } = context;
        const steps = Array.isArray(action.steps) ? action.steps : [];
        const nested = steps.some((step) => step?.type === "sequence");
        if (!steps.length || steps.length > MAX_STEPS || nested) {
            report("error", "steps", path, { label, page });
            return;
        }
        steps.forEach((step, index) => checkAction(step, `${path}.steps.${index}`, context));
    },
};

export const ACTION_TYPES = Object.keys(CHECKS);

function checkAction(action, path, context) {
    const check = action && Object.hasOwn(CHECKS, action.type) && CHECKS[action.type];
    if (check) {
        check(action, path, context);
    } else {
        context.report("error", "no_action", path, { label: context.label, page: context.page });
    }
}

/** Only the web, and never a script: an address that a button may open. */
export function isWebAddress(url) {
    return /^https?:\/\/[^\s/?#@\\]+(:\d+)?([/?#][^\s]*)?$/i.test(String(url ?? ""));
}
