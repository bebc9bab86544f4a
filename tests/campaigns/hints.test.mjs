/** A hint that is followed gives what it promises: the offer applies, and the customer saves more than before. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { evaluateCase } from "./engine.mjs";
import { Random, randomCase } from "./random.mjs";

const saved = ({ lines }) => lines.reduce((sum, { discount }) => sum + discount, 0);
const applies = ({ lines }, offer) => lines.some(({ applied }) => applied.some((one) => one.offer === offer));

/** Whether one more of some goods in the basket, at some price, makes the offer apply and pay. */
function isTrue(source, { offer, missing_qty }, before) {
    return source.lines.some((line) =>
        [line.price, 4 * Math.max(...source.lines.map(({ price }) => price))].some((price) => {
            const own = { ...line, id: "more", price: offer.startsWith("b") ? price : line.price };
            const qty = line.measure === "weight" ? String(Math.max(missing_qty, 1)) : "1";
            const after = evaluateCase({ ...source, lines: [...source.lines, { ...own, qty }] });
            return applies(after, offer) && saved(after) > before;
        })
    );
}

test("hints for one more unit keep their word, whatever competes", () => {
    let hints = 0;
    for (let seed = 70001; seed <= 71500; seed++) {
        const random = new Random(seed);
        const source = randomCase(random, {
            units: random.between(1, 6),
            offers: 5,
            kinds: ["percent", "amount", "price", "multibuy", "cheapest_free"],
        });
        source.offers.forEach((offer) => {
            offer.priority = random.between(1, 2);
            offer.combine = random.chance(0.2) ? "exclusive" : "best";
        });
        const result = evaluateCase(source);
        for (const hint of result.hints) {
            hints++;
            assert.ok(isTrue(source, hint, saved(result)), `seed ${seed}: ${JSON.stringify([hint, source])}`);
        }
    }
    assert.ok(hints > 100, `only ${hints} hints`);
});

const LINE = { groups: [], qty: "1", measure: "each", vat: 25 };
const BASE = {
    now: "2026-11-21T17:00:00+01:00",
    store: "S",
    timezone: "Europe/Oslo",
    coupons: [],
    tender: null,
};
const threeForTwo = { id: "c", kind: "cheapest_free", priority: 10, combine: "best", size: 3, free: 1 };

test("no hint where one more unit only loses a better deal at a later level", () => {
    const offers = [
        { ...threeForTwo, items: { all: true } },
        { id: "a", kind: "amount", priority: 20, combine: "best", items: { all: true }, amount: 900 },
    ];
    const lines = [{ ...LINE, id: "1", product: "A", price: 1000, qty: "2" }];
    assert.deepEqual(evaluateCase({ ...BASE, offers, lines }).hints, []);
    assert.deepEqual(evaluateCase({ ...BASE, offers: offers.slice(0, 1), lines }).hints, [
        { offer: "c", missing_qty: 1 },
    ]);
});

test("a part of a bundle that the basket has none of is still hinted, unless what it ties up is worth more", () => {
    const bundle = {
        id: "b",
        kind: "bundle",
        priority: 10,
        combine: "best",
        parts: [
            { items: { products: ["A"] }, qty: 1 },
            { items: { groups: ["drink"] }, qty: 1 },
        ],
        amount: 500,
    };
    const half = {
        id: "p",
        kind: "percent",
        priority: 10,
        combine: "best",
        items: { products: ["A"] },
        percent: 90,
    };
    const lines = [{ ...LINE, id: "1", product: "A", price: 1000 }];
    assert.deepEqual(evaluateCase({ ...BASE, offers: [bundle], lines }).hints, [
        { offer: "b", missing_qty: 1 },
    ]);
    assert.deepEqual(evaluateCase({ ...BASE, offers: [bundle, half], lines }).hints, []);
});
