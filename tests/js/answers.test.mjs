/** Opening hours and stock figures of the product panel. */
import assert from "node:assert/strict";
import { test } from "node:test";
import "./odoo_imports.mjs";

const base = "../../addons/retail_pos_answers/static/src/core";
const { openingNow } = await import(`${base}/opening.js`);
const { ageMinutes, bucketOf, hashOfTag, newer, stockRows } = await import(`${base}/stock.js`);

const OSLO = "Europe/Oslo";
const WEEK = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [["07:00", "23:00"]]]));
const HOURS = {
    days: {
        ...WEEK,
        6: [
            ["09:00", "13:00"],
            ["14:00", "18:00"],
        ],
    },
    dates: { "2026-12-24": [["08:00", "14:00"]], "2026-12-25": [] },
};
const at = (iso) => openingNow(HOURS, Date.parse(iso), OSLO);

test("open until closing time, on the store's clock", () => {
    // Monday 23 November 2026, 22:59 in Oslo.
    assert.deepEqual(at("2026-11-23T21:59:00Z"), { known: true, open: true, until: "23:00", next: null });
    assert.equal(at("2026-11-23T22:00:00Z").open, false);
});

test("says when it opens next: later today, tomorrow, after Sunday", () => {
    assert.deepEqual(at("2026-11-23T04:00:00Z").next, { days: 0, weekday: 1, at: "07:00" });
    assert.deepEqual(at("2026-11-23T22:30:00Z").next, { days: 1, weekday: 2, at: "07:00" });
    assert.deepEqual(at("2026-11-28T12:30:00Z").next, { days: 0, weekday: 6, at: "14:00" });
    assert.deepEqual(at("2026-11-28T18:00:00Z").next, { days: 2, weekday: 1, at: "07:00" });
});

test("a date comes before the day of the week", () => {
    assert.equal(at("2026-12-24T12:59:00Z").until, "14:00");
    assert.deepEqual(at("2026-12-24T14:00:00Z").next, { days: 2, weekday: 6, at: "09:00" });
});

test("summer time: the wall clock counts", () => {
    assert.equal(at("2026-07-06T05:00:00Z").open, true);
    assert.equal(at("2026-07-06T04:59:59Z").open, false);
});

test("without hours, or where it never opens, nothing is claimed", () => {
    assert.equal(openingNow({ days: {}, dates: {} }, 0, OSLO).known, false);
    assert.equal(openingNow(null, 0, OSLO).known, false);
    assert.equal(openingNow(HOURS, 0, "Nowhere/Land").known, false);
    const never = openingNow(
        { days: {}, dates: { "2026-12-25": [] } },
        Date.parse("2026-12-25T10:00:00Z"),
        OSLO
    );
    assert.deepEqual(never, { known: true, open: false, until: null, next: null });
});

test("what a till holds is named by the tag that came with it, weak or strong", () => {
    const hash = "0123456789abcdef".repeat(4);
    assert.equal(hashOfTag(`"${hash}"`), hash);
    assert.equal(hashOfTag(`W/"${hash}"`), hash);
    for (const none of [undefined, null, "", '"short"']) {
        assert.equal(hashOfTag(none), null);
    }
});

test("stock rows follow the stores; goods without a row are sold out everywhere", () => {
    const stores = [{ id: 1 }, { id: 2 }];
    assert.deepEqual(stockRows(stores, ["3", "0.5"]), [
        { store: { id: 1 }, qty: 3 },
        { store: { id: 2 }, qty: 0.5 },
    ]);
    assert.deepEqual(
        stockRows(stores, undefined).map(({ qty }) => qty),
        [0, 0]
    );
    assert.equal(bucketOf(130), "2");
});

test("the newer figure wins, and ages are never negative", () => {
    const old = { at: "2026-11-22T08:00:00Z" };
    const young = { at: "2026-11-22T09:00:00Z" };
    assert.equal(newer(old, young), young);
    assert.equal(newer(young, null), young);
    assert.equal(newer(null, undefined), null);
    assert.equal(ageMinutes(old.at, Date.parse(young.at)), 60);
    assert.equal(ageMinutes(young.at, Date.parse(old.at)), 0);
});
