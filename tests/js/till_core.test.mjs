/** Clock, manifest, hash, prices and basket arithmetic: what a till decides by itself. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import {
    discountFor,
    netAfterManual,
    qtyText,
    toMinor,
} from "../../addons/retail_pos_central/static/src/core/basket.js";
import { ServerClock } from "../../addons/retail_pos_central/static/src/core/clock.js";
import {
    blobsOf,
    contentKey,
    currentSwitch,
    nextSwitchMs,
    obsoleteBlobs,
    resolveContents,
} from "../../addons/retail_pos_central/static/src/core/manifest.js";
import {
    compareItems,
    isInForce,
    nextPriceChangeMs,
} from "../../addons/retail_pos_central/static/src/core/pricing.js";
import { sha256Hex } from "../../addons/retail_pos_central/static/src/core/sha256.js";

const entry = (sha256) => ({ sha256, url: `/b/${sha256}`, id: sha256 });
const T0 = Date.parse("2026-11-21T12:00:00Z");

function device(startMs) {
    const time = { date: startMs, mono: 0 };
    const clock = (offset) => new ServerClock({ date: () => time.date, monotonic: () => time.mono }, offset);
    const pass = (ms) => {
        time.date += ms;
        time.mono += ms;
    };
    return { time, clock, pass };
}

test("a clock that is wrong by a day follows the server after one answer", () => {
    const { clock, pass, time } = device(T0 - 86400000);
    const server = clock(0);
    const sent = time.mono;
    pass(80);
    server.sample(T0, sent, time.mono);
    assert.equal(server.now(), T0 + 40);
    pass(5000);
    assert.equal(server.now(), T0 + 5040);
    assert.equal(server.deviceErrorMs, -(86400000 - 40));
});

test("setting the device's clock back or to another day changes nothing", () => {
    const { clock, pass, time } = device(T0);
    const server = clock(0);
    server.sample(T0, time.mono, time.mono);
    pass(1000);
    time.date -= 3600000;
    assert.equal(server.now(), T0 + 1000);
    pass(1000);
    assert.equal(server.now(), T0 + 2000);
});

test("after sleep, when the monotonic clock stood still, the device's clock is believed", () => {
    const { clock, time } = device(T0);
    const server = clock(0);
    server.sample(T0, time.mono, time.mono);
    time.date += 3600000;
    assert.equal(server.now(), T0 + 3600000);
});

test("a slow answer does not spoil a good estimate, but corrects a clock that is really off", () => {
    const { clock, pass, time } = device(T0);
    const server = clock(0);
    server.sample(T0, time.mono, time.mono);
    const sent = time.mono;
    pass(3000);
    assert.equal(server.sample(T0 + 2900, sent, time.mono), false);
    assert.equal(server.now(), T0 + 3000);
    assert.equal(server.sample(T0 + 60000, sent, time.mono), true);
    assert.ok(server.now() >= T0 + 60000);
});

test("the offset kept from an earlier run holds after a reload offline", () => {
    const { clock } = device(T0 - 5000);
    assert.equal(clock(5000).now(), T0);
});

const MANIFEST = {
    serial: 7,
    switches: [
        { at: null, content: { layout: entry("a"), campaign: [entry("c"), entry("d")], receipt: null } },
        {
            at: "2026-11-21T13:00:00.000Z",
            content: { layout: entry("b"), campaign: [entry("d")], receipt: null },
        },
    ],
};

test("the switch in force changes at its very millisecond", () => {
    const at = Date.parse("2026-11-21T13:00:00.000Z");
    assert.equal(currentSwitch(MANIFEST, at - 1).content.layout.sha256, "a");
    assert.equal(currentSwitch(MANIFEST, at).content.layout.sha256, "b");
    assert.equal(nextSwitchMs(MANIFEST, at - 1), at);
    assert.equal(nextSwitchMs(MANIFEST, at), null);
});

test("blobs are listed once, resolved as a whole or not at all, and dropped when not needed", () => {
    assert.deepEqual(
        blobsOf(MANIFEST).map((blob) => blob.sha256),
        ["a", "c", "d", "b"]
    );
    const documents = new Map([
        ["a", 1],
        ["c", 2],
    ]);
    assert.equal(resolveContents(MANIFEST.switches[0].content, documents), null);
    documents.set("d", 3);
    assert.deepEqual(resolveContents(MANIFEST.switches[0].content, documents), {
        layout: 1,
        campaign: [2, 3],
        receipt: null,
    });
    assert.deepEqual(obsoleteBlobs(["a", "x", "y"], MANIFEST, { layout: entry("y") }), ["x"]);
    const same = { receipt: null, campaign: [entry("c"), entry("d")], layout: entry("a") };
    assert.equal(contentKey(same), contentKey(MANIFEST.switches[0].content));
    assert.notEqual(contentKey(same), contentKey(MANIFEST.switches[1].content));
});

test("the hash is SHA-256 for every length around a block and for text in UTF-8", () => {
    for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000, 70000]) {
        const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) & 255);
        assert.equal(sha256Hex(bytes), createHash("sha256").update(bytes).digest("hex"), `length ${length}`);
    }
    const text = new TextEncoder().encode("blåbærsyltetøy");
    assert.equal(sha256Hex(text), createHash("sha256").update(text).digest("hex"));
});

test("dated prices count from their first to their last moment", () => {
    const item = { id: 1, start: T0, end: T0 + 1000 };
    assert.deepEqual(
        [T0 - 1, T0, T0 + 1000, T0 + 1001].map((now) => isInForce(item, now)),
        [false, true, true, false]
    );
    assert.equal(nextPriceChangeMs([item], T0 - 1), T0);
    assert.equal(nextPriceChangeMs([item], T0), T0 + 1001);
    assert.equal(nextPriceChangeMs([item, { id: 2 }], T0 + 2000), null);
    assert.ok(isInForce({ id: 3, start: null, end: null }, T0));
});

test("items stand in the server's order: scope, quantity, newest", () => {
    const items = [
        { id: 1, product_tmpl_id: 5, min_quantity: 0 },
        { id: 9, product_tmpl_id: 5, min_quantity: 0 },
        { id: 2, product_tmpl_id: 5, min_quantity: 10 },
        { id: 3, categ_id: 4 },
        { id: 4 },
        { id: 5, product_id: 8 },
    ];
    assert.deepEqual(
        items.sort(compareItems).map((item) => item.id),
        [5, 2, 9, 1, 3, 4]
    );
});

test("the discount brings Odoo's product of doubles to the engine's net", () => {
    const cases = [
        [899, 1, 71920],
        [49.9, 3, 9980],
        [29.9, 1.235, 3693],
        [0.1, 3, 30],
        [19.99, 7, 12345],
        [100, 1, 0],
    ];
    for (const [price, qty, net] of cases) {
        const discount = discountFor(price, qty, net);
        const result = price * qty * (1 - discount / 100);
        assert.ok(Math.abs(result * 100 - net) < 1e-6, `${price} × ${qty} → ${result}`);
    }
    assert.equal(discountFor(49.9, 3, 14970), 0);
    assert.equal(discountFor(0, 3, 0), 0);
});

test("amounts round half up without float noise; quantities lose it", () => {
    assert.equal(toMinor(1.005), 101);
    assert.equal(toMinor(-1.005), -101);
    assert.equal(toMinor(36.9265), 3693);
    assert.equal(qtyText(0.1 + 0.2), "0.3");
    assert.equal(qtyText(3), "3");
    assert.equal(qtyText(-1), "-1");
    assert.equal(qtyText(100), "100");
    assert.equal(netAfterManual(9980, 10), 8982);
    assert.equal(netAfterManual(9980, 0), 9980);
});
