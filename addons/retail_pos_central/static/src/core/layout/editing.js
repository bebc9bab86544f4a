/**
 * What the layout editor does to a layout document. Every function takes a document and returns a
 * new one that shares what did not change; null means that it cannot be done (no room, would
 * overlap). Nothing here knows of the screen.
 */

import { boundsOf, firstFree, isArrangement, isFree, isInside, overlaps } from "./grid.js";
import { MAX_COLUMNS, MAX_ROWS } from "./check.js";

export function emptyLayout() {
    return {
        version: 1,
        grid: { columns: 6, rows: 5 },
        pages: [{ id: "p1", name: {}, buttons: [] }],
    };
}

export function pageOf(document, pageId) {
    return document.pages.find((page) => page.id === pageId) || null;
}

export function buttonOf(page, buttonId) {
    return page.buttons.find((button) => button.id === buttonId) || null;
}

/** "p3" when p1 and p2 are taken: short ids that people can name to each other. */
export function freeId(prefix, taken) {
    const used = new Set(taken);
    let number = 1;
    while (used.has(`${prefix}${number}`)) {
        number++;
    }
    return `${prefix}${number}`;
}

/** What ids of this document's own buttons or pages begin with. */
function idPrefix(document, letter) {
    return `${document.ids || ""}${letter}`;
}

function buttonIds(document) {
    return document.pages.flatMap((page) => page.buttons.map((button) => button.id));
}

function withPage(document, pageId, change) {
    const page = pageOf(document, pageId);
    const changed = page && change(page);
    if (!changed || changed === page) {
        return changed && document;
    }
    return { ...document, pages: document.pages.map((each) => (each === page ? changed : each)) };
}

function withButtons(document, pageId, change) {
    return withPage(document, pageId, (page) => {
        const buttons = change(page.buttons);
        return buttons && (buttons === page.buttons ? page : { ...page, buttons });
    });
}

// Buttons ------------------------------------------------------------------------------------

/** Adds a button in `rect`, or in the first free cell when no place is given. */
export function addButton(document, pageId, rect = null, values = {}) {
    const id = freeId(idPrefix(document, "b"), buttonIds(document));
    const changed = withButtons(document, pageId, (buttons) => {
        const place = rect || firstFree({ w: 1, h: 1 }, buttons, document.grid);
        if (!place || !isFree(place, buttons, document.grid)) {
            return null;
        }
        const { x, y, w, h } = place;
        return [...buttons, { id, x, y, w, h, label: {}, color: null, icon: null, ...values }];
    });
    return changed && { document: changed, id };
}

/** The button with other values; undefined takes a value away. */
function withValues(button, values) {
    const changed = { ...button, ...values };
    return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}

/**
 * Sets values on buttons. `change` is an object or a function button → object; a place or size
 * that does not fit is refused.
 */
export function updateButtons(document, pageId, ids, change) {
    const wanted = new Set(ids);
    return withButtons(document, pageId, (buttons) => {
        const changed = buttons.map((button) =>
            wanted.has(button.id)
                ? withValues(button, typeof change === "function" ? change(button) : change)
                : button
        );
        const moved = changed.filter(
            (button, index) =>
                wanted.has(button.id) && ["x", "y", "w", "h"].some((k) => button[k] !== buttons[index][k])
        );
        const fits = moved.every((button) =>
            isFree(
                button,
                changed.filter((other) => other !== button),
                document.grid
            )
        );
        return fits ? changed : null;
    });
}

export function removeButtons(document, pageId, ids) {
    const gone = new Set(ids);
    return withButtons(document, pageId, (buttons) => buttons.filter((button) => !gone.has(button.id)));
}

/**
 * Moves buttons together by whole cells. What lies where they go takes the cells they leave, when
 * it fits there exactly mirrored; else the move is refused.
 */
export function moveButtons(document, pageId, ids, dx, dy) {
    if (!dx && !dy) {
        return document;
    }
    const moving = new Set(ids);
    return withButtons(document, pageId, (buttons) => {
        const moved = buttons.map((button) =>
            moving.has(button.id) ? { ...button, x: button.x + dx, y: button.y + dy } : button
        );
        if (isArrangement(moved, document.grid)) {
            return moved;
        }
        const targets = moved.filter((button) => moving.has(button.id));
        const swapped = moved.map((button) =>
            !moving.has(button.id) && targets.some((target) => overlaps(target, button))
                ? { ...button, x: button.x - dx, y: button.y - dy }
                : button
        );
        return isArrangement(swapped, document.grid) ? swapped : null;
    });
}

/** Gives a button the size asked for, or the largest below it that is free. */
export function resizeButton(document, pageId, id, w, h) {
    return withButtons(document, pageId, (buttons) => {
        const button = buttons.find((each) => each.id === id);
        const others = buttons.filter((each) => each !== button);
        const size = largestFree(button, Math.max(1, w), Math.max(1, h), others, document.grid);
        if (!size || (size.w === button.w && size.h === button.h)) {
            return size && buttons;
        }
        return buttons.map((each) => (each === button ? { ...each, ...size } : each));
    });
}

function largestFree(button, w, h, others, grid) {
    let best = null;
    for (let width = 1; width <= w; width++) {
        for (let height = 1; height <= h; height++) {
            const size = { w: width, h: height };
            const larger = !best || width * height > best.w * best.h;
            if (larger && isFree({ ...button, ...size }, others, grid)) {
                best = size;
            }
        }
    }
    return best;
}

/** The buttons that a rectangle of cells touches. */
export function buttonsIn(page, rect) {
    return page.buttons.filter((button) => overlaps(button, rect)).map((button) => button.id);
}

// Clipboard ----------------------------------------------------------------------------------

export function copyButtons(page, ids) {
    const wanted = new Set(ids);
    return page.buttons.filter((button) => wanted.has(button.id));
}

/**
 * Puts copied buttons on a page: as a group in their old places or moved as a group to the first
 * place where all fit, else one by one into free cells. Null when not all find room.
 */
export function pasteButtons(document, pageId, copied) {
    const page = pageOf(document, pageId);
    if (!page || !copied.length) {
        return null;
    }
    const places = groupPlaces(page.buttons, copied, document.grid);
    if (!places) {
        return null;
    }
    const taken = buttonIds(document);
    const added = copied.map((button, index) => {
        const id = freeId(idPrefix(document, "b"), taken);
        taken.push(id);
        const { x, y, w, h } = places[index];
        return withValues(button, { id, x, y, w, h, key: undefined });
    });
    return {
        document: withButtons(document, pageId, (buttons) => [...buttons, ...added]),
        ids: added.map((button) => button.id),
    };
}

function groupPlaces(buttons, copied, grid) {
    const bounds = boundsOf(copied);
    const origins = [{ x: bounds.x, y: bounds.y }];
    for (let y = 0; y + bounds.h <= grid.rows; y++) {
        for (let x = 0; x + bounds.w <= grid.columns; x++) {
            origins.push({ x, y });
        }
    }
    for (const origin of origins) {
        const places = copied.map((button) => ({
            ...button,
            x: button.x - bounds.x + origin.x,
            y: button.y - bounds.y + origin.y,
        }));
        if (places.every((place) => isFree(place, buttons, grid))) {
            return places;
        }
    }
    return scatteredPlaces(buttons, copied, grid);
}

function scatteredPlaces(buttons, copied, grid) {
    const taken = [...buttons];
    const places = [];
    for (const button of copied) {
        const place = firstFree(button, taken, grid) || firstFree({ w: 1, h: 1 }, taken, grid);
        if (!place) {
            return null;
        }
        taken.push(place);
        places.push(place);
    }
    return places;
}

// Pages and grid -----------------------------------------------------------------------------

export function addPage(document, name) {
    const id = freeId(
        idPrefix(document, "p"),
        document.pages.map((page) => page.id)
    );
    return { document: { ...document, pages: [...document.pages, { id, name, buttons: [] }] }, id };
}

export function updatePage(document, pageId, values) {
    return withPage(document, pageId, (page) => ({ ...page, ...values }));
}

/** A copy of a page right after it; its buttons get ids of their own. */
export function duplicatePage(document, pageId, suffix) {
    const index = document.pages.findIndex((page) => page.id === pageId);
    const source = document.pages[index];
    const id = freeId(
        idPrefix(document, "p"),
        document.pages.map((page) => page.id)
    );
    const taken = buttonIds(document);
    const buttons = source.buttons.map((button) => {
        const buttonId = freeId(idPrefix(document, "b"), taken);
        taken.push(buttonId);
        return withValues(button, { id: buttonId, key: undefined });
    });
    const name = {};
    for (const [lang, text] of Object.entries(source.name)) {
        name[lang] = copyName(
            text,
            document.pages.map((page) => page.name[lang]),
            suffix
        );
    }
    const pages = [...document.pages];
    pages.splice(index + 1, 0, { ...source, id, name, buttons });
    return { document: { ...document, pages }, id };
}

/** "Fruit (copy)", then "Fruit (copy 2)": the word comes from the caller, in the user's language. */
export function copyName(name, taken, word = "copy") {
    const used = new Set(taken);
    const base = stripCopySuffix(name, word);
    let number = 1;
    let result = `${base} (${word})`;
    while (used.has(result)) {
        number++;
        result = `${base} (${word} ${number})`;
    }
    return result;
}

function stripCopySuffix(name, word) {
    const start = name.lastIndexOf(` (${word}`);
    const tail = start < 0 ? "" : name.slice(start + word.length + 2);
    return /^( \d+)?\)$/.test(tail) ? name.slice(0, start) : name;
}

/** Moves a page to a new place in the row of tabs. */
export function movePage(document, pageId, index) {
    const page = pageOf(document, pageId);
    const pages = document.pages.filter((each) => each !== page);
    pages.splice(Math.max(0, Math.min(pages.length, index)), 0, page);
    return { ...document, pages };
}

/** The last page stays; buttons elsewhere that open the page are left for the check to name. */
export function removePage(document, pageId) {
    if (document.pages.length < 2) {
        return null;
    }
    return { ...document, pages: document.pages.filter((page) => page.id !== pageId) };
}

/**
 * Changes the grid of all pages. A button that would fall outside moves to a free cell; when one
 * finds no room the change is refused.
 */
export function resizeGrid(document, columns, rows) {
    const whole = [columns, rows].every(Number.isInteger);
    if (!whole || columns < 1 || rows < 1 || columns > MAX_COLUMNS || rows > MAX_ROWS) {
        return null;
    }
    const grid = { columns, rows };
    const pages = [];
    for (const page of document.pages) {
        const buttons = intoGrid(page.buttons, grid);
        if (!buttons) {
            return null;
        }
        pages.push({ ...page, buttons });
    }
    return { ...document, grid, pages };
}

function intoGrid(buttons, grid) {
    const kept = buttons.filter((button) => isInside(button, grid));
    const placed = new Map(kept.map((button) => [button, button]));
    for (const button of buttons.filter((each) => !placed.has(each))) {
        const taken = [...placed.values()];
        const place = firstFree(button, taken, grid) || firstFree({ w: 1, h: 1 }, taken, grid);
        if (!place) {
            return null;
        }
        placed.set(button, { ...button, ...place });
    }
    return buttons.map((button) => placed.get(button));
}
