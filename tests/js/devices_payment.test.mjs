/** One payment from request to outcome: nothing is sent twice, and nothing is decided on a guess. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { BoxError } from "../../addons/retail_pos_devices/static/src/core/errors.js";
import { PaymentJournal } from "../../addons/retail_pos_devices/static/src/core/payment_journal.js";
import { runPayment } from "../../addons/retail_pos_devices/static/src/core/payment_run.js";
import {
    cardFields,
    meaning,
    paymentRequest,
    UNKNOWN_STATUS,
} from "../../addons/retail_pos_devices/static/src/core/payment.js";

const unreachable = () => new BoxError("unreachable");
const refused = (code, status) => new BoxError(code, { status });
const state = (name, more = {}) => ({ id: "p1", state: name, ...more });

/** Answers in order, for pay and payment alike; counts what was asked. */
async function run(answers, options = {}) {
    const asked = [];
    const updates = [];
    const slept = [];
    const next = (name) => {
        asked.push(name);
        const answer = answers.shift();
        if (answer === undefined) {
            throw new Error("asked more than expected");
        }
        if (answer instanceof Error) {
            throw answer;
        }
        return answer;
    };
    const result = await runPayment({
        api: {
            reach: async () => {},
            pay: async () => next("pay"),
            payment: async () => next("payment"),
            ...options.api,
        },
        device: "terminal-1",
        request: { id: "p1" },
        onUpdate: (update) => updates.push(update),
        sleep: async (ms) => slept.push(ms),
        isStopped: () => options.isStopped?.() || false,
        resume: options.resume || false,
    });
    return { result, asked, updates, slept };
}

test("a payment that goes well", async () => {
    const { result, asked, updates } = await run([state("sending"), state("in_progress"), state("approved")]);
    assert.equal(result.taken, true);
    assert.deepEqual(asked, ["pay", "payment", "payment"]);
    assert.deepEqual(
        updates.map((update) => update.lineStatus),
        ["waitingCard", "waitingCard", "done"]
    );
});

test("a declined card ends the payment with its reason", async () => {
    const { result } = await run([state("sending"), state("declined", { error: { code: "wrong_pin" } })]);
    assert.deepEqual([result.taken, result.code], [false, "wrong_pin"]);
});

test("the request goes out once, whatever happens to the line", async () => {
    const { result, asked, updates } = await run([
        unreachable(),
        unreachable(),
        unreachable(),
        state("approved"),
    ]);
    assert.equal(result.taken, true);
    assert.deepEqual(asked, ["pay", "payment", "payment", "payment"]);
    assert.equal(updates[0].lineStatus, UNKNOWN_STATUS);
});

test("a request that never reached the box is told so, after a second look", async () => {
    const missing = refused("unknown_payment", 404);
    const { result, asked, slept } = await run([unreachable(), missing, missing]);
    assert.deepEqual([result.taken, result.code], [false, "not_sent"]);
    assert.deepEqual(asked, ["pay", "payment", "payment"]);
    assert.equal(slept.length, 1);
});

test("to a box that is not there nothing is sent, and nothing is left open", async () => {
    const reach = async (device) => {
        assert.equal(device, "terminal-1");
        throw unreachable();
    };
    const { result, asked, updates } = await run([], { api: { reach } });
    assert.deepEqual([result.taken, result.code, result.stopped], [false, "unreachable", false]);
    assert.deepEqual([asked, updates], [[], []]);
});

test("a straggling request is found by the second look", async () => {
    const { result } = await run([
        unreachable(),
        refused("unknown_payment", 404),
        state("in_progress"),
        state("approved"),
    ]);
    assert.equal(result.taken, true);
});

test("a box that refuses at once began nothing", async () => {
    for (const error of [
        refused("busy_terminal", 409),
        refused("invalid", 422),
        refused("device_not_ready", 503),
        refused("wrong_origin", 403),
    ]) {
        const { result, asked } = await run([error]);
        assert.deepEqual([result.taken, result.code], [false, error.code]);
        assert.deepEqual(asked, ["pay"]);
    }
});

test("a conflict means that the box has this payment: it is followed, not repeated", async () => {
    const { result, asked } = await run([refused("conflict", 409), state("approved")]);
    assert.equal(result.taken, true);
    assert.deepEqual(asked, ["pay", "payment"]);
});

test("unknown goes on until it is known", async () => {
    const { result, updates } = await run([
        state("sending"),
        state("unknown"),
        state("unknown"),
        state("approved"),
    ]);
    assert.equal(result.taken, true);
    assert.deepEqual(
        updates.map((update) => update.lineStatus),
        ["waitingCard", UNKNOWN_STATUS, UNKNOWN_STATUS, "done"]
    );
});

test("a payment that the box had and lost stays open for a person", async () => {
    let looks = 0;
    const missing = refused("unknown_payment", 404);
    const { result, updates } = await run([state("sending"), missing, missing, missing], {
        isStopped: () => ++looks > 3,
    });
    assert.equal(result.stopped, true);
    assert.equal(updates.at(-1).lineStatus, UNKNOWN_STATUS);
});

test("after a reload nothing is sent, only asked", async () => {
    const { result, asked } = await run([unreachable(), state("approved")], { resume: true });
    assert.equal(result.taken, true);
    assert.deepEqual(asked, ["payment", "payment"]);
});

test("a state that this version doesn't know decides nothing", () => {
    assert.deepEqual(meaning(state("teleported")), {
        final: false,
        taken: false,
        lineStatus: UNKNOWN_STATUS,
        code: "unknown",
    });
});

test("partial approval is taken and says so", () => {
    assert.deepEqual(meaning(state("partial")), {
        final: true,
        taken: true,
        lineStatus: "done",
        code: "partial",
    });
});

test("amounts are whole øre, whatever floating point makes of them", () => {
    const request = (amount) =>
        paymentRequest({ id: "a", amount, decimals: 2, currency: "NOK", reference: "7", original: "orig" });
    assert.equal(request(1.1 + 2.2).amount, 330);
    assert.equal(request(1234567.89).amount, 123456789);
    assert.deepEqual(request(129.9), {
        id: "a",
        kind: "payment",
        amount: 12990,
        currency: "NOK",
        reference: "7",
        original: null,
    });
    assert.deepEqual(request(-0.29), {
        id: "a",
        kind: "refund",
        amount: 29,
        currency: "NOK",
        reference: "7",
        original: "orig",
    });
});

test("of the card only the last four digits stay", () => {
    const fields = cardFields({
        card: { brand: "Visa", masked_pan: "541333 **** 4952", auth_code: "A1" },
        psp_reference: "X",
    });
    assert.deepEqual([fields.card_no, fields.card_brand, fields.payment_ref_no], ["4952", "Visa", "X"]);
    assert.equal(JSON.stringify(fields).includes("541333"), false);
});

test("the journal survives a reload and damaged storage", () => {
    const store = new Map();
    const storage = {
        getItem: (key) => store.get(key) ?? null,
        setItem: (key, value) => store.set(key, value),
    };
    new PaymentJournal(storage, "k").put({ id: "p1", line: "l1", amount: 12990 });
    const journal = new PaymentJournal(storage, "k");
    journal.put({ id: "p1", outcome: "approved" });
    assert.deepEqual(journal.get("p1"), { id: "p1", line: "l1", amount: 12990, outcome: "approved" });
    assert.deepEqual(journal.open(), []);
    assert.equal(journal.ofLine("l1").length, 1);
    journal.remove("p1");
    assert.deepEqual(journal.all(), []);
    store.set("k", "{broken");
    assert.deepEqual(journal.all(), []);
});
