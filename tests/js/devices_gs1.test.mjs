/** What a GS1 code means to the till: goods, weight, price, batch, and dates that have passed. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    barcodesOf,
    pastDate,
    readerCall,
} from "../../addons/retail_pos_devices/static/src/core/gs1_scan.js";

const GOODS = { 7038010000010: { soldByWeight: true, uom: 12 }, 70380102: { soldByWeight: false, uom: 1 } };
const find = (barcode) => GOODS[barcode];
const cheese = { kind: "gs1", gtin: "07038010000010", weight_kg: "1.250", batch: "AB12" };

test("goods are found by the shorter codes that a GTIN holds", () => {
    assert.deepEqual(barcodesOf("07038010000010"), ["07038010000010", "7038010000010"]);
    assert.deepEqual(barcodesOf("00000070380102"), [
        "00000070380102",
        "0000070380102",
        "000070380102",
        "70380102",
    ]);
    assert.deepEqual(barcodesOf("97038010000013"), ["97038010000013"]);
});

test("weighed goods come with weight and batch", () => {
    assert.deepEqual(readerCall(cheese, find), {
        type: "gs1",
        code: [
            { type: "product", code: "7038010000010", base_code: "7038010000010", value: "7038010000010" },
            { type: "lot", code: "AB12", value: "AB12", base_code: "AB12" },
            { type: "quantity", value: 1.25, rule: { associated_uom_id: [12] } },
        ],
    });
});

test("a weight on goods that are sold by the piece is not their number", () => {
    const { code } = readerCall({ ...cheese, gtin: "00000070380102" }, find);
    assert.deepEqual(
        code.map(({ type }) => type),
        ["product", "lot"]
    );
});

test("a price on the label is the price", () => {
    const call = readerCall({ kind: "gs1", gtin: "07038010000010", price: "49.90" }, find);
    assert.deepEqual(
        [call.type, call.code.type, call.code.value, call.code.base_code],
        ["price", "price", 49.9, "7038010000010"]
    );
});

test("unknown goods are told by their usual number; what names no goods is read as any other code", () => {
    assert.equal(
        readerCall({ kind: "gs1", gtin: "05000000000005" }, find).code[0].base_code,
        "5000000000005"
    );
    for (const parsed of [
        null,
        { kind: "weight", code: "2112345000008" },
        { kind: "gs1", batch: "A" },
        { kind: "gs1", gtin: "1" },
    ]) {
        assert.equal(readerCall(parsed, find), null);
    }
});

test("only a use-by date holds goods back, and only from the day after", () => {
    assert.equal(pastDate({ expires: "2026-11-21" }, "2026-11-22"), "2026-11-21");
    assert.equal(pastDate({ expires: "2026-11-22" }, "2026-11-22"), null);
    assert.equal(pastDate({ best_before: "2020-01-01" }, "2026-11-22"), null);
    assert.equal(pastDate(null, "2026-11-22"), null);
});
