/**
 * What the receipt designer does to a template: blocks added, moved, changed, copied, and a field
 * put into a text. Every function returns a new template and shares what did not change.
 */

import { buildReceipt } from "./document.js";

/** What a block of each type begins with. */
const FRESH = {
    text: { text: {}, align: "left" },
    return_terms: { text: {}, align: "left" },
    space: { rows: 1 },
    barcode: { data: "{order.number}" },
    qr: { data: "" },
};

/** The types in the order of a receipt, for the list to add from. */
export const BLOCK_TYPES = [
    "logo",
    "text",
    "header",
    "lines",
    "totals",
    "payments",
    "vat",
    "savings",
    "customer",
    "return_terms",
    "signature",
    "barcode",
    "qr",
    "rule",
    "space",
    "cut",
];

export function freshBlock(type) {
    return { type, ...structuredClone(FRESH[type] || {}) };
}

function withBlocks(template, change) {
    const blocks = [...template.blocks];
    change(blocks);
    return { ...template, blocks };
}

export function addBlock(template, type, index) {
    return withBlocks(template, (blocks) => blocks.splice(index, 0, freshBlock(type)));
}

export function removeBlock(template, index) {
    return withBlocks(template, (blocks) => blocks.splice(index, 1));
}

export function duplicateBlock(template, index) {
    return withBlocks(template, (blocks) => blocks.splice(index + 1, 0, structuredClone(blocks[index])));
}

/** Moves the block at `from` so that it stands at `to` in the new order. */
export function moveBlock(template, from, to) {
    return withBlocks(template, (blocks) => blocks.splice(to, 0, ...blocks.splice(from, 1)));
}

/** Sets properties of a block; undefined takes a property away. */
export function updateBlock(template, index, values) {
    const block = { ...template.blocks[index], ...values };
    for (const name of Object.keys(values)) {
        if (values[name] === undefined) {
            delete block[name];
        }
    }
    return withBlocks(template, (blocks) => (blocks[index] = block));
}

/** The kinds of receipt a block is for; none or all of them means always and is not written down. */
export function setKinds(template, index, kinds, allKinds) {
    const always = !kinds.length || kinds.length === allKinds.length;
    return setCondition(template, index, "kind", always ? undefined : kinds);
}

/** One of a block's conditions, beside the others; undefined takes it away. */
export function setCondition(template, index, name, value) {
    const conditions = { ...template.blocks[index].if, [name]: value };
    if (value === undefined) {
        delete conditions[name];
    }
    return updateBlock(template, index, { if: Object.keys(conditions).length ? conditions : undefined });
}

export function setColumns(template, columns) {
    return { ...template, paper: { ...template.paper, columns } };
}

/** Puts `{field}` in place of what is marked in a text, and says where the caret goes. */
export function insertField(text, field, start = text.length, end = start) {
    const inserted = `{${field}}`;
    return {
        text: text.slice(0, start) + inserted + text.slice(end),
        caret: start + inserted.length,
    };
}

/**
 * For each block the rows of the receipt that it made, as [from, to). Rows only depend on what
 * stands above, so a block's rows are what it adds to the blocks before it.
 */
export function blockRows(template, data) {
    const ranges = [];
    let from = 0;
    template.blocks.forEach((block, index) => {
        const part = { ...template, blocks: template.blocks.slice(0, index + 1) };
        const to = buildReceipt(part, data).rows.length;
        ranges.push([from, to]);
        from = to;
    });
    return ranges;
}
