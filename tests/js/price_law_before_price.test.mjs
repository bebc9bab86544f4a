/** The "before" price that a till tells by itself. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    beforePrice,
    knownOf,
    readColumns,
} from "../../addons/retail_pos_price_law/static/src/core/before_price.js";

const columns = readColumns({
    clearance: [[5], [4500]],
    week: [
        [3, 2, 1, 100],
        [1000, 5000, 3000, 9_000_000_000],
    ],
});
const known = knownOf(columns, 5);

test("each product is found in the columns, and no other", () => {
    assert.deepEqual(known, [
        ["clearance", 4500],
        ["week", 5000],
    ]);
    assert.deepEqual(knownOf(columns, 3), [["week", 1000]]);
    assert.deepEqual(knownOf(columns, 106), [["week", 9_000_000_000]]);
    for (const product of [1, 4, 7, 105, 107]) {
        assert.deepEqual(knownOf(columns, product), []);
    }
    assert.deepEqual(knownOf(readColumns({}), 5), []);
});

test("of the offer that gives the lowest price", () => {
    const offers = [
        { id: "week", price: 4000 },
        { id: "clearance", price: 3500 },
        { id: "multibuy", price: null },
    ];
    assert.equal(beforePrice(known, offers, 5000), 4500);
    assert.equal(beforePrice(known, [offers[0]], 5000), 5000);
});

test("nothing where no offer that the list knows has reduced the price", () => {
    assert.equal(beforePrice(known, [], 5000), null);
    assert.equal(beforePrice(known, [{ id: "members", price: 1000 }], 5000), null);
    assert.equal(beforePrice(known, [{ id: "clearance", price: 4500 }], 5000), null, "no reduction is none");
    assert.equal(beforePrice([], [{ id: "week", price: 4000 }], 5000), null);
});

test("never above the regular price that the till holds", () => {
    assert.equal(beforePrice(known, [{ id: "week", price: 4000 }], 4200), 4200);
});
