/** What the till and the back office build on: reuse, lenient reading, explanations, problems, speed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { CampaignError, compile, evaluate, load } from "./engine.mjs";

const { findProblems } = await load("problems");

const basket = {
    now: "2026-11-21T17:00:00+01:00",
    store: "OSL-01",
    timezone: "Europe/Oslo",
    customer: null,
    coupons: [],
    tender: null,
    lines: [],
};

function line(id, price, qty = "1", product = `P${id}`, groups = []) {
    return { id, product, groups, price, qty, measure: "each", vat: 25 };
}

function offer(id, kind, fields) {
    return { id, name: id, kind, items: { all: true }, priority: 10, combine: "best", ...fields };
}

test("compiled campaigns price any number of baskets and are not changed by it", () => {
    const compiled = compile([
        offer("c", "cheapest_free", { size: 3, max_per_order: 1 }),
        offer("b", "bundle", {
            parts: [
                { items: { products: ["P1"] }, qty: 1 },
                { items: { all: true }, qty: 1 },
            ],
            percent: 15,
        }),
    ]);
    const small = { ...basket, lines: [line("1", 1000, "2")] };
    const large = { ...basket, lines: [line("1", 1000, "5"), line("2", 3000, "4")] };
    const [first, second] = [evaluate(compiled, small), evaluate(compiled, large)];
    assert.deepEqual(evaluate(compiled, small), first);
    assert.deepEqual(evaluate(compiled, large), second);
});

describe("bad input never stops a till", () => {
    const offers = [offer("bad", "percent", { percent: 120 }), offer("good", "percent", { percent: 10 })];

    test("a malformed campaign is left out and named", () => {
        assert.throws(() => compile(offers), CampaignError);
        const compiled = compile(offers, { strict: false });
        assert.deepEqual(
            compiled.errors.map(({ offer: id, field }) => [id, field]),
            [["bad", "percent"]]
        );
        assert.equal(evaluate(compiled, { ...basket, lines: [line("1", 1000)] }).total, 900);
    });

    test("a malformed line is left out and named", () => {
        const compiled = compile(offers, { strict: false });
        const lines = [line("1", 1000), line("2", 1000, "1.5")];
        assert.throws(() => evaluate(compiled, { ...basket, lines }), /line "2": qty/);
        const result = evaluate(compiled, { ...basket, lines }, { strict: false });
        assert.equal(result.total, 900);
        assert.deepEqual(
            result.errors.map(({ line: id, field }) => [id, field]),
            [["2", "qty"]]
        );
    });

    test("a clock that jumped prices by the time of the lines", () => {
        const compiled = compile([offer("h", "percent", { percent: 10, hours: [["16:00", "18:00"]] })]);
        const lines = [{ ...line("1", 1000), at: "2026-11-21T16:30:00+01:00" }];
        for (const now of ["1970-01-01T00:00:00Z", "2126-11-21T17:00:00+01:00"]) {
            assert.equal(evaluate(compiled, { ...basket, now, lines }).total, 900);
        }
    });
});

test("units of a line are given as runs, the dearest first", () => {
    const compiled = compile([offer("m", "multibuy", { size: 2, price: 5000 })]);
    const result = evaluate(compiled, { ...basket, lines: [line("1", 2990, "5")] }, { units: true });
    assert.deepEqual(result.lines[0].units, [
        [1, 2990],
        [4, 2500],
    ]);
});

test("explanations: every offer says why it applied or not", () => {
    const offers = [
        offer("applied", "cheapest_free", { size: 3, items: { products: ["A"] } }),
        offer("store", "percent", { percent: 10, stores: ["BGO-01"] }),
        offer("customer", "percent", { percent: 10, customer_groups: ["club"] }),
        offer("coupon", "percent", { percent: 10, coupon: "X" }),
        offer("tender", "tender", { tender: "club", percent: 10 }),
        offer("goods", "percent", { percent: 10, items: { products: ["Z"] } }),
        offer("goods2", "percent", { percent: 10, items: { products: ["Z"] }, coupon: "X" }),
        offer("time", "percent", { percent: 10, weekdays: [1] }),
        offer("time2", "threshold", { min: 0, percent: 10, to: "2026-01-01" }),
        offer("min_qty", "percent", { percent: 10, min_qty: 9 }),
        offer("too_few", "multibuy", { size: 9, price: 100 }),
        offer("beaten", "percent", { percent: 5, items: { products: ["A"] } }),
        offer("taken", "percent", { percent: 5, items: { products: ["A"] }, priority: 20 }),
        offer("no_saving", "price", { price: 9900, items: { products: ["B"] } }),
        offer("min", "threshold", { min: 100000, amount: 5000 }),
        offer("malformed", "percent", { percent: 0 }),
    ];
    const lines = [line("1", 1000, "3", "A"), line("2", 3000, "1", "B")];
    const result = evaluate(compile(offers, { strict: false }), { ...basket, lines }, { explain: true });
    const reasons = new Map(result.explain.map((entry) => [entry.offer, entry]));
    for (const { id } of offers) {
        assert.equal(reasons.get(id).reason, id.replace(/\d/, ""), id);
    }
    assert.deepEqual(reasons.get("applied"), {
        offer: "applied",
        applied: true,
        amount: 1000,
        reason: "applied",
    });
    assert.deepEqual(reasons.get("beaten").by, ["applied"]);
    assert.deepEqual(reasons.get("taken").by, ["applied"]);
    assert.equal(reasons.get("min").missing_amount, 95000);
    assert.equal(reasons.get("too_few").missing_qty, 5);
});

describe("problems before a release", () => {
    const products = [
        { product: "A", groups: ["g"] },
        { product: "B", groups: [] },
    ];
    const codes = (offers) =>
        findProblems(offers, products).map(({ code, offer: id, other }) => [code, id, other]);
    const exclusive = (id, fields) => offer(id, "price", { price: 100, combine: "exclusive", ...fields });

    test("names what is malformed, not sold, or exclusive twice", () => {
        assert.deepEqual(codes([offer("p", "percent", { percent: 120 })]), [["malformed", "p", undefined]]);
        assert.deepEqual(codes([offer("p", "percent", { percent: 12, items: { products: ["Z"] } })]), [
            ["goods_not_sold", "p", undefined],
        ]);
        const parts = [
            { items: { all: true }, qty: 1 },
            { items: { groups: ["z"] }, qty: 1 },
        ];
        const found = findProblems([offer("b", "bundle", { items: undefined, parts, price: 100 })], products);
        assert.deepEqual([found[0].code, found[0].part], ["part_not_sold", 1]);
        assert.match(found[0].message, /offer "b": parts\[1\]/);
        assert.deepEqual(codes([exclusive("x", { items: { groups: ["g"] } }), exclusive("y")]), [
            ["exclusive_overlap", "x", "y"],
        ]);
    });

    test("exclusive offers that never meet are no problem", () => {
        const pairs = [
            [{ items: { products: ["A"] } }, { items: { products: ["B"] } }],
            [{ to: "2026-11-21" }, { from: "2026-11-21" }],
            [{ weekdays: [1, 2] }, { weekdays: [3] }],
            [{ hours: [["22:00", "02:00"]] }, { hours: [["02:00", "22:00"]] }],
            [{ stores: ["OSL-01"] }, { stores: ["BGO-01"] }],
        ];
        for (const [a, b] of pairs) {
            assert.deepEqual(codes([exclusive("x", a), exclusive("y", b)]), [], JSON.stringify([a, b]));
        }
    });
});

test("offers that do not touch the basket are not looked at", () => {
    const offers = Array.from({ length: 2000 }, (_none, place) =>
        offer(`o${place}`, "percent", { percent: 10, items: { products: [`Q${place}`] } })
    );
    const compiled = compile(offers);
    compiled.offers.forEach((entry) =>
        Object.defineProperty(entry, "stores", { get: () => assert.fail(`${entry.id} was looked at`) })
    );
    assert.equal(evaluate(compiled, { ...basket, lines: [line("1", 1000)] }).total, 1000);
});

test("amounts that are large stay exact", () => {
    const lines = [line("1", 999_999_999, "999999")];
    const compiled = compile([offer("p", "percent", { percent: 12.345 })]);
    const { total } = evaluate(compiled, { ...basket, lines });
    const gross = 999_999_999n * 999_999n;
    assert.equal(BigInt(total), gross - (gross * 12345n * 2n + 100000n) / 200000n);
    const many = Array.from({ length: 20 }, (_none, place) => line(String(place), 999_999_999, "999999"));
    assert.throws(() => evaluate(compile([]), { ...basket, lines: many }), /the total is beyond/);
});

test("a line of very many units comes back quickly", () => {
    const compiled = compile([
        offer("c", "cheapest_free", { size: 3 }),
        offer("m", "multibuy", { size: 2, price: 1500 }),
        offer("p", "percent", { percent: 33.33 }),
    ]);
    const start = performance.now();
    const result = evaluate(compiled, { ...basket, lines: [line("1", 1001, "100000"), line("2", 999, "7")] });
    assert.ok(performance.now() - start < 1000);
    assert.equal(result.exact, false);
    assert.ok(result.total <= Math.ceil((100000 * 1001 * 2) / 3) + 7 * 999);
});
