/** When a till that lost its bus asks, waits and connects. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ComingBack, TURN_MS } from "../../addons/retail_pos_central/static/src/core/coming_back.js";
import { Random } from "../campaigns/random.mjs";

const generator = (seed) => {
    const random = new Random(seed);
    return () => random.next();
};

/** Seconds from the server's return until the till connects, after an outage of so long. */
function secondsToConnect(outageMs, random) {
    const plan = new ComingBack(random);
    let now = 0;
    let step = plan.lost();
    while (step.action === "ask") {
        now += step.waitMs;
        step = plan.answered(now >= outageMs);
    }
    assert.equal(step.action, "connect");
    return (now + step.waitMs - outageMs) / 1000;
}

test("a till connects within half a minute of the server's return, however long that was away", () => {
    const random = generator(1);
    for (const minutes of [0.1, 1, 10, 600]) {
        for (let i = 0; i < 200; i++) {
            assert.ok(secondsToConnect(minutes * 60000, random) <= 30);
        }
    }
});

test("a thousand tills that lost the server at once do not come back at once", () => {
    const [perSecond, random] = [new Map(), generator(2)];
    for (let i = 0; i < 1000; i++) {
        const second = Math.floor(secondsToConnect(600000, random));
        perSecond.set(second, (perSecond.get(second) || 0) + 1);
    }
    assert.ok(Math.max(...perSecond.values()) <= 100, JSON.stringify([...perSecond]));
});

test("they ask soon at first and never more often than every few seconds later", () => {
    const plan = new ComingBack(() => 0.999);
    const waits = [plan.lost().waitMs];
    for (let i = 0; i < 10; i++) {
        waits.push(plan.answered(false).waitMs);
    }
    assert.ok(waits[0] <= 2000 && waits.at(-1) <= 10000 && waits.at(-1) > 9900, JSON.stringify(waits));
    assert.ok(waits.every((wait, i) => !i || wait >= waits[i - 1]));
});

test("what somebody else heard of the server counts, once, and not on a till that is connected", () => {
    const plan = new ComingBack(() => 0.5);
    assert.equal(plan.heard(), null);
    plan.lost();
    assert.equal(plan.lost(), null);
    assert.deepEqual(plan.heard(), { action: "connect", waitMs: TURN_MS / 2 });
    assert.equal(plan.heard(), null);
    assert.equal(plan.answered(true), null);
});

test("who had a turn asks soon after it is connected, who came back without one takes it then", () => {
    const plan = new ComingBack(() => 0.5);
    plan.lost();
    assert.equal(plan.connected(), TURN_MS);
    plan.lost();
    plan.answered(true);
    plan.connecting();
    assert.ok(plan.connected() < TURN_MS / 2);
});

test("where the server answers and its websockets don't, the bus is urged ever more seldom", () => {
    const plan = new ComingBack(() => 0);
    const waits = [];
    plan.lost();
    for (let i = 0; i < 8; i++) {
        plan.answered(true);
        assert.equal(plan.connecting().action, "check");
        waits.push(plan.inVain().waitMs);
        assert.equal(plan.heard(), null);
    }
    assert.equal(waits[0], 10000);
    assert.equal(waits.at(-1), 900000);
    // Gone altogether, it is asked for often again.
    assert.ok(plan.answered(false).waitMs <= 10000);
    assert.equal(plan.heard().action, "connect");
    plan.connected();
    assert.equal(plan.lost().waitMs, 1000);
});
