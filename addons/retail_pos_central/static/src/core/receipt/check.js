/**
 * Checks a receipt template before it is released, so that no till meets a template it can't
 * print. Problems: {level: "error"|"warning", code, message, path}, path as in "blocks.3.text".
 */

import { text as word } from "../texts.js";
import { BLOCKS } from "./blocks.js";
import { RECEIPT_KINDS } from "./document.js";
import { fillFields, FIELDS, unknownFields } from "./fields.js";
import { columnsAt, textWidth } from "./wrap.js";

const ALIGNS = ["left", "center", "right"];
const SIZES = ["normal", "wide", "tall", "double"];
const SYMBOLOGIES = ["code128", "ean13"];
/** Kassasystemforskriften § 2-8-4: what a sales receipt shows. */
const REQUIRED = ["header", "lines", "totals", "vat", "payments"];

export function checkTemplate(template, { lang = "en_US", languages = [] } = {}) {
    const problems = [];
    const report = (level, code, path, params = {}) =>
        problems.push({ level, code, path, message: word(`${level}.${code}`, lang, params) });
    if (template === null || typeof template !== "object" || Array.isArray(template)) {
        report("error", "not_object", "");
        return problems;
    }
    if (template.version !== 1) {
        report("error", "version", "version", { version: template.version });
    }
    const columns = template.paper?.columns ?? 42;
    if (!Number.isInteger(columns) || columns < 24 || columns > 64) {
        report("error", "columns", "paper.columns", { columns });
    }
    if (!Array.isArray(template.blocks) || !template.blocks.length) {
        report("error", "no_blocks", "blocks");
        return problems;
    }
    template.blocks.forEach((block, index) =>
        checkBlock(block, `blocks.${index}`, { report, columns, languages })
    );
    checkWhole(template.blocks, report);
    return problems;
}

function checkBlock(block, path, context) {
    const { report } = context;
    if (!block || !Object.hasOwn(BLOCKS, block.type)) {
        report("error", "block_type", path, { type: block?.type });
        return;
    }
    checkConditions(block.if ?? {}, path, report);
    if (block.align !== undefined && !ALIGNS.includes(block.align)) {
        report("error", "align", `${path}.align`, { value: block.align });
    }
    if (block.type === "text" || block.type === "return_terms") {
        checkText(block, path, context);
    }
    if (block.type === "qr" || block.type === "barcode") {
        checkCode(block, path, report);
    }
    if (block.type === "space" && !(block.rows === undefined || (block.rows >= 1 && block.rows <= 10))) {
        report("error", "rows", `${path}.rows`);
    }
}

function checkConditions(conditions, path, report) {
    for (const kind of Array.isArray(conditions.kind) ? conditions.kind : []) {
        if (!RECEIPT_KINDS.includes(kind)) {
            report("error", "condition", `${path}.if.kind`, { value: kind });
        }
    }
    for (const [name, value] of Object.entries(conditions)) {
        const isRight = CONDITIONS[name]?.(value);
        if (isRight === undefined) {
            report("error", "condition_name", `${path}.if.${name}`, { name });
        } else if (!isRight) {
            report("error", "condition_value", `${path}.if.${name}`, { name, value: JSON.stringify(value) });
        }
    }
}

const isBoolean = (value) => typeof value === "boolean";
const CONDITIONS = {
    kind: Array.isArray,
    customer: isBoolean,
    saved: isBoolean,
    min_total: (value) => Number.isInteger(value) && value >= 0,
};

function checkText(block, path, { report, columns, languages }) {
    if (block.size !== undefined && !SIZES.includes(block.size)) {
        report("error", "size", `${path}.size`, { value: block.size });
    }
    const texts = typeof block.text === "string" ? { en_US: block.text } : block.text || {};
    if (!Object.values(texts).some((value) => String(value).trim())) {
        report("error", "no_text", `${path}.text`);
        return;
    }
    const speaks = Object.values(texts).some((value) => /\p{L}/u.test(fillFields(value, {})));
    for (const code of speaks ? languages : []) {
        if (!texts[code]) {
            report("warning", "language", `${path}.text.${code}`, { lang: code });
        }
    }
    for (const [code, value] of Object.entries(texts)) {
        for (const field of unknownFields(value)) {
            report("error", "unknown_field", `${path}.text.${code}`, { field });
        }
        checkWidth(block, value, columnsAt(columns, block.size), (code_, params) =>
            report("warning", code_, `${path}.text.${code}`, params)
        );
    }
}

const SAMPLES = Object.fromEntries(FIELDS.map((field) => [field.name, field.sample]));

/** What does not fit goes on over more rows; who designs is told which row of the text that is. */
function checkWidth(block, value, width, warn) {
    value.split(/\r?\n/).forEach((line, index) => {
        const filled = fillFields(line, SAMPLES);
        const longest = longestWord(filled);
        if (textWidth(longest) > width) {
            warn("long_word", { word: longest, columns: width });
        } else if (block.type === "text" && textWidth(filled) > width) {
            warn("wrapped", { row: index + 1, length: textWidth(filled), columns: width });
        }
    });
}

function longestWord(text) {
    return text.split(/\s+/).reduce((best, w) => (textWidth(w) > textWidth(best) ? w : best), "");
}

function checkCode(block, path, report) {
    const data = block.data ?? (block.type === "barcode" ? "{order.number}" : "");
    if (!String(data).trim()) {
        report("error", "no_data", `${path}.data`);
    }
    for (const field of unknownFields(data)) {
        report("error", "unknown_field", `${path}.data`, { field });
    }
    if (block.type === "barcode" && block.symbology && !SYMBOLOGIES.includes(block.symbology)) {
        report("error", "symbology", `${path}.symbology`, { value: block.symbology });
    }
    if (block.type === "qr" && block.size !== undefined && !(block.size >= 1 && block.size <= 16)) {
        report("error", "qr_size", `${path}.size`, { value: block.size });
    }
}

function checkWhole(blocks, report) {
    for (const type of REQUIRED) {
        const shown = blocks.some((b) => b?.type === type && (b.if?.kind?.includes("sale") ?? true));
        if (!shown) {
            report("warning", "required", "blocks", { block: type });
        }
    }
    if (blocks.at(-1)?.type !== "cut") {
        report("warning", "no_cut", `blocks.${blocks.length - 1}`);
    }
}
