/** Contrast of button colours by WCAG 2. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    AA_RATIO,
    contrastRatio,
    inkOn,
    parseColor,
} from "../../addons/retail_pos_central/static/src/core/layout/contrast.js";

test("ratios agree with WCAG's own examples", () => {
    assert.equal(contrastRatio("#000000", "#ffffff"), 21);
    assert.equal(contrastRatio("#777777", "#ffffff").toFixed(2), "4.48");
    assert.equal(contrastRatio("#fff", "#767676").toFixed(2), "4.54");
});

test("every background gets an ink that passes AA", () => {
    for (let step = 0; step < 16 ** 3; step++) {
        const color = "#" + step.toString(16).padStart(3, "0");
        const ink = inkOn(color);
        assert.ok(ink.ratio >= AA_RATIO, `${color}: ${ink.ratio}`);
        assert.equal(ink.ratio, contrastRatio(color, ink.color));
    }
});

test("what is not a colour is told apart", () => {
    assert.deepEqual(parseColor(" #2f6F4f"), [47, 111, 79]);
    for (const bad of ["red", "#12", "#ggg", "", null, undefined]) {
        assert.equal(parseColor(bad), null);
    }
});
