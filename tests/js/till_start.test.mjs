/** What a till that starts asks head office about what it holds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { idsInDoubt } from "../../addons/retail_pos_central/static/src/core/start.js";

test("rows that have just come are not in doubt, others are", () => {
    const held = { "product.template": [1, 2, 3], "product.product": [7] };
    const loaded = {
        "product.template": [{ id: 2 }],
        "product.product": [{ id: 7 }],
        "pos.category": [{ id: 1 }],
    };
    assert.deepEqual(idsInDoubt(held, loaded), { "product.template": [1, 3] });
});

test("a till that holds nothing has nothing to ask", () => {
    assert.deepEqual(idsInDoubt({}, { "product.template": [{ id: 2 }] }), {});
});

test("what nothing came of is all in doubt", () => {
    assert.deepEqual(idsInDoubt({ "product.template": [4] }, {}), { "product.template": [4] });
});

test("variants that their goods name are not in doubt, though nothing of them was written", () => {
    const held = { "product.template": [2], "product.product": [7, 8] };
    const loaded = { "product.template": [{ id: 2, product_variant_ids: [7] }], "product.product": [] };
    assert.deepEqual(idsInDoubt(held, loaded), { "product.product": [8] });
});
