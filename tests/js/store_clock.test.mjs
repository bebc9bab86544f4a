/** One time on each store's clock: the cases that hold the server too (test_store_clock.py), and a dated price by them. */
import "./odoo_imports.mjs";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { momentIn, spanIn } = await import("../../addons/retail_pos_central/static/src/core/store_clock.js");
const { isInForce, nextPriceChangeMs } =
    await import("../../addons/retail_pos_central/static/src/core/pricing.js");

const cases = JSON.parse(
    readFileSync(new URL("../../addons/retail_pos_central/tests/store_clock_cases.json", import.meta.url))
);

for (const { name, set_in, at, zone, moment } of cases) {
    test(name, () => {
        const found = new Date(momentIn(Date.parse(at), set_in, zone)).toISOString();
        assert.equal(found, new Date(moment).toISOString());
    });
}

const START = Date.parse("2026-11-21T05:00:00Z");
const END = Date.parse("2026-11-21T16:59:59Z");
const HOUR = 3600000;

test("a price by one clock is the same moment in every store", () => {
    assert.deepEqual(spanIn({ start: START, end: END, clock: false }, "Atlantic/Faroe"), {
        start: START,
        end: END,
    });
});

test("a price by each store's clock begins and ends an hour later an hour further west", () => {
    const item = spanIn({ start: START, end: END, clock: "Europe/Oslo" }, "Atlantic/Faroe");
    assert.deepEqual(item, { start: START + HOUR, end: END + HOUR });
    assert.equal(nextPriceChangeMs([item], START), START + HOUR);
    assert.ok(!isInForce(item, START + HOUR - 1));
    assert.ok(isInForce(item, START + HOUR) && isInForce(item, END + HOUR));
    assert.ok(!isInForce(item, END + HOUR + 1));
    assert.deepEqual(spanIn({ start: null, end: null, clock: "Europe/Oslo" }, "Atlantic/Faroe"), {
        start: null,
        end: null,
    });
});

test("a withdrawn price ends everywhere at once, and where it was still to come it never begins", () => {
    const ended = START + HOUR / 2;
    const set = { start: START, end: ended, clock: "Europe/Oslo", ended };
    const faroe = spanIn(set, "Atlantic/Faroe");
    assert.ok([START, ended, START + HOUR, START + 2 * HOUR].every((now) => !isInForce(faroe, now)));
    const oslo = spanIn(set, "Europe/Oslo");
    assert.deepEqual(
        [START, ended, ended + 1].map((now) => isInForce(oslo, now)),
        [true, true, false]
    );
});

test("a zone that the browser doesn't know leaves the moment as Odoo would take it", () => {
    assert.equal(momentIn(START, "Mars/Olympus", "Europe/Oslo"), START);
    assert.equal(momentIn(START, "Europe/Oslo", undefined), START);
});
