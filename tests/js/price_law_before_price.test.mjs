/** The "before" price that a till tells by itself. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { beforePrice, byProduct } from "../../addons/retail_pos_price_law/static/src/core/before_price.js";

const known = byProduct([
    [5, "week", 5000],
    [5, "clearance", 4500],
    [6, "week", 3000],
]).get(5);

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
    assert.equal(beforePrice(undefined, [{ id: "week", price: 4000 }], 5000), null);
});

test("never above the regular price that the till holds", () => {
    assert.equal(beforePrice(known, [{ id: "week", price: 4000 }], 4200), 4200);
});
