/** The modules of the engine one by one: arithmetic, clock, selectors, spreading, VAT, refunds. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { load } from "./engine.mjs";
import { Random } from "./random.mjs";

const { parseDecimal, parseNumber, roundedShare, floorShare, compareFractions, addFractions } =
    await load("rational");
const { parseMoment, parseTimeOfDay, findZone, wallClock, instantOfWall } = await load("clock");
const { readSelector, selects } = await load("selector");
const { spread } = await load("spread");
const { vatByRate, vatWithin } = await load("vat");
const { refundOf, unitsOfNet } = await load("refund");

describe("rational", () => {
    test("reads decimals exactly, and nothing else", () => {
        assert.deepEqual(parseDecimal("0.735"), { num: 735, den: 1000 });
        assert.deepEqual(parseDecimal("-2.50"), { num: -25, den: 10 });
        assert.deepEqual(parseDecimal("1.0000000"), { num: 1, den: 1 });
        assert.deepEqual(parseNumber(11.11), { num: 1111, den: 100 });
        for (const text of [
            "",
            "1,5",
            "1e3",
            " 1",
            "+1",
            "1.",
            ".5",
            "0.1234567",
            "NaN",
            1.5,
            null,
            undefined,
            "--1",
        ]) {
            assert.equal(parseDecimal(text), null, String(text));
        }
        assert.equal(parseNumber(0.1 + 0.2), null);
    });

    test("rounds half-up on the magnitude", () => {
        const halves = [
            [1, 1, 2, 1],
            [-1, 1, 2, -1],
            [5, 1, 10, 1],
            [-5, 1, 10, -1],
            [4, 1, 10, 0],
            [-4, 1, 10, 0],
            [12990, 735, 1000, 9548],
            [-3, -1, 2, 2],
        ];
        for (const [amount, num, den, rounded] of halves) {
            assert.ok(Object.is(roundedShare(amount, num, den), rounded), `${amount}×${num}/${den}`);
        }
    });

    test("stays exact where products pass 2^53", () => {
        const random = new Random(1);
        for (let round = 0; round < 2000; round++) {
            const amount = random.between(0, 1e13);
            const num = random.between(1, 1e9);
            const den = random.between(1, 1e9);
            const [product, divisor] = [BigInt(amount) * BigInt(num), BigInt(den)];
            const expected = (2n * product + divisor) / (2n * divisor);
            if (expected <= BigInt(Number.MAX_SAFE_INTEGER)) {
                assert.equal(BigInt(roundedShare(amount, num, den)), expected);
            }
            const weight = random.between(0, den);
            const { share, rest } = floorShare(amount, weight, den);
            assert.equal(BigInt(share) * divisor + BigInt(rest), BigInt(amount) * BigInt(weight));
        }
    });

    test("compares and adds fractions", () => {
        assert.equal(compareFractions({ num: 15, den: 10 }, { num: 150, den: 100 }), 0);
        assert.equal(compareFractions({ num: 1, den: 1000 }, { num: 2, den: 1000 }), -1);
        assert.deepEqual(addFractions({ num: 12, den: 10 }, { num: 305, den: 1000 }), {
            num: 1505,
            den: 1000,
        });
    });
});

describe("clock", () => {
    const oslo = findZone("Europe/Oslo");
    const instant = (text) => parseMoment(text).ms;

    test("reads moments with offset, wall times and days", () => {
        assert.equal(instant("2026-11-21T17:00:00+01:00"), Date.UTC(2026, 10, 21, 16));
        assert.equal(instant("2026-11-21T17:00:00.250Z"), Date.UTC(2026, 10, 21, 17, 0, 0, 250));
        assert.equal(instant("2026-11-21T10:00-0530"), Date.UTC(2026, 10, 21, 15, 30));
        assert.deepEqual(parseMoment("2026-11-21"), { ms: Date.UTC(2026, 10, 21), wall: true });
        for (const text of [
            "2026-02-30",
            "2026-13-01",
            "2026-11-21 17:00:00",
            "2026-11-21T25:00",
            "now",
            5,
            null,
        ]) {
            assert.equal(parseMoment(text), null, String(text));
        }
    });

    test("knows the hour and the weekday in the store across summer time", () => {
        assert.deepEqual(wallClock(oslo, instant("2026-03-29T00:59:59Z")), {
            weekday: 7,
            seconds: 2 * 3600 - 1,
        });
        assert.deepEqual(wallClock(oslo, instant("2026-03-29T01:00:00Z")), { weekday: 7, seconds: 3 * 3600 });
        assert.deepEqual(wallClock(oslo, instant("2026-10-25T00:30:00Z")), {
            weekday: 7,
            seconds: 2.5 * 3600,
        });
        assert.deepEqual(wallClock(oslo, instant("2026-10-25T01:30:00Z")), {
            weekday: 7,
            seconds: 2.5 * 3600,
        });
        assert.deepEqual(wallClock(oslo, instant("2026-11-22T23:30:00Z")), { weekday: 1, seconds: 1800 });
        const kathmandu = findZone("Asia/Kathmandu");
        assert.deepEqual(wallClock(kathmandu, instant("2026-11-21T18:15:00Z")), { weekday: 7, seconds: 0 });
    });

    test("finds the instant of a wall time: the first of two, and after a gap", () => {
        const at = (text) => instantOfWall(oslo, parseMoment(text).ms);
        assert.equal(at("2026-11-21T12:00"), instant("2026-11-21T12:00+01:00"));
        assert.equal(at("2026-07-01"), instant("2026-07-01T00:00+02:00"));
        assert.equal(at("2026-10-25T02:30"), instant("2026-10-25T02:30+02:00"));
        assert.equal(at("2026-03-29T02:30"), instant("2026-03-29T03:30+02:00"));
        assert.equal(at("2026-10-25T03:00"), instant("2026-10-25T03:00+01:00"));
    });

    test("reads times of day", () => {
        assert.equal(parseTimeOfDay("16:00"), 57600);
        assert.equal(parseTimeOfDay("24:00"), 86400);
        for (const text of ["24:01", "7:00", "12:60", "noon", null]) {
            assert.equal(parseTimeOfDay(text), null, String(text));
        }
    });

    test("knows no zone of a wrong name", () => {
        assert.equal(findZone("Europe/Olso"), null);
        assert.equal(findZone(""), null);
        assert.equal(findZone(undefined), null);
    });
});

test("selectors: named, by group or all; exceptions win", () => {
    const fail = (field, problem) => assert.fail(`${field} ${problem}`);
    const read = (source) => readSelector(source, "items", fail);
    const line = { product: "A", groups: ["g", "h"] };
    assert.ok(selects(read({ all: true }), line));
    assert.ok(selects(read({ products: ["A"] }), line));
    assert.ok(selects(read({ groups: ["h"] }), line));
    assert.ok(!selects(read({ products: ["B"], groups: ["i"] }), line));
    assert.ok(!selects(read({ all: true, except_products: ["A"] }), line));
    assert.ok(!selects(read({ products: ["A"], except_groups: ["g"] }), line));
});

test("spreading: sums, proportions, ties to the earlier", () => {
    const amounts = (amount, portions) =>
        spread(amount, portions).flatMap(({ share, extra }, place) =>
            Array.from({ length: portions[place].count }, (_none, unit) => share + (unit < extra ? 1 : 0))
        );
    const one = (weight) => ({ count: 1, weight });
    assert.deepEqual(amounts(1970, [one(3990), one(3990), one(3990)]), [657, 657, 656]);
    assert.deepEqual(amounts(1970, [{ count: 2, weight: 3990 }, one(3990)]), [657, 657, 656]);
    assert.deepEqual(amounts(1, [one(1), one(2)]), [0, 1]);
    assert.deepEqual(amounts(0, [one(1), one(2)]), [0, 0]);
    assert.deepEqual(amounts(0, [one(0)]), [0]);
    const random = new Random(2);
    for (let round = 0; round < 2000; round++) {
        const portions = Array.from({ length: random.between(1, 6) }, () => ({
            count: random.between(1, 5),
            weight: random.between(0, 100000),
        }));
        const whole = portions.reduce((sum, { count, weight }) => sum + count * weight, 0);
        const amount = random.between(0, whole);
        const shares = amounts(amount, portions);
        assert.equal(
            shares.reduce((a, b) => a + b, 0),
            amount
        );
        const weights = portions.flatMap(({ count, weight }) => Array(count).fill(weight));
        shares.forEach((share, unit) => {
            assert.ok(share >= 0 && share <= weights[unit]);
            assert.ok(Math.abs(share - (amount * weights[unit]) / (whole || 1)) < 1);
        });
    }
});

test("VAT: once per rate, highest rate first", () => {
    assert.equal(vatWithin(18000, { num: 25, den: 1 }), 3600);
    const lines = [
        { rate: { num: 15, den: 1 }, net: 333 },
        { rate: { num: 25, den: 1 }, net: 1000 },
        { rate: { num: 15, den: 1 }, net: 333 },
    ];
    assert.deepEqual(vatByRate(lines), [
        { rate: 25, net: 1000, vat: 200 },
        { rate: 15, net: 666, vat: 87 },
    ]);
});

describe("refund", () => {
    const sold = {
        id: "1",
        qty: "5",
        measure: "each",
        net: 12990,
        units: [
            [1, 2990],
            [4, 2500],
        ],
    };

    test("pays back what was paid for a unit, the dearest first", () => {
        assert.equal(refundOf(sold, "0", "1"), 2990);
        assert.equal(refundOf(sold, "1", "1"), 2500);
        assert.equal(refundOf(sold, "0", "5"), 12990);
        assert.equal(refundOf(sold, "4", "0"), 0);
    });

    test("never pays back more than was sold", () => {
        assert.throws(
            () => refundOf(sold, "4", "2"),
            /sold line "1": returning: only 5 were sold, 4 are returned already/
        );
        assert.throws(() => refundOf(sold, "0", "-1"), /returning/);
        assert.throws(() => refundOf(sold, "0", "0.5"), /returning/);
    });

    test("splits a net whose units are not known to the øre", () => {
        assert.deepEqual(unitsOfNet(10000, 3), [
            [1, 3334],
            [2, 3333],
        ]);
        assert.deepEqual(unitsOfNet(0, 2), [[2, 0]]);
        const line = { id: "1", qty: "3", measure: "each", net: 10000 };
        assert.deepEqual(
            ["0", "1", "2"].map((before) => refundOf(line, before, "1")),
            [3334, 3333, 3333]
        );
    });

    test("parts of weighed goods add up", () => {
        const cheese = { id: "1", qty: "0.735", measure: "weight", net: 6684 };
        const parts =
            refundOf(cheese, "0", "0.2") +
            refundOf(cheese, "0.2", "0.335") +
            refundOf(cheese, "0.535", "0.2");
        assert.equal(parts, 6684);
    });
});
