/** What of a scale's answer is a weight. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    isPassing,
    typedTareKg,
    typedWeightKg,
    weighRequest,
    weightKg,
} from "../../addons/retail_pos_devices/static/src/core/weighing.js";

const answer = (more) => ({ weight: "1.234", unit: "kg", stable: true, ...more });

test("a weight at rest in kilograms is a number; nothing at all is 0", () => {
    assert.equal(weightKg(answer()), 1.234);
    assert.equal(weightKg(answer({ weight: "0.000" })), 0);
});

test("anything else is an error, never 0", () => {
    const others = [{ weight: "" }, { weight: null }, { weight: "-0.1" }, { unit: "lb" }, { stable: false }];
    for (const other of others) {
        assert.throws(() => weightKg(answer(other)), { code: "scale_error" }, JSON.stringify(other));
    }
    assert.throws(() => weightKg(null), { code: "scale_error" });
});

test("price and name go along only as the box takes them", () => {
    const request = weighRequest({ name: "x".repeat(60), unitPrice: 24.9, decimals: 2 });
    assert.deepEqual([request.unit_price, request.text.length, request.stable], [2490, 40, true]);
    assert.deepEqual(weighRequest({ name: " ", unitPrice: 0, decimals: 2 }), { stable: true, wait_s: 2 });
});

test("a typed weight is kilograms with comma or point, never 0", () => {
    const cases = {
        "1,235": 1.235,
        0.5: 0.5,
        " 2 kg ": 2,
        12: 12,
        0: null,
        "0,000": null,
        "-1": null,
        "1,2345": null,
        "": null,
        "1.2.3": null,
    };
    for (const [text, weight] of Object.entries(cases)) {
        assert.equal(typedWeightKg(text), weight, text);
    }
});

test("a tare may be nothing, and has a comma in every browser", () => {
    const cases = { "0,2": 0.2, 0.02: 0.02, ",05": 0.05, "": 0, 0: 0, "1,2345": null, "-1": null, abc: null };
    for (const [text, tare] of Object.entries(cases)) {
        assert.equal(typedTareKg(text), tare, text);
    }
});

test("only what passes by itself is looked at again", () => {
    assert.equal(isPassing("scale_motion"), true);
    assert.equal(isPassing("scale_error"), false);
    assert.equal(isPassing("unreachable"), false);
});
