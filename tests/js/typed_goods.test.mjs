/** What a typed text offers at the price check, and what Enter takes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    isSearchable,
    markAfter,
    offered,
} from "../../addons/retail_pos_central/static/src/core/typed_goods.js";

const MILK = { barcode: "7038010000034", default_code: "M1" };
const MILL = { barcode: "7038010000041", default_code: "" };

test("a name takes the best", () => {
    assert.deepEqual(offered("mel", [MILL, MILK]), { hits: [MILL, MILK], marked: 0, exact: false });
    assert.deepEqual(offered("mel", []), { hits: [], marked: -1, exact: false });
});

test("goods whose code it is come first", () => {
    assert.deepEqual(offered("m1", [MILL, MILK]), { hits: [MILK, MILL], marked: 0, exact: true });
    assert.equal(offered("7038010000041", [MILK, MILL]).hits[0], MILL);
});

test("of a number that is almost a code none is taken", () => {
    assert.deepEqual(offered("703801000003", [MILK]), { hits: [MILK], marked: -1, exact: false });
    assert.equal(offered("7038 0100", [MILK]).marked, -1);
});

test("one letter is in too many names", () => {
    assert.deepEqual([isSearchable("m"), isSearchable(" m "), isSearchable("me")], [false, false, true]);
});

test("arrows go round; other keys are not the list's", () => {
    assert.deepEqual(
        [
            markAfter("ArrowDown", -1, 3),
            markAfter("ArrowDown", 2, 3),
            markAfter("ArrowUp", 0, 3),
            markAfter("ArrowUp", -1, 3),
        ],
        [0, 0, 2, 2]
    );
    assert.equal(markAfter("ArrowDown", -1, 0), null);
    assert.equal(markAfter("Enter", 0, 3), null);
});
