/** Worked examples of an offer, as the campaign form shows them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import "./odoo_imports.mjs";

const { exampleBaskets } =
    await import("../../addons/retail_pos_central/static/src/core/campaigns/examples.js");

const product = (id, price, measure = "each") => ({
    id,
    name: `Goods ${id}`,
    price,
    groups: [],
    vat: 25,
    measure,
});
const offer = (kind, values) => ({
    id: "o",
    name: "Offer",
    kind,
    items: { all: true },
    priority: 1,
    combine: "best",
    ...values,
});
const told = ({ examples }) => examples.map(({ goods, total }) => [goods.map((g) => g.qty).join("+"), total]);

test("three for 60: the group, mixed goods, and one more", () => {
    const goods = { items: [product("1", 2990), product("2", 2490)] };
    const shown = exampleBaskets(offer("multibuy", { size: 3, price: 6000 }), goods);
    assert.deepEqual(told(shown), [
        ["3", 6000],
        ["2+1", 6000],
        ["4", 8990],
    ]);
    assert.deepEqual(shown.examples[0], {
        goods: [{ name: "Goods 1", qty: "3" }],
        total: 6000,
        regular: 8970,
        saved: 2970,
    });
});

test("three for two, percent, a campaign price, goods by weight", () => {
    const goods = { items: [product("1", 1000)] };
    assert.deepEqual(told(exampleBaskets(offer("cheapest_free", { size: 3, free: 1 }), goods)), [
        ["3", 2000],
        ["4", 3000],
    ]);
    assert.deepEqual(told(exampleBaskets(offer("percent", { percent: 20 }), goods)), [["1", 800]]);
    assert.deepEqual(told(exampleBaskets(offer("price", { price: 790 }), goods)), [["1", 790]]);
    const kilo = { items: [product("9", 39900, "weight")] };
    assert.deepEqual(told(exampleBaskets(offer("amount", { amount: 5000 }), kilo)), [["1", 34900]]);
});

test("a bundle takes one of each part, a threshold shows both sides of the amount", () => {
    const parts = [
        { items: { products: ["1"] }, qty: 1 },
        { items: { products: ["2"] }, qty: 2 },
    ];
    const goods = { parts: [[product("1", 5000)], [product("2", 1000)]] };
    const bundle = offer("bundle", { parts, price: 6000 });
    delete bundle.items;
    assert.deepEqual(told(exampleBaskets(bundle, goods)), [["1+2", 6000]]);
    const threshold = offer("threshold", { min: 50000, percent: 10 });
    assert.deepEqual(told(exampleBaskets(threshold, { items: [product("1", 20000)] })), [
        ["3", 54000],
        ["2", 40000],
    ]);
});

test("the least quantity is bought, a tender is paid with", () => {
    const goods = { items: [product("1", 1000)] };
    assert.deepEqual(told(exampleBaskets(offer("percent", { percent: 50, min_qty: "4" }), goods)), [
        ["4", 2000],
    ]);
    assert.deepEqual(told(exampleBaskets(offer("tender", { percent: 5, tender: "pm:3" }), goods)), [
        ["1", 950],
    ]);
});

test("times, coupons and customers don't hide the deal", () => {
    const closed = offer("percent", {
        percent: 10,
        from: "2030-01-01T00:00:00Z",
        weekdays: [7],
        hours: [["03:00", "04:00"]],
        coupon: "X",
        customer_groups: ["gold"],
        stores: ["9"],
    });
    assert.deepEqual(told(exampleBaskets(closed, { items: [product("1", 1000)] })), [["1", 900]]);
});

test("an offer that isn't whole yet says so instead of a price; without goods there is no example", () => {
    const goods = { items: [product("1", 1000)] };
    assert.match(exampleBaskets(offer("percent", { percent: 0 }), goods).error, /percent/);
    assert.match(exampleBaskets(offer("percent", { percent: 10, items: {} }), goods).error, /goods/);
    assert.deepEqual(exampleBaskets(offer("percent", { percent: 10 }), { items: [] }), {
        error: null,
        examples: [],
    });
});
