/** Undo and redo of the editors. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { History } from "../../addons/retail_pos_central/static/src/core/history.js";

const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => Object.freeze({ name }));

test("undo and redo walk the steps; a new step forgets what was undone", () => {
    const history = new History(a);
    history.push(b);
    history.push(c);
    assert.equal(history.undo(), b);
    assert.equal(history.undo(), a);
    assert.equal(history.undo(), a);
    assert.equal(history.canUndo, false);
    assert.equal(history.redo(), b);
    history.push(d);
    assert.equal(history.canRedo, false);
    assert.equal(history.redo(), d);
    assert.equal(history.undo(), b);
});

test("typing in one field is one step, until another field or a seal comes between", () => {
    const history = new History(a);
    history.push(b, "label");
    history.push(c, "label");
    assert.equal(history.undo(), a);
    history.push(b, "label");
    history.seal();
    history.push(c, "label");
    assert.equal(history.undo(), b);
});

test("the same document is no step, and old steps fall off at the limit", () => {
    const history = new History(a, 2);
    history.push(a);
    assert.equal(history.canUndo, false);
    history.push(b);
    history.push(c);
    history.push(d);
    history.undo();
    history.undo();
    assert.equal(history.present, b);
    assert.equal(history.canUndo, false);
});
