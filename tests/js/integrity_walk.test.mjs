/** What a person types as the price on a shelf label. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readPrice } from "../../addons/retail_pos_integrity/static/src/backend/price_walk/walk_input.js";

test("prices as they stand on labels", () => {
    for (const [text, minor] of [
        ["39,90", 3990],
        ["39.90", 3990],
        [" 39 ", 3900],
        ["39,-", 3900],
        ["39,5", 3950],
        ["0,50 kr", 50],
        ["1299 KR", 129900],
    ]) {
        assert.equal(readPrice(text), minor, text);
    }
});

test("what is no price", () => {
    for (const text of ["", null, "abc", "39,905", "-5", "39,9,0", "12345678901"]) {
        assert.equal(readPrice(text), null, String(text));
    }
});
