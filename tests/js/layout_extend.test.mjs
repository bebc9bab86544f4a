/** A layout that extends another one: what is its own, and how it goes on following. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as editing from "../../addons/retail_pos_central/static/src/core/layout/editing.js";
import {
    composeLayout,
    followAgain,
    hiddenOf,
    ownPart,
    showAgain,
    standing,
} from "../../addons/retail_pos_central/static/src/core/layout/extend.js";
import { isArrangement } from "../../addons/retail_pos_central/static/src/core/layout/grid.js";

const { base, cases } = JSON.parse(
    readFileSync(new URL("../../addons/retail_pos_central/tests/layout_extend_cases.json", import.meta.url))
);
const EMPTY = { version: 1, extends: true, ids: "s", pages: [] };

test("base and own part together give what the server gives", () => {
    for (const { name, own, places } of cases) {
        const whole = composeLayout(base, own);
        const found = whole.pages.map((page) => [
            page.id,
            Object.fromEntries(page.buttons.map((button) => [button.id, [button.x, button.y]])),
        ]);
        assert.deepEqual(found, Object.entries(places), name);
    }
});

test("what is changed here alone is kept; the rest follows the base", () => {
    const changed = editing.updateButtons(composeLayout(base, EMPTY), "p1", ["b1"], { color: "#2f6f4f" });
    const own = ownPart(base, changed);
    assert.deepEqual(own.pages, [
        { id: "p1", follows: true, buttons: [{ id: "b1", follows: true, color: "#2f6f4f" }] },
    ]);
    const later = structuredClone(base);
    later.pages[0].buttons[0].action = { type: "product", product_id: 99 };
    later.pages[0].buttons.push({ ...later.pages[0].buttons[0], id: "b9", x: 3, y: 2 });
    later.pages.splice(1, 0, { id: "p9", name: { en_US: "Christmas" }, buttons: [] });
    const whole = composeLayout(later, own);
    assert.deepEqual(
        whole.pages.map((page) => page.id),
        ["p1", "p9", "p2"]
    );
    const [first] = whole.pages[0].buttons;
    assert.deepEqual([first.color, first.action.product_id], ["#2f6f4f", 99]);
    assert.ok(whole.pages[0].buttons.some((button) => button.id === "b9"));
});

test("ids made here never meet ids that the base makes later", () => {
    const added = editing.addButton(composeLayout(base, EMPTY), "p1");
    assert.equal(added.id, "sb1");
    const page = editing.addPage(added.document, { en_US: "Ours" });
    assert.equal(page.id, "sp1");
    assert.equal(ownPart(base, page.document).ids, "s");
});

test("hidden goes and comes back; changes are given up one by one", () => {
    const whole = composeLayout(base, EMPTY);
    const fewer = editing.removePage(editing.removeButtons(whole, "p1", ["b2"]), "p2");
    const own = ownPart(base, editing.updateButtons(fewer, "p1", ["b1"], { color: "#111111" }));
    const hidden = hiddenOf(base, own, "p1");
    assert.deepEqual([hidden.pages.map((p) => p.id), hidden.buttons.map((b) => b.id)], [["p2"], ["b2"]]);
    assert.equal(standing(base, own, "p1", "b1"), "changed");
    assert.equal(standing(base, own, "p1", "b3"), "followed");
    const back = followAgain(showAgain(showAgain(own, "p2"), "p1", "b2"), "p1", "b1");
    assert.deepEqual(back, EMPTY);
});

test("whatever is edited, base and own part give it back", () => {
    let seed = 11;
    const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    let whole = composeLayout(base, EMPTY);
    for (let step = 0; step < 2000; step++) {
        const page = whole.pages[random(whole.pages.length)];
        const ids = page.buttons.filter(() => random(3) === 0).map((button) => button.id);
        const edits = [
            () => editing.addButton(whole, page.id)?.document,
            () => editing.moveButtons(whole, page.id, ids, random(5) - 2, random(5) - 2),
            () => editing.updateButtons(whole, page.id, ids, { color: random(2) ? "#123456" : null }),
            () => editing.updateButtons(whole, page.id, ids, { roles: random(2) ? ["manager"] : undefined }),
            () => editing.removeButtons(whole, page.id, ids.slice(0, 1)),
            () => editing.pasteButtons(whole, page.id, editing.copyButtons(page, ids))?.document,
            () => whole.pages.length < 6 && editing.addPage(whole, { en_US: "New" }).document,
            () => editing.removePage(whole, page.id),
            () => editing.movePage(whole, page.id, random(4)),
            () => editing.resizeGrid(whole, 4 + random(3), 3 + random(3)),
        ];
        whole = edits[random(edits.length)]() || whole;
        const own = ownPart(base, whole);
        assert.deepEqual(composeLayout(base, own), whole, `step ${step}`);
        assert.ok(whole.pages.every((each) => isArrangement(each.buttons, whole.grid)));
    }
});
