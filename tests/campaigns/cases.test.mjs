/** The worked baskets: every one comes out to the øre, through the command and through the engine. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { evaluateCase } from "./engine.mjs";

const here = new URL(".", import.meta.url);
const files = ["cases.json", "more_cases.json", "by_hand.json"];

function compare(result, expect) {
    assert.equal(result.error, expect.error);
    if (expect.error) {
        return;
    }
    assert.equal(result.total, expect.total);
    assert.equal(
        result.total,
        result.lines.reduce((sum, line) => sum + line.net, 0)
    );
    if (expect.nets) {
        assert.deepEqual(
            result.lines.map((line) => line.net),
            expect.nets
        );
    }
    if (expect.vat) {
        assert.deepEqual(
            result.vat.map(({ rate, vat }) => ({ rate, vat })),
            expect.vat
        );
    }
    for (const field of ["hints", "refused_coupons"]) {
        if (expect[field]) {
            assert.deepEqual(result[field], expect[field]);
        }
    }
    if (expect.applied) {
        assert.deepEqual(
            result.lines.map((line) => line.applied),
            expect.applied
        );
    }
    assert.equal("exact" in result, false);
}

for (const file of files) {
    const cases = JSON.parse(readFileSync(new URL(file, here), "utf8"));
    for (const source of cases) {
        test(`${file}: ${source.name}`, () => compare(evaluateCase(source), source.expect));
    }
}

test("the command prices an array of cases and goes on after a malformed one", () => {
    const cases = JSON.parse(readFileSync(new URL("cases.json", here), "utf8"));
    const broken = structuredClone(cases[0]);
    broken.offers[0].percent = 120;
    const run = spawnSync(process.execPath, [new URL("evaluate.mjs", here).pathname], {
        input: JSON.stringify([broken, ...cases]),
        encoding: "utf8",
    });
    assert.equal(run.status, 0, run.stderr);
    const results = JSON.parse(run.stdout);
    assert.equal(results.length, cases.length + 1);
    assert.deepEqual(Object.keys(results[0]), ["error"]);
    assert.match(results[0].error, /p20.*percent/);
    assert.deepEqual(Object.keys(results[1]), ["total", "lines", "vat", "hints", "refused_coupons"]);
    cases.forEach((source, place) =>
        assert.equal(results[place + 1].total, source.expect.total, source.name)
    );
});

test("the command refuses what is not an array of cases", () => {
    const command = (input, ...words) =>
        spawnSync(process.execPath, [new URL("evaluate.mjs", here).pathname, ...words], {
            input,
            encoding: "utf8",
        });
    for (const input of ["{}", "", "[1,", "null"]) {
        const run = command(input);
        assert.equal(run.status, 2, input);
        assert.match(run.stderr, /array of cases/);
        assert.equal(run.stdout, "");
    }
    assert.match(command("[]", "cases.json").stderr, /standard input/);
    assert.equal(command("[]", "cases.json").status, 2);
    assert.deepEqual(JSON.parse(command("\uFEFF[]").stdout), []);
});

test("who reads only the first results gets no error", () => {
    const [good] = JSON.parse(readFileSync(new URL("cases.json", here), "utf8"));
    const command = `"${process.execPath}" "${new URL("evaluate.mjs", here).pathname}" | head -c 20`;
    const input = JSON.stringify(Array(2000).fill(good));
    const run = spawnSync("sh", ["-c", command], { input, encoding: "utf8" });
    assert.equal(run.stderr, "");
    assert.equal(run.stdout.length, 20);
});

test("whatever stands in the place of a case is named, and the others are evaluated", () => {
    const [good] = JSON.parse(readFileSync(new URL("cases.json", here), "utf8"));
    const wrong = [
        [1, /case/],
        [null, /case/],
        [[], /case/],
        [{}, /offers/],
        [{ ...good, offers: "p20" }, /offers/],
        [{ ...good, lines: null }, /basket: lines/],
        [{ ...good, lines: [null] }, /line at position 1/],
        [{ ...good, offers: [null] }, /offer at position 1/],
        [{ ...good, customer: "club" }, /basket: customer/],
        [{ ...good, customer: { groups: "club" } }, /basket: customer.groups/],
        [{ ...good, coupons: "FIFTY" }, /basket: coupons/],
        [{ ...good, store: 101 }, /basket: store/],
        [{ ...good, tender: ["club_card"] }, /basket: tender/],
        [{ ...good, now: "2026-11-21T17:00:00" }, /basket: now/],
        [{ ...good, timezone: null }, /basket: timezone/],
        [JSON.parse("[".repeat(9999) + "]".repeat(9999)), /nested too deep/],
        [{ ...good, offers: [{ ...good.offers[0], percent: 0.1 + 0.2 }] }, /percent.*six decimals/],
        [{ ...good, lines: [{ ...good.lines[0], qty: "1000001" }] }, /qty: must be from/],
    ];
    for (const [source, message] of wrong) {
        const result = evaluateCase(source);
        assert.deepEqual(Object.keys(result), ["error"], String(message));
        assert.match(result.error, message);
    }
    assert.equal(evaluateCase(good).total, good.expect.total);
});
