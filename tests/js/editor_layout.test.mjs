/** What the layout editor does to a document: places, moves, sizes, copies, pages, grid. */
import assert from "node:assert/strict";
import { test } from "node:test";

import * as editing from "../../addons/retail_pos_central/static/src/core/layout/editing.js";
import * as grid from "../../addons/retail_pos_central/static/src/core/layout/grid.js";

const button = (id, x, y, w = 1, h = 1) => ({ id, x, y, w, h, label: { en_US: id } });

function layout(buttons, columns = 4, rows = 3) {
    return {
        version: 1,
        grid: { columns, rows },
        pages: [
            { id: "p1", name: { en_US: "Fruit", nb_NO: "Frukt" }, buttons },
            { id: "p2", name: { en_US: "Bread" }, buttons: [button("b9", 0, 0)] },
        ],
    };
}

const places = (document, page = 0) =>
    Object.fromEntries(document.pages[page].buttons.map((b) => [b.id, [b.x, b.y, b.w, b.h]]));

function frozen(value) {
    if (value && typeof value === "object") {
        Object.values(value).forEach(frozen);
        Object.freeze(value);
    }
    return value;
}

test("a new button takes the first free cell and an id of its own in the whole document", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 1, 0)]));
    const { document, id } = editing.addButton(before, "p1");
    assert.equal(id, "b3");
    assert.deepEqual(places(document).b3, [2, 0, 1, 1]);
    assert.equal(before.pages[0].buttons.length, 2);
    assert.equal(document.pages[1], before.pages[1], "what did not change is shared");
});

test("a full page or a taken cell takes no button", () => {
    const full = layout([button("b1", 0, 0, 4, 3)]);
    assert.equal(editing.addButton(full, "p1"), null);
    assert.equal(editing.addButton(layout([button("b1", 0, 0)]), "p1", { x: 0, y: 0, w: 2, h: 1 }), null);
});

test("moving goes by whole cells, several together, never over the edge", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 1, 0)]));
    assert.deepEqual(places(editing.moveButtons(before, "p1", ["b1", "b2"], 2, 1)), {
        b1: [2, 1, 1, 1],
        b2: [3, 1, 1, 1],
    });
    assert.equal(editing.moveButtons(before, "p1", ["b1", "b2"], 3, 0), null);
    assert.equal(editing.moveButtons(before, "p1", ["b1"], 0, -1), null);
});

test("a button moved onto another of its size swaps with it", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 2, 1)]));
    assert.deepEqual(places(editing.moveButtons(before, "p1", ["b1"], 2, 1)), {
        b1: [2, 1, 1, 1],
        b2: [0, 0, 1, 1],
    });
});

test("a move that would leave an overlap is refused", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 1, 0, 2, 2)]));
    assert.equal(editing.moveButtons(before, "p1", ["b1"], 1, 0), null);
});

test("resizing stops at the neighbour and at the edge", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 2, 0)]));
    assert.deepEqual(places(editing.resizeButton(before, "p1", "b1", 4, 1)).b1, [0, 0, 2, 1]);
    assert.deepEqual(places(editing.resizeButton(before, "p1", "b1", 2, 9)).b1, [0, 0, 2, 3]);
    assert.deepEqual(places(editing.resizeButton(before, "p1", "b1", 0, -2)).b1, [0, 0, 1, 1]);
    assert.equal(editing.resizeButton(before, "p1", "b1", 1, 1), before, "nothing changed: no step to undo");
});

test("values typed in the side panel are refused when the place does not fit", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 1, 0)]));
    assert.equal(editing.updateButtons(before, "p1", ["b1"], { w: 2 }), null);
    const red = editing.updateButtons(before, "p1", ["b1", "b2"], { color: "#aa0000" });
    assert.deepEqual(
        red.pages[0].buttons.map((b) => b.color),
        ["#aa0000", "#aa0000"]
    );
    const shown = editing.updateButtons(red, "p1", ["b1"], { color: undefined });
    assert.ok(!("color" in shown.pages[0].buttons[0]), "undefined takes a value away");
    const old = layout([button("b1", 0, 0), button("b2", 0, 0)]);
    assert.ok(
        editing.updateButtons(old, "p1", ["b1"], { color: "#aa0000" }),
        "an old overlap does not lock the other properties"
    );
});

test("pasted buttons keep their shape as a group and get ids of their own", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 1, 1)]));
    const copied = editing.copyButtons(before.pages[0], ["b1", "b2"]);
    const { document, ids } = editing.pasteButtons(before, "p1", copied);
    assert.deepEqual(ids, ["b3", "b4"]);
    assert.deepEqual(places(document).b3, [1, 0, 1, 1]);
    assert.deepEqual(places(document).b4, [2, 1, 1, 1]);
    assert.ok(grid.isArrangement(document.pages[0].buttons, document.grid));
});

test("pasting onto another page keeps the places when they are free", () => {
    const before = frozen(layout([button("b1", 2, 2)]));
    const { document } = editing.pasteButtons(before, "p2", [before.pages[0].buttons[0]]);
    assert.deepEqual(places(document, 1).b2, [2, 2, 1, 1]);
});

test("pasting finds room one by one, smaller if need be, and refuses a full page", () => {
    const before = frozen(layout([button("b1", 0, 0, 3, 2), button("b2", 0, 2), button("b3", 1, 2)]));
    const big = editing.pasteButtons(before, "p1", [before.pages[0].buttons[0]]);
    assert.deepEqual(places(big.document).b4, [3, 0, 1, 1]);
    const full = layout([button("b1", 0, 0, 4, 3)]);
    assert.equal(editing.pasteButtons(full, "p1", [button("b1", 0, 0)]), null);
});

test("a marquee selects what it touches, whichever way it was drawn", () => {
    const page = layout([button("b1", 0, 0), button("b2", 1, 0, 2, 2), button("b3", 3, 2)]).pages[0];
    const rect = grid.cellsBetween({ x: 2, y: 1 }, { x: 0, y: 0 });
    assert.deepEqual(editing.buttonsIn(page, rect), ["b1", "b2"]);
});

test("the cell under the pointer stays inside the grid", () => {
    const canvas = { width: 400, height: 300 };
    const size = { columns: 4, rows: 3 };
    assert.deepEqual(grid.cellAt({ x: 150, y: 250 }, canvas, size), { x: 1, y: 2 });
    assert.deepEqual(grid.cellAt({ x: -9, y: 900 }, canvas, size), { x: 0, y: 2 });
});

test("a smaller grid moves the buttons that would fall outside, or is refused", () => {
    const before = frozen(layout([button("b1", 0, 0), button("b2", 3, 2), button("b3", 2, 0, 2, 1)]));
    const smaller = editing.resizeGrid(before, 3, 2);
    assert.deepEqual(places(smaller), { b1: [0, 0, 1, 1], b2: [1, 0, 1, 1], b3: [0, 1, 2, 1] });
    assert.equal(editing.resizeGrid(before, 1, 2), null);
    for (const [columns, rows] of [
        [0, 3],
        [4, 99],
        [2.5, 2],
        [NaN, 2],
    ]) {
        assert.equal(editing.resizeGrid(before, columns, rows), null);
    }
});

test("pages are added, moved, copied and removed; the last one stays", () => {
    const before = frozen(layout([button("b1", 0, 0)]));
    const added = editing.addPage(before, { en_US: "New" });
    assert.equal(added.id, "p3");
    const moved = editing.movePage(added.document, "p3", 0);
    assert.deepEqual(
        moved.pages.map((page) => page.id),
        ["p3", "p1", "p2"]
    );
    const copied = editing.duplicatePage(before, "p1", "copy");
    assert.deepEqual(
        copied.document.pages.map((page) => page.id),
        ["p1", "p3", "p2"]
    );
    assert.deepEqual(copied.document.pages[1].name, { en_US: "Fruit (copy)", nb_NO: "Frukt (copy)" });
    assert.deepEqual(
        copied.document.pages[1].buttons.map((b) => b.id),
        ["b2"]
    );
    const one = editing.removePage(before, "p2");
    assert.equal(one.pages.length, 1);
    assert.equal(editing.removePage(one, "p1"), null);
});

test("names of copies are counted and not piled up", () => {
    assert.equal(editing.copyName("Fruit", []), "Fruit (copy)");
    assert.equal(editing.copyName("Fruit", ["Fruit (copy)"]), "Fruit (copy 2)");
    assert.equal(editing.copyName("Fruit (copy 2)", ["Fruit (copy)"]), "Fruit (copy 2)");
    assert.equal(editing.copyName("Frukt (kopi)", ["Frukt (kopi)"], "kopi"), "Frukt (kopi 2)");
    assert.equal(editing.copyName("Mix (copyright)", []), "Mix (copyright) (copy)");
});

test("random edits never leave an overlap", () => {
    let seed = 7;
    const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    let document = layout([button("b1", 0, 0), button("b2", 1, 1)], 5, 4);
    for (let step = 0; step < 3000; step++) {
        const buttons = document.pages[0].buttons;
        const ids = buttons.filter(() => random(3) === 0).map((b) => b.id);
        const one = buttons.length ? buttons[random(buttons.length)].id : null;
        const results = [
            () => editing.addButton(document, "p1")?.document,
            () => editing.moveButtons(document, "p1", ids, random(5) - 2, random(5) - 2),
            () => one && editing.resizeButton(document, "p1", one, random(5), random(5)),
            () => editing.pasteButtons(document, "p1", editing.copyButtons(document.pages[0], ids))?.document,
            () => editing.removeButtons(document, "p1", ids.slice(0, 2)),
            () => editing.resizeGrid(document, 3 + random(5), 3 + random(3)),
        ];
        document = results[random(results.length)]() || document;
        assert.ok(grid.isArrangement(document.pages[0].buttons, document.grid), `step ${step}`);
    }
});
