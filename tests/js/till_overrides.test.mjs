/** How far a cashier may change a price by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";

import "./odoo_imports.mjs";

const { isWithin, limitOf, percentOff, reasonsOf } =
    await import("../../addons/retail_pos_central/static/src/core/overrides.js");

test("the limit is the role's; whoever is no manager is a cashier", () => {
    const settings = { discount_limits: { cashier: "12.5", manager: 50 } };
    assert.deepEqual(
        ["cashier", "manager", "minimal", undefined].map((role) => limitOf(settings, role)),
        [12.5, 50, 12.5, 12.5]
    );
});

test("without settings, or with some that can't be read, nothing is forbidden that was allowed before", () => {
    assert.equal(limitOf(undefined, "cashier"), 100);
    assert.equal(limitOf({ discount_limits: { cashier: "x" } }, "cashier"), 100);
    assert.equal(limitOf({ discount_limits: { cashier: -5 } }, "cashier"), 0);
});

test("a typed price counts by what it takes off the regular one; raising it is free", () => {
    assert.equal(percentOff(10000, 7500), 25);
    assert.equal(percentOff(10000, 12000), 0);
    assert.equal(percentOff(0, 0), 0);
});

test("a price in whole øre that is the limit as near as can be is within it", () => {
    assert.equal(isWithin(percentOff(9990, 8991), 10), true);
    assert.equal(isWithin(percentOff(333, 299), 10), false);
    assert.equal(isWithin(10, 10), true);
    assert.equal(isWithin(10.1, 10), false);
});

test("reasons in the cashier's language, in another where that has none, or nobody asks", () => {
    const settings = { override_reasons: { nb_NO: ["Skadet", "Lovet"], en_US: ["Damaged"] } };
    assert.deepEqual(reasonsOf(settings, "nb_NO"), ["Skadet", "Lovet"]);
    assert.deepEqual(reasonsOf(settings, "sv_SE"), ["Damaged"]);
    assert.deepEqual(reasonsOf({}, "nb_NO"), []);
});
