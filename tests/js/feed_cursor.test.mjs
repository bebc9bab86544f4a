/** What a till reads from a cursor, and from a ring. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { hasSeen, wantedByRing } from "../../addons/retail_pos_central/static/src/core/feed_cursor.js";

test("a transaction is seen when it ended before the snapshot", () => {
    const cursor = "20:24:21,22/7-19";
    assert.deepEqual(
        ["19", "20", "21", "22", "23", "24", "25"].map((xid) => hasSeen(cursor, xid)),
        [true, true, false, false, true, false, false]
    );
});

test("numbers are 64 bit wide", () => {
    assert.equal(hasSeen("9007199254740993:9007199254740995:/1-1", "9007199254740992"), true);
    assert.equal(hasSeen("9007199254740993:9007199254740993:/1-1", "9007199254740993"), false);
});

test("what is no cursor or no number has seen nothing", () => {
    for (const cursor of [null, "", "x", "1:2"]) {
        assert.equal(hasSeen(cursor, "1"), false);
    }
    assert.equal(hasSeen("5:5:/1-1", "drop"), false);
});

test("what rode with the ring, or is for other tills, is not fetched", () => {
    const till = { group: 4, till: "t-1" };
    const ring = (fields) => wantedByRing(fields, till);
    assert.deepEqual(ring({ feed: true, manifest: true, carried: [3, 4] }), { feed: false, manifest: true });
    assert.deepEqual(ring({ feed: true, carried: [3] }), { feed: true, manifest: false });
    assert.deepEqual(ring({ feed: true, manifest: true, tills: ["t-2"] }), { feed: true, manifest: false });
    assert.deepEqual(ring({ manifest: true, tills: ["t-1"] }), { feed: false, manifest: true });
    assert.deepEqual(wantedByRing({ feed: true }, {}), { feed: true, manifest: false });
});
