/** What a customer sees on a display at the box. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { displayDocument } from "../../addons/retail_pos_devices/static/src/core/display_document.js";

const WORDS = {
    welcome: "Velkommen",
    thanks: "Takk!",
    total: "Å betale",
    paid: "Betalt",
    change: "Tilbake %s",
};
const show = (data) => displayDocument(data, WORDS, "nb_NO");
const LINE = {
    productName: "Kaffe",
    price: "49,90 kr",
    qty: "1",
    unit: "stk",
    unitPrice: "49,90 kr",
    discount: "0",
};

test("before the first goods customers are welcome", () => {
    assert.deepEqual(show({ lines: [] }), { state: "welcome", lang: "nb_NO", title: "Velkommen" });
});

test("a sale shows lines, sum, savings and what is missing for an offer", () => {
    const lines = [
        LINE,
        {
            ...LINE,
            productName: "Saft",
            qty: "3",
            price: "80,00 kr",
            retailSavings: [{ name: "3 for 2", text: "3 for 2: −40,00 kr" }],
        },
        { ...LINE, productName: "Brød", discount: "10" },
    ];
    const found = show({
        lines,
        amount: "179,80 kr",
        retailHints: ["1 til, så er den gratis"],
        retailSaved: "Spart 40,00 kr",
    });
    assert.deepEqual(found.lines, [
        { text: "Kaffe", detail: "", amount: "49,90 kr" },
        { text: "Saft", detail: "3 stk × 49,90 kr · 3 for 2: −40,00 kr", amount: "80,00 kr" },
        { text: "Brød", detail: "−10 %", amount: "49,90 kr" },
    ]);
    assert.deepEqual(
        [found.total_text, found.total, found.hint],
        ["Å betale", "179,80 kr", "Spart 40,00 kr · 1 til, så er den gratis"]
    );
});

test("after paying the change stands there", () => {
    const found = show({ finalized: true, lines: [LINE], amount: "49,90 kr", change: "50,10 kr" });
    assert.deepEqual([found.state, found.title, found.hint], ["paid", "Takk!", "Tilbake 50,10 kr"]);
    assert.equal(show({ finalized: true, lines: [LINE], amount: "49,90 kr", change: 0 }).hint, "");
});

test("nothing that the box would refuse", () => {
    const found = show({
        lines: Array(400).fill({ ...LINE, productName: `a\n\u0007${"x".repeat(500)}` }),
        amount: "1",
    });
    assert.equal(found.lines.length, 300);
    assert.equal(found.lines[0].text.length, 200);
    assert.match(found.lines[0].text, /^a {2}x/);
});
