/** A hint that is followed gives what it promises: the offer applies, and the customer saves more than before. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { evaluateCase } from "./engine.mjs";
import { Random, randomCase, randomSelector } from "./random.mjs";

const saved = ({ lines }) => lines.reduce((sum, { discount }) => sum + discount, 0);
const applies = ({ lines }, offer) => lines.some(({ applied }) => applied.some((one) => one.offer === offer));

const FAR_DEARER = 4;
const LINE = { groups: [], qty: "1", measure: "each", vat: 25 };

/** Goods that a customer could add for an offer: those in the basket, and of the offer's goods others at any price. */
function goodsFor(source, offer) {
    const dearest = Math.max(...source.lines.map(({ price }) => price));
    const known = source.lines.filter(({ qty }) => Number(qty) > 0);
    const others = (offer.parts || [offer]).flatMap(({ items }) => [
        ...(items.products || []).map((product) => ({ product, groups: [] })),
        ...(items.groups || []).map((group) => ({ product: "", groups: [group] })),
        ...(items.all ? [{ product: "", groups: [] }] : []),
    ]);
    const priced = others
        .filter(({ product }) => !known.some((line) => line.product === product))
        .flatMap((goods) =>
            [dearest, dearest * FAR_DEARER + (offer.price || 0)].map((price) => ({
                ...LINE,
                ...goods,
                product: goods.product || "other",
                price,
            }))
        );
    return [...known, ...priced];
}

/** Whether the net lacks just this amount: a threshold as much lower is reached, and one that is higher than that not. */
function isLacking(source, offer, amount) {
    const reached = (min) => {
        const offers = source.offers.map((one) =>
            one.id === offer ? { ...one, percent: undefined, amount: 1, min } : one
        );
        return applies(evaluateCase({ ...source, offers }), offer);
    };
    const { min } = source.offers.find(({ id }) => id === offer);
    return reached(min - amount) && !reached(min - amount + 1);
}

/** Whether doing what the hint says makes the offer apply, and the customer save more than before. */
function isTrue(source, { offer, missing_qty, missing_amount }, before) {
    if (missing_amount) {
        return isLacking(source, offer, missing_amount);
    }
    const own = source.offers.find(({ id }) => id === offer);
    return goodsFor(source, own).some((goods) => {
        const qty = goods.measure === "weight" ? String(missing_qty) : "1";
        const lines = [...source.lines, { ...goods, id: "more", qty, at: source.now }];
        const after = evaluateCase({ ...source, lines });
        return applies(after, offer) && saved(after) > before;
    });
}

/** Offers of all kinds, at several levels, some over by the time of payment; goods scanned before. */
function caseWithHints(random) {
    const source = randomCase(random, { units: random.between(1, 6), offers: 5 });
    source.offers.forEach((offer) => {
        offer.priority = random.between(1, 2);
        const single = offer.kind === "percent" || offer.kind === "amount";
        offer.combine = random.chance(0.2) ? "exclusive" : single && random.chance(0.2) ? "stack" : "best";
        if (random.chance(0.2)) {
            offer.hours = [["12:00", random.pick(["16:30", "18:00"])]];
        }
    });
    source.lines.forEach((line) => (line.at = random.pick([source.now, "2026-11-21T16:00:00+01:00"])));
    const items = randomSelector(random);
    const limits = random.pick([{ min_qty: random.between(1, 8) }, {}, {}]);
    source.offers.push({
        id: "t",
        kind: "threshold",
        priority: 1,
        items,
        min: limits.min_qty ? 0 : random.between(1, 20000),
        ...(random.chance(0.5) ? { percent: random.between(1, 20) } : { amount: random.between(1, 5000) }),
        ...limits,
    });
    return source;
}

test("hints keep their word, whatever competes", () => {
    let hints = 0;
    for (let seed = 70001; seed <= 72500; seed++) {
        const source = caseWithHints(new Random(seed));
        const result = evaluateCase(source);
        for (const hint of result.hints) {
            hints++;
            assert.ok(isTrue(source, hint, saved(result)), `seed ${seed}: ${JSON.stringify([hint, source])}`);
        }
    }
    assert.ok(hints > 1000, `only ${hints} hints`);
});

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

test("no hint for an offer that is over by now, though what lies in the basket was scanned in time", () => {
    const offers = [{ ...threeForTwo, items: { all: true }, hours: [["16:00", "17:00"]] }];
    const lines = [
        { ...LINE, id: "1", product: "A", price: 1000, qty: "2", at: "2026-11-21T16:59:00+01:00" },
    ];
    assert.deepEqual(evaluateCase({ ...BASE, offers, lines }).hints, []);
    const inTime = { ...BASE, now: "2026-11-21T16:59:30+01:00", offers, lines };
    assert.deepEqual(evaluateCase(inTime).hints, [{ offer: "c", missing_qty: 1 }]);
});

test("many hints at once are all tried", () => {
    const goods = ["A", "B", "C", "D", "E", "F", "G", "H"];
    const only = (product) => ({ products: [product] });
    const offers = goods.flatMap((product) => [
        { ...threeForTwo, id: `c${product}`, items: only(product) },
        { id: `a${product}`, kind: "amount", priority: 20, items: only(product), amount: 900 },
    ]);
    const lines = goods.map((product, place) => ({
        ...LINE,
        id: product,
        product,
        qty: "2",
        price: 1000 + place,
    }));
    assert.deepEqual(evaluateCase({ ...BASE, offers, lines }).hints, []);
    const plain = offers.filter(({ kind }) => kind === "cheapest_free");
    assert.equal(evaluateCase({ ...BASE, offers: plain, lines }).hints.length, goods.length);
});
