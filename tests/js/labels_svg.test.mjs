/** The label's picture on screen, and the steps of its designer. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "./odoo_imports.mjs";

const { labelSvg } = await import("../../addons/retail_pos_labels/static/src/core/label_svg.js");
const editing = await import("../../addons/retail_pos_labels/static/src/core/label_editing.js");

function label(...elements) {
    return { version: 1, width_mm: 60, height_mm: 40, elements };
}

const TEXT = { type: "text", x_mm: 2, y_mm: 2, w_mm: 20, size_mm: 3, text: "Brød & <kake>" };

test("texts are escaped and stand where they are placed", () => {
    const svg = labelSvg(label({ ...TEXT, align: "right", bold: true }));
    assert.match(svg, /viewBox="0 0 60 40"/);
    assert.match(svg, /Brød &amp; &lt;kake&gt;/);
    assert.match(svg, /<text x="22" y="4.4" font-size="3" fill="#000" text-anchor="end" font-weight="700">/);
});

test("letters are as wide as the printed ones, and never wider than their room", () => {
    assert.match(
        labelSvg(label({ ...TEXT, printed_mm: 12.3 })),
        /textLength="12.3" lengthAdjust="spacingAndGlyphs"/
    );
    assert.match(labelSvg(label({ ...TEXT, printed_mm: 99 })), /textLength="20"/);
    assert.ok(!labelSvg(label(TEXT)).includes("textLength"));
});

test("a colour that is none is black", () => {
    const svg = labelSvg(
        label({ type: "box", x_mm: 0, y_mm: 0, w_mm: 5, h_mm: 5, color: '#fff" onload="x' })
    );
    assert.ok(!svg.includes("onload"));
    assert.match(svg, /width="5" height="5" fill="#000"/);
});

test("bars fit their room with quiet zones, at most half a millimetre a module", () => {
    const bars = {
        type: "barcode",
        symbology: "ean13",
        data: "2110001000003",
        x_mm: 2,
        y_mm: 2,
        h_mm: 10,
        text: true,
    };
    assert.match(labelSvg(label({ ...bars, w_mm: 23 })), /scale\(0\.2 /);
    assert.match(labelSvg(label({ ...bars, w_mm: 200 })), /scale\(0\.5 /);
    assert.match(labelSvg(label({ ...bars, w_mm: 23 })), />2110001000003</);
    assert.ok(!labelSvg(label({ ...bars, w_mm: 23, data: "123" })).includes("path"));
});

test("a QR code is a picture when one is to be had", () => {
    const code = { type: "qr", x_mm: 1, y_mm: 1, w_mm: 10, data: "a&b" };
    assert.match(
        labelSvg(label(code), { qrImage: (data) => `/qr?value=${data}` }),
        /href="\/qr\?value=a&amp;b"/
    );
    assert.match(labelSvg(label(code)), /stroke="#000"/);
});

test("elements are added, kept on the label, and sized on the grid", () => {
    let design = label(TEXT);
    design = editing.addElement(design, "price");
    assert.equal(design.elements[1].text, "{price}");
    assert.equal(editing.addElement(design, "box").elements[0].type, "box");
    design = editing.moveElement(design, 1, 100, -5);
    assert.deepEqual([design.elements[1].x_mm, design.elements[1].y_mm], [35, 0]);
    design = editing.moveElement(design, 1, 10.3, 7.6);
    assert.deepEqual([design.elements[1].x_mm, design.elements[1].y_mm], [10.5, 7.5]);
    design = editing.resizeElement(design, 1, 500, 500);
    assert.deepEqual([design.elements[1].w_mm, design.elements[1].h_mm], [49.5, 32.5]);
    assert.equal(editing.removeElement(design, 1).elements.length, 1);
});

test("a smaller label keeps its elements inside", () => {
    const design = editing.resizeLabel(label(TEXT, { type: "box", x_mm: 0, y_mm: 10, w_mm: 60, h_mm: 30 }), {
        width_mm: 15,
        height_mm: 20,
    });
    for (const element of design.elements) {
        assert.ok(
            element.x_mm + element.w_mm <= 15 && element.y_mm + editing.heightOf(element) <= 20,
            JSON.stringify(element)
        );
    }
});

test("an empty value takes a property away, and nothing is changed in place", () => {
    const design = label({ ...TEXT, color: "#ff0000" });
    const next = editing.updateElement(design, 0, { color: null, bold: true });
    assert.deepEqual(next.elements[0], { ...TEXT, bold: true });
    assert.equal(design.elements[0].color, "#ff0000");
});
