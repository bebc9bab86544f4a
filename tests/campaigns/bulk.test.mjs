/** Quantities far beyond what is searched through: still a good answer, at once, that says it is not proven. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { evaluateCase } from "./engine.mjs";

const MILLION = 1_000_000;

function line(id, price, qty, product = id) {
    return { id, product, groups: [], price, qty: String(qty), measure: "each", vat: 25 };
}

function priced(offers, lines) {
    return evaluateCase({
        now: "2026-11-21T17:00:00+01:00",
        timezone: "Europe/Oslo",
        offers: offers.map((offer, place) => ({
            id: `o${place}`,
            items: { all: true },
            priority: 10,
            ...offer,
        })),
        lines,
    });
}

const pair = (...products) =>
    products.map((product) => ({ items: product ? { products: [product] } : { all: true }, qty: 1 }));

test("a million units in bundles, of one line and of two", () => {
    const one = { kind: "bundle", items: undefined, parts: pair("", ""), price: 500 };
    const single = priced([one], [line("A", 1000, MILLION)]);
    assert.equal(single.exact, false);
    assert.equal(single.total, (MILLION / 2) * 500);

    const two = { kind: "bundle", items: undefined, parts: pair("A", "B"), price: 500 };
    const both = priced([two], [line("A", 1000, MILLION), line("B", 400, 3000)]);
    assert.equal(both.total, 3000 * 500 + (MILLION - 3000) * 1000);
});

test("a million units take the group offer or the discount that saves most per unit", () => {
    const free = { kind: "cheapest_free", size: 4, free: 1 };
    const percent = { kind: "percent", percent: 20 };
    const fixed = { kind: "multibuy", size: 2, price: 1500 };
    const lines = [line("A", 1000, MILLION)];
    assert.equal(priced([free, percent], lines).total, MILLION * 750);
    assert.equal(priced([percent, fixed], lines).total, MILLION * 750);
    assert.equal(priced([fixed, { kind: "percent", percent: 30 }], lines).total, MILLION * 700);
});

test("a limit on a million units stays one", () => {
    const bundle = { kind: "bundle", items: undefined, parts: pair("", ""), price: 500, max_per_order: 2 };
    assert.equal(priced([bundle], [line("A", 1000, MILLION)]).total, MILLION * 1000 - 2 * 1500);
});

test("a stacked discount on the dearest half of two million units", () => {
    const lines = [line("A", 1000, MILLION), line("B", 700, MILLION)];
    const half = { kind: "percent", percent: 10, combine: "stack", max_per_order: MILLION };
    assert.equal(priced([half], lines).total, MILLION * 1600);
    const amount = { kind: "amount", amount: 800, combine: "stack", max_per_order: MILLION };
    assert.equal(priced([amount], lines).total, MILLION * 900);
});
