/**
 * Shows a receipt document as HTML for screen, preview, mail and a browser's own printer.
 *
 * Styles are inline because mail programs drop style sheets. Everything that comes from data is
 * escaped. Letters are monospaced and rows padded, so a row looks as it does on paper.
 */

import { barcodeSvg } from "./barcode.js";
import { rowText } from "./text.js";

const PX_PER_MM = 3.8;
const FONT = "'DejaVu Sans Mono','Liberation Mono',Consolas,Menlo,'Courier New',monospace";

export function escapeHtml(value) {
    return String(value)
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;")
        .replace(/"/g, "&quot;")
        .replace(/'/g, "&#39;");
}

/**
 * @param {object} document receipt document
 * @param {{qrImage?: (data: string) => string, isMail?: boolean}} options `qrImage` gives the address of a
 *     picture of a QR code; without it the code's content is shown as text. `isMail`: as mail programs can
 *     show it, which know no stretched letters.
 */
export function renderHtml(document, options = {}) {
    // A draft that is only looked at has been checked by nobody: a width that is no number is nobody's width.
    const columns = Number(document.columns) || 42;
    const rows = document.rows.map((row) => rowHtml(row, document, options)).join("");
    return (
        `<div class="o_retail_receipt" lang="${escapeHtml(document.lang.replace("_", "-"))}" ` +
        `style="box-sizing:content-box;width:${columns}ch;margin:0 auto;padding:12px 0;` +
        `background:#fff;color:#000;font-family:${FONT};font-size:13px;line-height:1.35">${rows}</div>`
    );
}

function rowHtml(row, document, options) {
    switch (row.type) {
        case "text":
        case "columns":
            return letters(row, document.columns, options);
        case "line":
            return div(escapeHtml(row.char.repeat(document.columns)), "white-space:pre;overflow:hidden");
        case "space":
            return div("&nbsp;", `height:${(row.rows * 1.35).toFixed(2)}em`);
        case "barcode":
            return barcode(row);
        case "qr":
            return qr(row, options);
        case "image":
            return image(row, document.columns);
        case "cut":
            return `<div class="o_retail_receipt_cut" style="border-top:1px dashed #999;margin-top:8px"></div>`;
        default:
            return "";
    }
}

function div(content, style) {
    return `<div style="${style}">${content}</div>`;
}

const IN_MAIL = { wide: "double", tall: "normal" };

/** Double letters are a double font; wide and tall ones are stretched, as a printer does. */
function letters(row, columns, { isMail }) {
    const size = (isMail && IN_MAIL[row.size]) || row.size || "normal";
    const line = escapeHtml(rowText(row, columns)) || "&nbsp;";
    const style = ["white-space:pre"];
    if (row.bold) {
        style.push("font-weight:bold");
    }
    if (row.underline) {
        style.push("text-decoration:underline");
    }
    if (size === "double") {
        style.push("font-size:200%;line-height:1.25");
    }
    if (size === "wide") {
        style.push("display:inline-block;transform:scaleX(2);transform-origin:0 0");
        return div(div(line, style.join(";")), "overflow:visible");
    }
    if (size === "tall") {
        style.push("display:inline-block;transform:scaleY(2);transform-origin:0 0");
        return div(div(line, style.join(";")), "height:2.7em");
    }
    return div(line, style.join(";"));
}

function barcode(row) {
    const svg = barcodeSvg(row.symbology, row.data, Math.round(row.height_mm * PX_PER_MM));
    const label = row.text || !svg ? div(escapeHtml(row.data), "letter-spacing:1px") : "";
    return div((svg || "") + label, "text-align:center;margin:6px 0");
}

function qr(row, { qrImage }) {
    const source = qrImage?.(row.data);
    const side = row.size * 25;
    const picture = source
        ? `<img src="${escapeHtml(source)}" alt="QR" style="width:${side}px;height:${side}px;max-width:100%"/>`
        : div(escapeHtml(row.data), "overflow-wrap:anywhere");
    return div(picture, "text-align:center;margin:6px 0");
}

function image(row, columns) {
    const width = Math.min(100, Math.round((row.width_px / (columns * 12)) * 100));
    return div(
        `<img src="data:image/png;base64,${escapeHtml(row.data)}" alt="" style="width:${width}%"/>`,
        `text-align:${escapeHtml(row.align || "center")}`
    );
}
