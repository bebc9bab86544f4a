/** What devices that work say of themselves. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { deviceNotes, needsAttention } from "../../addons/retail_pos_devices/static/src/core/device_notes.js";

const printer = (snapshot, state = "ready") => ({ state, snapshot });

test("paper that is almost used up wants attention before it is out", () => {
    assert.deepEqual(deviceNotes(printer({ paper: "low" })), [{ code: "paper_low", level: "warning" }]);
    assert.equal(needsAttention(printer({ paper: "low" })), true);
    assert.equal(needsAttention(printer({ paper: "ok" })), false);
});

test("an open drawer is told, and is no trouble; an error of the printer does not hide it", () => {
    assert.deepEqual(deviceNotes(printer({ drawer: "open", paper: "low" }, "error")), [
        { code: "drawer_open", level: "info" },
    ]);
    assert.equal(needsAttention(printer({ drawer: "open" })), false);
});

test("of a device that is away nothing is known", () => {
    assert.deepEqual(deviceNotes(printer({ paper: "low", drawer: "open" }, "disconnected")), []);
    assert.deepEqual(deviceNotes({ state: "starting" }), []);
    assert.equal(needsAttention(printer({ paper: "ok" }, "disconnected")), true);
});
