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

test("a page opened before it was made shows some buttons at once and the others slice by slice", () => {
    const kept = new KeptPages({ slice: 3, step: 2 });
    const [long, other] = [page("long", 8), page("other", 8)];
    const shown = () => counts(kept, long, other);
    // the first of all is shown whole
    kept.open([1], "long");
    assert.deepEqual([shown(), kept.isPart(long)], [[8, 0], false]);
    kept.open([1], "other");
    assert.deepEqual([shown(), kept.isPart(other)], [[8, 3], true]);
    kept.drawSlice(other);
    // drawn again meanwhile, it is no longer than it was
    kept.open([1], "other");
    assert.deepEqual(shown(), [8, 6]);
    kept.drawSlice(other);
    assert.deepEqual([shown(), kept.isPart(other)], [[8, 8], false]);
    // what is looked at while all are made anew is never taken apart
    kept.open([2], "other");
    assert.deepEqual([shown(), kept.isPart(other)], [[0, 8], false]);
    // one that idle time had begun goes on from there
    for (let part = 0; part < 3; part++) {
        kept.drawAhead([other, long]);
    }
    kept.open([2], "long");
    assert.deepEqual(shown(), [6, 8]);
});

test("of too many pages, those not opened for longest go; the open one never", () => {
    const kept = new KeptPages({ limit: 2 });
    for (const id of ["a", "b", "a", "c"]) {
        kept.open([], id);
    }
    assert.deepEqual(counts(kept, a, b, c), [4, 0, 4]);
    const one = new KeptPages({ limit: 1 });
    one.open([], "a");
    assert.equal(one.drawAhead([a, b]), false);
    assert.deepEqual(counts(one, a, b), [4, 0]);
});

test("ahead, the tabs after the open one come first, some buttons at a time, until there is no more or no room", () => {
    const kept = new KeptPages({ step: 3 });
    kept.open([], "b");
    const seen = [];
    while (kept.drawAhead([a, b, c])) {
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
    assert.deepEqual([tight.drawAhead([a, b, c]), tight.drawAhead([a, b, c])], [true, false]);
    assert.deepEqual(counts(tight, a, b, c), [4, 4, 0]);
    // opening a third drops what was drawn ahead and not opened
    tight.open([], "a");
    tight.open([], "c");
    assert.deepEqual(counts(tight, a, b, c), [4, 0, 4]);
});

test("an empty page asks for nothing", () => {
    const kept = new KeptPages();
    kept.open([], "a");
    assert.equal(kept.drawAhead([a, page("none", 0)]), false);
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
