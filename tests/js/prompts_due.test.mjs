/** Prompts are due for the right event, person and time; ages, hours and answers are judged to the day and minute. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { KeyRun } from "../../addons/retail_pos_prompts/static/src/core/key_run.js";
import {
    ageOn,
    duePrompts,
    readAnswer,
    readDay,
    saleHours,
} from "../../addons/retail_pos_prompts/static/src/core/prompts.js";

const prompt = (values = {}) => ({
    id: "p1",
    sequence: 10,
    moment: "product",
    kind: "information",
    items: { all: true },
    once: false,
    role: "all",
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    hours: ["00:00", "24:00"],
    ...values,
});
const wall = (date, weekday, time) => ({ date, weekday, time });
const SATURDAY = wall("2026-11-21", 6, "17:05");
const context = (values = {}) => ({
    wall: SATURDAY,
    nowMs: Date.parse("2026-11-21T16:05:00Z"),
    role: "cashier",
    store: "s1",
    seen: new Set(),
    ...values,
});
const beer = { ids: ["12"], groups: ["categ:3", "categ:1", "poscateg:9"] };
const added = { moment: "product", product: beer };
const ids = (prompts, event = added, values = {}) =>
    duePrompts(prompts, event, context(values)).map(({ id }) => id);

test("goods are chosen by product, by category, or all", () => {
    assert.deepEqual(ids([prompt({ items: { products: ["12"] } })]), ["p1"]);
    assert.deepEqual(ids([prompt({ items: { groups: ["poscateg:9"] } })]), ["p1"]);
    assert.deepEqual(ids([prompt({ items: { products: ["1"], groups: ["categ:4"] } })]), []);
    assert.deepEqual(ids([prompt()], { moment: "payment" }), []);
});

test("role, days, hours and dates keep a prompt away", () => {
    assert.deepEqual(ids([prompt({ role: "manager" })]), []);
    assert.deepEqual(ids([prompt({ role: "manager" })], added, { role: "manager" }), ["p1"]);
    assert.deepEqual(ids([prompt({ role: "cashier" })], added, { role: "manager" }), []);
    assert.deepEqual(ids([prompt({ weekdays: [1] })]), []);
    assert.deepEqual(ids([prompt({ hours: ["08:00", "17:05"] })]), []);
    assert.deepEqual(ids([prompt({ hours: ["17:05", "18:00"] })]), ["p1"]);
    assert.deepEqual(ids([prompt({ from: "2026-11-21T16:06:00+00:00" })]), []);
    assert.deepEqual(ids([prompt({ to: "2026-11-21T16:05:00+00:00" })]), []);
});

test("once is once, and each time is each time", () => {
    const seen = new Set(["p1"]);
    assert.deepEqual(ids([prompt({ once: true })], added, { seen }), []);
    assert.deepEqual(ids([prompt()], added, { seen }), ["p1"]);
    const reached = prompt({ moment: "total", min_total: 50000 });
    assert.deepEqual(ids([reached], { moment: "total", total: 49999 }), []);
    assert.deepEqual(ids([reached], { moment: "total", total: 50000 }), ["p1"]);
    assert.deepEqual(ids([reached], { moment: "total", total: 60000 }, { seen }), []);
});

const NORWAY = {
    rest: true,
    stores: [],
    days: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, ["08:00", "20:00"]])),
    dates: { "2026-12-24": ["08:00", "16:00"], "2026-12-25": [] },
};
NORWAY.days[6] = ["08:00", "18:00"];
const LATE = { ...NORWAY, rest: false, stores: ["s2"], days: { 6: ["08:00", "15:00"] } };
const hours = prompt({ id: "h", kind: "sale_hours", sequence: 99, sale_hours: [NORWAY, LATE] });

test("sale hours refuse outside them, by day, by date and by municipality", () => {
    const open = (at, store = "s1") => saleHours(hours, { wall: at, store }).open;
    assert.equal(open(wall("2026-11-20", 5, "07:59")), false);
    assert.equal(open(wall("2026-11-20", 5, "08:00")), true);
    assert.equal(open(wall("2026-11-20", 5, "19:59")), true);
    assert.equal(open(wall("2026-11-20", 5, "20:00")), false);
    assert.equal(open(wall("2026-11-21", 6, "17:59")), true);
    assert.equal(open(wall("2026-11-21", 6, "18:00")), false);
    assert.equal(open(wall("2026-11-22", 7, "12:00")), false);
    assert.equal(open(wall("2026-12-24", 4, "16:00")), false);
    assert.equal(open(wall("2026-12-25", 5, "12:00")), false);
    assert.equal(open(SATURDAY, "s2"), false);
    assert.equal(saleHours({ sale_hours: [LATE] }, { wall: SATURDAY, store: "s1" }).open, false);
});

test("what refuses comes before what asks; within the hours nothing is due", () => {
    const age = prompt({ id: "a", kind: "age", sequence: 1 });
    assert.deepEqual(ids([age, hours], added, { store: "s2" }), ["h", "a"]);
    assert.deepEqual(ids([age, hours]), ["a"]);
    const seen = new Set(["h"]);
    assert.deepEqual(ids([hours], added, { store: "s2", seen }), ["h"], "a refusal is never over");
});

test("ages are right to the day, also for 29 February", () => {
    assert.equal(ageOn("2008-11-21", "2026-11-21"), 18);
    assert.equal(ageOn("2008-11-22", "2026-11-21"), 17);
    assert.equal(ageOn("2008-02-29", "2026-02-28"), 17);
    assert.equal(ageOn("2008-02-29", "2026-03-01"), 18);
});

test("an age limit may change with the hour, and counts by the store's own day", () => {
    const check = (id, limit, hours) => prompt({ id, hours, kind: "age", age: { limit, looks_over: 25 } });
    const limits = [check("18", 18, ["06:00", "20:00"]), check("20", 20, ["20:00", "24:00"])];
    const at = (time) => ids(limits, added, { wall: wall("2026-11-21", 6, time) });
    assert.deepEqual([at("05:59"), at("19:59"), at("20:00")], [[], ["18"], ["20"]]);
    const born = (birth, date) => readAnswer(limits[1], birth, { wall: wall(date, 6, "23:59") });
    assert.deepEqual(born("22.11.2006", "2026-11-21"), { problem: "too_young" });
    assert.deepEqual(born("22.11.2006", "2026-11-22"), { value: "proof" });
    assert.deepEqual(born("29.02.2004", "2024-02-28"), { problem: "too_young" });
    assert.deepEqual(born("29.02.2004", "2024-02-29"), { value: "proof" });
});

test("days are read as people type them, and others refused", () => {
    const today = "2026-11-21";
    for (const typed of ["24.12.2001", "24122001", "24.12.01", "241201", "2001-12-24", " 24/12 2001"]) {
        assert.equal(readDay(typed, today), "2001-12-24", typed);
    }
    assert.equal(readDay("241299", today), "1999-12-24");
    for (const typed of ["31.02.2001", "2001", "abc", "", "32.01.01", "1.13.2001"]) {
        assert.equal(readDay(typed, today), null, typed);
    }
});

test("answers are read by kind", () => {
    const read = (values, typed) => readAnswer(prompt(values), typed, { wall: SATURDAY });
    const age = { kind: "age", age: { limit: 18, looks_over: 25 } };
    assert.deepEqual(read(age, "21.11.2008"), { value: "proof" });
    assert.deepEqual(read(age, "22.11.2008"), { problem: "too_young" });
    assert.deepEqual(read(age, "22.11.2030"), { problem: "date" });
    assert.deepEqual(read(age, "22.11.1826"), { problem: "date" });
    assert.deepEqual(read({ kind: "number" }, "1 234,5"), { value: "1234.5" });
    assert.deepEqual(read({ kind: "number" }, "12a"), { problem: "number" });
    assert.deepEqual(read({ kind: "date" }, "1.2.2027"), { value: "2027-02-01" });
    assert.deepEqual(read({ kind: "text" }, "  "), { problem: "empty" });
    assert.deepEqual(read({ kind: "serial" }, "x".repeat(101)), { problem: "long" });
    assert.deepEqual(read({ kind: "choice", choices: [{}, {}] }, 1), { value: "1" });
    assert.deepEqual(read({ kind: "choice", choices: [{}, {}] }, 2), { problem: "choice" });
});

test("a scanner's keys are told from fingers", () => {
    const typed = (text, gap) => {
        const run = new KeyRun();
        [...text].forEach((key, i) => run.push(key, i * gap));
        return run.end(text.length * gap);
    };
    assert.equal(typed("2000000190013", 5), "2000000190013");
    assert.equal(typed("2000000190013", 90), null);
    assert.equal(typed("abc", 5), null);
    const run = new KeyRun();
    run.push("x", 0);
    [..."2000000190013"].forEach((key, i) => run.push(key, 500 + i * 5));
    assert.equal(run.end(570), "2000000190013", "what was typed before is no part of the code");
});
