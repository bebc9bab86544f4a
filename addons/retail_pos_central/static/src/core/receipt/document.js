/**
 * Builds the receipt document: rows of text, columns, codes and pictures that screen, mail and
 * paper all show alike. A template (what the chain wants) and data (what was sold) go in.
 *
 * Rows come out wrapped for the paper's width; the printer only encodes them.
 */

import { formatMoney } from "../money.js";
import { BLOCKS } from "./blocks.js";
import { isCopy, ownKind } from "./kinds.js";
import { columnsAt, textWidth } from "./wrap.js";

export { RECEIPT_KINDS } from "./kinds.js";

/** @returns {{version, columns, lang, rows}} the receipt document */
export function buildReceipt(template, data) {
    const columns = template.paper?.columns || 42;
    const lang = data.lang || "en_US";
    const context = { data, lang, columns, values: fieldValues(data, lang) };
    const rows = [];
    for (const block of template.blocks) {
        if (applies(block, data)) {
            rows.push(...BLOCKS[block.type](block, context));
        }
    }
    return { version: 1, columns, lang, rows: withoutDoubleRules(rows) };
}

/** Whether a block's conditions hold; all that are given must. */
function applies(block, data) {
    if (!BLOCKS[block.type]) {
        return false;
    }
    const { kind, customer, saved, min_total } = block.if || {};
    if (kind && !kind.includes(ownKind(data)) && !(isCopy(data) && kind.includes("copy"))) {
        return false;
    }
    if (customer !== undefined && customer !== Boolean(data.customer)) {
        return false;
    }
    if (saved !== undefined && saved !== savedBy(data) > 0) {
        return false;
    }
    return min_total === undefined || (data.totals?.to_pay ?? 0) >= min_total;
}

/** What campaigns saved on the whole receipt. */
function savedBy(data) {
    const savings = (data.lines || []).flatMap((line) => line.savings || []);
    return savings.reduce((total, saving) => total + saving.amount, 0);
}

/** Blocks draw the rule above themselves; where one stayed empty two rules would meet. */
function withoutDoubleRules(rows) {
    return rows.filter((row, i) => !(row.type === "line" && rows[i - 1]?.type === "line"));
}

/** Values of the documented fields, see fields.js. */
export function fieldValues(data, lang) {
    const values = {};
    for (const part of ["store", "company", "till", "cashier", "order", "customer"]) {
        for (const [name, value] of Object.entries(data[part] || {})) {
            if (typeof value === "string" || typeof value === "number") {
                values[`${part}.${name}`] = String(value);
            }
        }
    }
    const money = (amount) => (amount ? formatMoney(amount, lang) : "");
    values["totals.to_pay"] = data.totals ? formatMoney(data.totals.to_pay, lang) : "";
    values["totals.discount"] = money(data.totals?.discount);
    values["totals.savings"] = money(savedBy(data));
    values["copy.number"] = data.copy_number ? String(data.copy_number) : "";
    values["report.number"] = String(data.report?.number ?? "");
    return values;
}

/** Rows that would not fit the paper, for tests and as a last guard before printing. */
export function documentProblems(document) {
    const problems = [];
    document.rows.forEach((row, index) => {
        const width = columnsAt(document.columns, row.size || "normal");
        if (row.type === "text" && textWidth(row.text) > width) {
            problems.push({ row: index, message: `text is wider than ${width}` });
        }
        if (row.type === "columns") {
            const total = row.cells.reduce((sum, cell) => sum + cell.width, 0);
            if (total > width || row.cells.some((cell) => textWidth(cell.text) > cell.width)) {
                problems.push({ row: index, message: `cells are wider than ${width}` });
            }
        }
    });
    return problems;
}
