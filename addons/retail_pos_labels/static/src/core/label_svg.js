/**
 * Draws a label document (docs/box.md, "Label document") as SVG, in millimetres: the preview on screen.
 * All is placed already; nothing is laid out here. Texts are escaped.
 */

import { escapeHtml } from "@retail_pos_central/core/receipt/html";
import { barcodeBars } from "@retail_pos_central/core/receipt/barcode";

const ANCHOR = { left: "start", center: "middle", right: "end" };
// Letters stand on their base line; this much of their height is above it.
const ASCENT = 0.8;
const QUIET = 10;
const WIDEST_MODULE_MM = 0.5;

/**
 * @param {object} document label document
 * @param {{qrImage?: (data: string) => string}} [options] `qrImage` gives the address of a picture of a QR code
 */
export function labelSvg(document, options = {}) {
    const { width_mm: width, height_mm: height, elements } = document;
    return (
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(width)} ${number(height)}" role="img" ` +
        `font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">` +
        `<rect width="${number(width)}" height="${number(height)}" fill="#fff"/>` +
        elements.map((element) => draw(element, options)).join("") +
        `</svg>`
    );
}

function number(value) {
    return String(Math.round((Number(value) || 0) * 100) / 100);
}

function color(element) {
    return /^#[0-9a-fA-F]{6}$/.test(element.color || "") ? element.color : "#000";
}

function draw(element, options) {
    switch (element.type) {
        case "text":
            return text(element);
        case "box":
        case "line":
            return box(element);
        case "barcode":
            return barcode(element);
        case "qr":
            return qr(element, options);
        default:
            return "";
    }
}

function text(element) {
    const { x_mm: left, w_mm: width, size_mm: size, align = "left" } = element;
    const x = { left, center: left + width / 2, right: left + width }[align];
    const fill = element.invert ? "#fff" : color(element);
    const printed = element.printed_mm > 0 ? Math.min(element.printed_mm, width) : 0;
    const stretch = printed ? ` textLength="${number(printed)}" lengthAdjust="spacingAndGlyphs"` : "";
    return (
        `<text x="${number(x)}" y="${number(element.y_mm + size * ASCENT)}" font-size="${number(size)}" fill="${fill}" ` +
        `text-anchor="${ANCHOR[align]}"${stretch}${element.bold ? ' font-weight="700"' : ""}` +
        `${element.strike ? ' text-decoration="line-through"' : ""}>${escapeHtml(element.text)}</text>`
    );
}

function box(element) {
    const { x_mm: x, y_mm: y, w_mm: width, h_mm: height, fill = true, thickness_mm: thick = 0.3 } = element;
    if (fill) {
        return rect(x, y, width, height, `fill="${color(element)}"`);
    }
    const stroke = `fill="none" stroke="${color(element)}" stroke-width="${number(thick)}"`;
    return rect(x + thick / 2, y + thick / 2, width - thick, height - thick, stroke);
}

function rect(x, y, width, height, rest) {
    return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" ${rest}/>`;
}

function barcode(element) {
    const bars = barcodeBars(element.symbology, element.data);
    if (!bars) {
        return "";
    }
    const digits = element.text ? Math.min(2.6, element.h_mm * 0.3) : 0;
    const module = Math.min(element.w_mm / (bars.length + 2 * QUIET), WIDEST_MODULE_MM);
    const path = [...bars.matchAll(/1+/g)]
        .map((bar) => `M${bar.index + QUIET} 0h${bar[0].length}v1h-${bar[0].length}z`)
        .join("");
    const height = element.h_mm - digits;
    const drawn =
        `<path d="${path}" shape-rendering="crispEdges" ` +
        `transform="translate(${number(element.x_mm)} ${number(element.y_mm)}) scale(${module} ${height})"/>`;
    const middle = element.x_mm + (QUIET + bars.length / 2) * module;
    const label =
        `<text x="${number(middle)}" y="${number(element.y_mm + element.h_mm - digits * 0.15)}" ` +
        `font-size="${number(digits * 0.95)}" text-anchor="middle">${escapeHtml(element.data)}</text>`;
    return drawn + (digits ? label : "");
}

function qr(element, { qrImage }) {
    const source = qrImage?.(element.data);
    const place = `x="${number(element.x_mm)}" y="${number(element.y_mm)}" width="${number(element.w_mm)}" height="${number(element.w_mm)}"`;
    return source
        ? `<image ${place} href="${escapeHtml(source)}"/>`
        : `<rect ${place} fill="none" stroke="#000" stroke-width="0.3"/>`;
}
