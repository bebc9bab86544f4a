/**
 * From a released layout document to what the till draws.
 *
 * Drawing never fails on a strange document: what can't be drawn is left out. The check (check.js),
 * which runs before a release, is where it is named.
 */

import { localized } from "../texts.js";
import { actionNamed, stepsOf } from "./actions.js";
import { inkOn, parseColor } from "./contrast.js";
import { isInside } from "./grid.js";

export const DEFAULT_COLOR = "#e9ecef";
const WEEKDAYS = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/**
 * The pages with the buttons this user sees now, in order of reading.
 * @param {{lang, now: number, role: string, store: string, timezone: string, training: boolean}} who
 *     `now` in ms
 */
export function resolveLayout(
    document,
    { lang = "en_US", now = 0, role, store, timezone, training = false } = {}
) {
    const { columns, rows } = document.grid;
    const moment = localMoment(now, timezone);
    const pages = document.pages.map((page) => ({
        id: page.id,
        name: localized(page.name, lang) || page.id,
        buttons: page.buttons
            .filter((button) => isInside(button, document.grid))
            .filter((button) => isShown(button, { now, role, store, moment, training }))
            .sort((a, b) => a.y - b.y || a.x - b.x)
            .map((button) => drawButton(button, lang, role)),
    }));
    return { columns, rows, pages };
}

/** One button as the till draws it, whoever may see it. */
export function drawButton(button, lang, role) {
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
        image: button.image || null,
        key: button.key || null,
        locked: Boolean(role && button.use_roles?.length && !button.use_roles.includes(role)),
        action,
    };
}

function isShown(button, { now, role, store, moment, training }) {
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
        (!when.stores?.length || when.stores.includes(store)) &&
        (typeof when.training !== "boolean" || when.training === training)
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
    const actions = document.pages.flatMap((page) => page.buttons.flatMap((b) => stepsOf(b.action)));
    const ids = (type, field) => [...new Set(actions.filter((a) => a.type === type).map((a) => a[field]))];
    return { products: ids("product", "product_id"), categories: ids("category", "category_id") };
}
