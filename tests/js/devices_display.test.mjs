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
    due: "Gjenstår",
    paid_so_far: "Betalt hittil: %s",
    card: "Følg bankterminalen",
    checking: "Et øyeblikk",
    tare: "emballasje %s",
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
    assert.equal(show({ lines: [], retailPlace: "Butikken på Løkka" }).hint, "Butikken på Løkka");
});

test("a sale shows lines, sum, savings and what is missing for an offer", () => {
    const lines = [
        LINE,
        {
            ...LINE,
            productName: "Saft",
            qty: "3",
            price: "80,00 kr",
            unitPrice: "26,67 kr",
            retailEach: "40,00 kr",
            retailSavings: [{ name: "3 for 2", text: "−40,00 kr" }],
        },
        { ...LINE, productName: "Eple", qty: "0,455", unit: "kg", price: "22,70 kr" },
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
        { text: "Saft", detail: "3 × 40,00 kr · 3 for 2 −40,00 kr", amount: "80,00 kr" },
        { text: "Eple", detail: "0,455 kg × 49,90 kr", amount: "22,70 kr" },
        { text: "Brød", detail: "−10 %", amount: "49,90 kr" },
    ]);
    assert.deepEqual(
        [found.total_text, found.total, found.hint],
        ["Å betale", "179,80 kr", "Spart 40,00 kr · 1 til, så er den gratis"]
    );
});

test("while a card is waited for the display says so instead of offers", () => {
    const data = { lines: [LINE], amount: "49,90 kr", retailSaved: "Spart 5,00 kr", retailHints: ["1 til"] };
    const waiting = show({ ...data, retailPayment: { card: "waiting" } });
    assert.deepEqual([waiting.title, waiting.hint], ["Følg bankterminalen", "Spart 5,00 kr"]);
    assert.equal(show({ ...data, retailPayment: { card: "unknown" } }).title, "Et øyeblikk");
    assert.equal("title" in show({ ...data, retailPayment: { card: null } }), false);
});

test("of a sum that is paid in parts the rest stands there", () => {
    const retailPayment = { card: null, paid: "20,00 kr", due: "29,90 kr" };
    const found = show({ lines: [LINE], amount: "49,90 kr", retailPayment });
    assert.deepEqual(
        [found.total_text, found.total, found.hint],
        ["Gjenstår", "29,90 kr", "Betalt hittil: 20,00 kr"]
    );
});

test("customers see what is being weighed, without a weight no price", () => {
    const scaleData = {
        product: { name: "Bananer" },
        netWeight: "1,200 kg",
        tare: "0,020 kg",
        unitPrice: "26,90 kr / kg",
        totalPrice: "32,28 kr",
    };
    const found = show({ lines: [], amount: "0,00 kr", scaleData });
    assert.equal(found.state, "sale");
    assert.deepEqual(found.lines, [
        { text: "Bananer", detail: "1,200 kg × 26,90 kr / kg · emballasje 0,020 kg", amount: "32,28 kr" },
    ]);
    const blank = { ...scaleData, netWeight: "–", tare: "0,000 kg", totalPrice: "–" };
    assert.deepEqual(show({ lines: [LINE], amount: "49,90 kr", scaleData: blank }).lines[1], {
        text: "Bananer",
        detail: "26,90 kr / kg",
        amount: "",
    });
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
