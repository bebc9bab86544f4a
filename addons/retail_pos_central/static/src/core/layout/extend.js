/**
 * A layout that extends another one: what it keeps of its own, and both put together.
 *
 * Own pages and buttons stand in full. A page of the base appears only when something of it differs
 * (`follows`), a changed button with its changed values alone (`follows`), so that everything else
 * still comes from the base. `ids` begins the ids of what is made here, so that the base never makes
 * the same ones later. `tools/layout_extend.py` composes the same on the server; both are held
 * against `tests/layout_extend_cases.json`.
 */

import { firstFree, isFree } from "./grid.js";

/** Of these a null means "none"; any other null in an own button takes the base's value away. */
const WITH_NONE = ["color", "icon", "action"];

/** The layout that tills get: the base with what the own document adds, changes and hides. */
export function composeLayout(base, own) {
    const grid = own.grid || base.grid;
    const mine = new Map((own.pages || []).map((page) => [page.id, page]));
    const hidden = new Set(own.hidden || []);
    const pages = base.pages
        .filter((page) => !hidden.has(page.id))
        .map((page) => composePage(page, mine.get(page.id), grid));
    const known = new Set(base.pages.map((page) => page.id));
    for (const page of own.pages || []) {
        if (!known.has(page.id) && !page.follows) {
            pages.push(page);
        }
    }
    return { version: 1, ...(own.ids ? { ids: own.ids } : {}), grid, pages: inOrder(pages, own.order) };
}

function composePage(base, own, grid) {
    const changes = new Map((own?.buttons || []).map((button) => [button.id, button]));
    const hidden = new Set(own?.hidden || []);
    const followed = base.buttons.filter((button) => !hidden.has(button.id));
    const known = new Set(base.buttons.map((button) => button.id));
    const ownButtons = (own?.buttons || []).filter((button) => !known.has(button.id) && !button.follows);
    const merged = followed.map((button) => mergeButton(button, changes.get(button.id)));
    const drawn = makeRoom(merged, ownButtons, grid, (button) => isPlaced(changes.get(button.id)));
    const buttons = merged.map((button) => drawn.get(button.id)).filter(Boolean);
    return { ...base, ...(own?.name ? { name: own.name } : {}), buttons: [...buttons, ...ownButtons] };
}

function isPlaced(own) {
    return ["x", "y", "w", "h"].some((key) => key in (own || {}));
}

/**
 * Own buttons, and those that were given a place here, keep it; those of the base that lie where one
 * of them does move to a free cell. What finds none is left out. A map from ids to buttons.
 */
function makeRoom(buttons, own, grid, isSettled) {
    const placed = [...own];
    const drawn = new Map();
    const place = (button) => {
        placed.push(button);
        drawn.set(button.id, button);
    };
    for (const button of [...buttons.filter(isSettled), ...buttons.filter((each) => !isSettled(each))]) {
        if (isFree(button, placed, grid)) {
            place(button);
        }
    }
    for (const button of buttons.filter((each) => !drawn.has(each.id))) {
        const free = firstFree(button, placed, grid) || firstFree({ w: 1, h: 1 }, placed, grid);
        if (free) {
            place({ ...button, ...free });
        }
    }
    return drawn;
}

function mergeButton(base, own) {
    if (!own) {
        return base;
    }
    const merged = { ...base, ...own };
    delete merged.follows;
    for (const [key, value] of Object.entries(merged)) {
        if (value === null && !WITH_NONE.includes(key)) {
            delete merged[key];
        }
    }
    return merged;
}

function inOrder(pages, order) {
    if (!order?.length) {
        return pages;
    }
    const places = new Map(order.map((id, index) => [id, index]));
    const result = pages.filter((page) => places.has(page.id));
    result.sort((a, b) => places.get(a.id) - places.get(b.id));
    // A page that the base has got since then stands after the one that it follows there.
    for (const page of pages.filter((each) => !places.has(each.id))) {
        const before = pages[pages.indexOf(page) - 1];
        result.splice(before ? result.indexOf(before) + 1 : 0, 0, page);
    }
    return result;
}

/** What of a whole document is its own: `composeLayout(base, ownPart(base, document))` is the document. */
export function ownPart(base, document) {
    const own = { version: 1, extends: true, pages: [] };
    if (document.ids) {
        own.ids = document.ids;
    }
    if (!same(document.grid, base.grid)) {
        own.grid = document.grid;
    }
    const followed = new Map(base.pages.map((page) => [page.id, page]));
    const kept = new Set(document.pages.map((page) => page.id));
    const hidden = base.pages.map((page) => page.id).filter((id) => !kept.has(id));
    if (hidden.length) {
        own.hidden = hidden;
    }
    for (const page of document.pages) {
        const basePage = followed.get(page.id);
        const part = basePage ? ownPage(basePage, page) : page;
        if (part) {
            own.pages.push(part);
        }
    }
    const natural = composeLayout(base, own).pages.map((page) => page.id);
    const order = document.pages.map((page) => page.id);
    if (!same(natural, order)) {
        own.order = order;
    }
    return own;
}

function ownPage(base, page) {
    const part = { id: page.id, follows: true, buttons: [] };
    if (!same(base.name, page.name)) {
        part.name = page.name;
    }
    const kept = new Set(page.buttons.map((button) => button.id));
    const hidden = base.buttons.map((button) => button.id).filter((id) => !kept.has(id));
    if (hidden.length) {
        part.hidden = hidden;
    }
    for (const button of page.buttons) {
        const before = base.buttons.find((each) => each.id === button.id);
        const own = before ? ownButton(before, button) : button;
        if (own) {
            part.buttons.push(own);
        }
    }
    return part.name || part.hidden || part.buttons.length ? part : null;
}

function ownButton(base, button) {
    const changes = {};
    for (const key of new Set([...Object.keys(base), ...Object.keys(button)])) {
        if (!same(base[key], button[key])) {
            changes[key] = button[key] ?? null;
        }
    }
    return Object.keys(changes).length ? { id: button.id, follows: true, ...changes } : null;
}

/** How a button or page stands to the base: "own", "changed" or "followed". */
export function standing(base, own, pageId, buttonId = null) {
    const basePage = base.pages.find((page) => page.id === pageId);
    const part = (own.pages || []).find((page) => page.id === pageId);
    if (buttonId === null) {
        return !basePage ? "own" : part?.name ? "changed" : "followed";
    }
    if (!basePage?.buttons.some((button) => button.id === buttonId)) {
        return "own";
    }
    return part?.buttons.some((button) => button.id === buttonId) ? "changed" : "followed";
}

/** What of the base is hidden here: {pages: [page], buttons: [button of the open page]}. */
export function hiddenOf(base, own, pageId) {
    const page = base.pages.find((each) => each.id === pageId);
    const part = (own.pages || []).find((each) => each.id === pageId);
    return {
        pages: base.pages.filter((each) => (own.hidden || []).includes(each.id)),
        buttons: (page?.buttons || []).filter((each) => (part?.hidden || []).includes(each.id)),
    };
}

/** The own document without its changes to a button (or, with `null`, to a page's name). */
export function followAgain(own, pageId, buttonId) {
    const pages = own.pages
        .map((page) => {
            if (page.id !== pageId) {
                return page;
            }
            const { name, ...rest } = page;
            const buttons = page.buttons.filter((button) => button.id !== buttonId);
            return buttonId === null
                ? { ...rest, buttons: page.buttons }
                : { ...page, buttons, ...(name ? { name } : {}) };
        })
        .filter((page) => !page.follows || page.name || page.hidden?.length || page.buttons.length);
    return { ...own, pages };
}

/** The own document that shows a hidden page, or a hidden button of a page, again. */
export function showAgain(own, pageId, buttonId = null) {
    if (buttonId === null) {
        return withoutEmpty({ ...own, hidden: (own.hidden || []).filter((id) => id !== pageId) });
    }
    const pages = own.pages
        .map((page) =>
            page.id === pageId
                ? withoutEmpty({ ...page, hidden: (page.hidden || []).filter((id) => id !== buttonId) })
                : page
        )
        .filter((page) => !page.follows || page.name || page.hidden || page.buttons.length);
    return { ...own, pages };
}

function withoutEmpty({ hidden, ...rest }) {
    return hidden.length ? { ...rest, hidden } : rest;
}

function same(first, second) {
    if (first === second) {
        return true;
    }
    if (typeof first !== "object" || typeof second !== "object" || !first || !second) {
        return false;
    }
    const keys = Object.keys(first);
    return (
        Array.isArray(first) === Array.isArray(second) &&
        keys.length === Object.keys(second).length &&
        keys.every((key) => key in second && same(first[key], second[key]))
    );
}
