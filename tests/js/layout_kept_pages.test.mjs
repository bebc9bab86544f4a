/** Which pages of a layout stay drawn, and which are drawn ahead of their opening. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { KeptPages, reusePages } from "../../addons/retail_pos_central/static/src/core/layout/kept_pages.js";

const page = (id, count = 4) => ({
    id,
    buttons: Array.from({ length: count }, (_none, n) => ({ id: `${id}-${n}` })),
});
const [a, b, c] = [page("a"), page("b"), page("c")];
const counts = (kept, ...pages) => pages.map((each) => kept.count(each));

test("a page that was opened stays, whole, until what pages are drawn of differs", () => {
    const kept = new KeptPages();
    const layout = {};
    assert.equal(kept.open([layout, 1], "a"), true);
    assert.equal(kept.open([layout, 1], "b"), false);
    assert.deepEqual(counts(kept, a, b, c), [4, 4, 0]);
    assert.equal(kept.open([layout, 2], "b"), true);
    assert.deepEqual(counts(kept, a, b), [0, 4]);
    assert.equal(kept.open([{}, 2], "b"), true);
});

test("of too many pages, those not opened for longest go; the open one never", () => {
    const kept = new KeptPages({ limit: 2 });
    for (const id of ["a", "b", "a", "c"]) {
        kept.open([], id);
    }
    assert.deepEqual(counts(kept, a, b, c), [4, 0, 4]);
    const one = new KeptPages({ limit: 1 });
    one.open([], "a");
    assert.equal(one.drawAhead([a, b], "a"), false);
    assert.deepEqual(counts(one, a, b), [4, 0]);
});

test("ahead, the tabs after the open one come first, some buttons at a time, until there is no more or no room", () => {
    const kept = new KeptPages({ step: 3 });
    kept.open([], "b");
    const seen = [];
    while (kept.drawAhead([a, b, c], "b")) {
        seen.push(counts(kept, a, b, c));
    }
    assert.deepEqual(seen, [
        [0, 4, 3],
        [0, 4, 4],
        [3, 4, 4],
        [4, 4, 4],
    ]);
    const tight = new KeptPages({ limit: 2, step: 9 });
    tight.open([], "a");
    assert.deepEqual([tight.drawAhead([a, b, c], "a"), tight.drawAhead([a, b, c], "a")], [true, false]);
    assert.deepEqual(counts(tight, a, b, c), [4, 4, 0]);
    // opening a third drops what was drawn ahead and not opened
    tight.open([], "a");
    tight.open([], "c");
    assert.deepEqual(counts(tight, a, b, c), [4, 0, 4]);
});

test("an empty page asks for nothing", () => {
    const kept = new KeptPages();
    kept.open([], "a");
    assert.equal(kept.drawAhead([a, page("none", 0)], "a"), false);
});

test("a layout resolved anew keeps the pages that are as before", () => {
    const layout = (...pages) => ({ columns: 2, rows: 2, pages });
    const before = layout(a, b);
    assert.equal(reusePages(undefined, before), before);
    assert.equal(reusePages(before, layout(page("a"), page("b"))), before);
    const changed = reusePages(before, layout(page("a"), page("b", 3)));
    assert.notEqual(changed, before);
    assert.equal(changed.pages[0], a);
    assert.equal(changed.pages[1].buttons.length, 3);
    assert.notEqual(reusePages(before, layout(page("a"))), before);
    assert.notEqual(reusePages(before, { ...layout(page("a"), page("b")), rows: 3 }), before);
});
