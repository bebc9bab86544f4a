/** The till's unit price, on the cases that the server's rule is held to as well. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isWorthShowing, unitPrice } from "../../addons/retail_pos_price_law/static/src/core/unit_price.js";

const FACTORS = {
    kg: 1,
    hg: 0.1,
    g: 0.001,
    l: 1,
    dl: 0.1,
    cl: 0.01,
    ml: 0.001,
    m: 1,
    cm: 0.01,
    m2: 1,
    piece: 1,
};
const cases = JSON.parse(
    readFileSync(new URL("../../addons/retail_pos_price_law/tests/unit_prices.json", import.meta.url))
);

for (const { price, quantity, unit, unit_price: expected } of cases) {
    test(`${price} øre for ${quantity} ${unit}`, () => {
        assert.equal(unitPrice(price, quantity * FACTORS[unit]), expected);
    });
}

test("goods without a content have none", () => {
    assert.equal(unitPrice(1000, 0), null);
    assert.equal(unitPrice(1000, undefined), null);
    assert.equal(unitPrice(-2490, 0.4), -6225);
});

test("one kilogram at its own price says nothing new", () => {
    assert.deepEqual([0, 1, 0.4, 12].map(isWorthShowing), [false, false, true, true]);
});
