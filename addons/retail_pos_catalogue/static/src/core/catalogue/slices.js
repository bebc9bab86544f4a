/**
 * A chunk as the till keeps it on disk: cut into slices of some goods each, so that a scan reads and parses a
 * few kilobytes of them, and leaves no more than that to the garbage collector. Packed as chunks are.
 */

import { bundleOf } from "./bundle.js";
import { Changes, ITEM, KEYS } from "./changes.js";
import { Chunk } from "./chunk.js";

export const SLICES = 32;
const UNCHANGED = new Changes();
/** By these bundleOf finds what belongs to an article. */
const LINKS = [
    ...new Set(["id", ...Object.values(KEYS)]),
    "attribute_line_ids",
    "product_template_value_ids",
    "combo_ids",
    "combo_item_ids",
];

/** Which slice of its chunk holds a template. */
export function sliceOf(templateId, span) {
    return Math.floor(((templateId % span) * SLICES) / span);
}

/** Under which key of the disk it stands. */
export function sliceKey(sha256, slice) {
    return `${sha256}/${slice}`;
}

/** Hashes of the chunks of which all slices are among the keys. */
export function wholeChunks(keys) {
    const counts = new Map();
    for (const key of keys) {
        const [sha256, slice] = key.split("/");
        if (slice) {
            counts.set(sha256, (counts.get(sha256) || 0) + 1);
        }
    }
    return [...counts].filter(([, count]) => count === SLICES).map(([sha256]) => sha256);
}

/**
 * @param {Chunk} chunk
 * @param {number} span how many template ids its range has
 * @returns {object[]} all of them, as chunks are packed; one without goods is empty
 */
export function slicesOf(chunk, span) {
    const templates = Array.from({ length: SLICES }, () => new Set());
    for (const id of [...chunk.column("product.template", "id"), ...chunk.column(ITEM, KEYS[ITEM])]) {
        templates[sliceOf(id, span)].add(id);
    }
    const links = linksOf(chunk);
    const places = Object.fromEntries(
        Object.keys(chunk.models).map((model) => [model, placesOf(chunk, model)])
    );
    return templates.map((ids) => {
        const goods = bundleOf(ids, { goods: [links], prices: [] }, UNCHANGED);
        const rows = { ...goods, [ITEM]: links.rows(ITEM, KEYS[ITEM], ids) };
        const filled = Object.keys(rows).filter((model) => rows[model].length);
        return Object.fromEntries(
            filled.map((model) => {
                const { same, fields } = chunk.models[model];
                return [model, { same, fields, rows: rows[model].map(({ id }) => places[model].get(id)) }];
            })
        );
    });
}

/** The chunk with nothing but what tells which row belongs to which: whole rows would be made only to be packed again. */
function linksOf({ models }) {
    const light = {};
    for (const [model, { same, fields, rows }] of Object.entries(models)) {
        const kept = LINKS.filter((field) => fields.includes(field));
        const columns = kept.map((field) => fields.indexOf(field));
        light[model] = {
            same: Object.fromEntries(LINKS.map((field) => [field, same[field]])),
            fields: kept,
            rows: rows.map((row) => columns.map((column) => row[column])),
        };
    }
    return new Chunk(light);
}

function placesOf(chunk, model) {
    const ids = chunk.column(model, "id");
    return new Map(chunk.models[model].rows.map((row, place) => [ids[place], row]));
}
