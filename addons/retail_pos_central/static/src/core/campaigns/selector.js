/**
 * Selectors: which products a campaign is about.
 *
 *   {products: [...], groups: [...], all: true, except_products: [...], except_groups: [...]}
 *
 * A product is selected when it is named, or one of its groups is, or `all` is true; exceptions win.
 */

import { shown } from "./errors";

const LISTS = ["products", "groups", "except_products", "except_groups"];

/**
 * Reads a selector. `fail(field, problem)` throws.
 * A selector that can select nothing (no `all`, no products, no groups) is malformed: a campaign
 * without goods is a mistake, not a campaign on everything.
 */
export function readSelector(source, field, fail) {
    if (!source || typeof source !== "object" || Array.isArray(source)) {
        fail(field, `must be a selector, not ${shown(source)}`);
    }
    const selector = { all: source.all === true };
    if (![undefined, null, true, false].includes(source.all)) {
        fail(`${field}.all`, `must be true or false, not ${shown(source.all)}`);
    }
    for (const name of LISTS) {
        const codes = source[name] ?? [];
        if (!Array.isArray(codes) || codes.some((code) => typeof code !== "string" || !code)) {
            fail(`${field}.${name}`, `must be a list of codes, not ${shown(codes)}`);
        }
        selector[name] = new Set(codes);
    }
    if (!selector.all && !selector.products.size && !selector.groups.size) {
        fail(field, "selects no goods");
    }
    return selector;
}

/** Whether exceptions keep a line out that the index found by product, group or `all`. */
export function isExcepted(selector, line) {
    if (selector.except_products.size && selector.except_products.has(line.product)) {
        return true;
    }
    return selector.except_groups.size > 0 && line.groups.some((code) => selector.except_groups.has(code));
}

/** Whether a line is of the goods of a selector. */
export function selects(selector, line) {
    const named =
        selector.all ||
        selector.products.has(line.product) ||
        (selector.groups.size > 0 && line.groups.some((code) => selector.groups.has(code)));
    return named && !isExcepted(selector, line);
}
