/** Scans are taken once and kept; print jobs end with a word that a cashier can act on; tokens are kept in time. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { addressSpace, eventsUrl } from "../../addons/retail_pos_devices/static/src/core/address.js";
import { BoxApi } from "../../addons/retail_pos_devices/static/src/core/box_api.js";
import { BoxError } from "../../addons/retail_pos_devices/static/src/core/errors.js";
import { afterPrint, runPrint } from "../../addons/retail_pos_devices/static/src/core/print_run.js";
import { judge, ScanInbox } from "../../addons/retail_pos_devices/static/src/core/scan_inbox.js";
import { keep, kept, renewInMs } from "../../addons/retail_pos_devices/static/src/core/tokens.js";

function memory() {
    const store = new Map();
    return { getItem: (key) => store.get(key) ?? null, setItem: (key, value) => store.set(key, value) };
}

const scan = (id, data = "7038010000010") => ({ id, device: "scanner-1", data, at: "2026-01-01T10:00:00Z" });

test("a scan that comes twice is taken once, also after a reload", () => {
    const storage = memory();
    const inbox = new ScanInbox(storage, "k");
    assert.equal(inbox.take(scan("a"), null), true);
    assert.equal(inbox.take(scan("b"), null), true);
    assert.equal(inbox.take(scan("a"), null), false);
    inbox.done("a");
    const again = new ScanInbox(storage, "k");
    assert.equal(again.take(scan("a"), null), false);
    assert.deepEqual([again.size, again.next.id], [1, "b"]);
});

test("damaged storage costs nothing but what was in it", () => {
    const storage = memory();
    storage.setItem("k", "[1,2");
    const inbox = new ScanInbox(storage, "k");
    assert.equal(inbox.take(scan("a"), null), true);
    storage.setItem("k", '{"waiting":[null,{"data":5}],"seen":"x"}');
    assert.equal(new ScanInbox(storage, "k").size, 0);
});

test("a scan waits for dialogs and for a screen that takes goods, and asks when the sale is another", () => {
    const held = { ...scan("a"), context: { order: "o1", draft: true } };
    const now = { dialogOpen: false, takesThis: true, exclusive: false, order: { uuid: "o1" } };
    assert.equal(judge(held, now), "deliver");
    assert.equal(judge(held, { ...now, dialogOpen: true }), "hold");
    assert.equal(judge(held, { ...now, takesThis: false }), "hold");
    assert.equal(judge(held, { ...now, exclusive: true, dialogOpen: true }), "deliver");
    assert.equal(judge(held, { ...now, order: { uuid: "o2" } }), "ask");
    assert.equal(
        judge({ ...held, context: { order: "o1", draft: false } }, { ...now, order: { uuid: "o2" } }),
        "deliver"
    );
    assert.equal(judge({ ...held, context: null }, { ...now, order: { uuid: "o2" } }), "deliver");
});

async function print(answers, more = {}) {
    const asked = [];
    const updates = [];
    const next = (name) => {
        asked.push(name);
        const answer = answers.shift();
        if (answer instanceof Error) {
            throw answer;
        }
        return { error: null, ...answer };
    };
    const outcome = await runPrint({
        api: { print: async () => next("print"), job: async () => next("job") },
        device: "printer-1",
        job: { id: "j" },
        onUpdate: (update) => updates.push(update),
        sleep: async () => {},
        isStopped: () => asked.length > 20,
        ...more,
    });
    return { outcome, asked, updates };
}

test("print outcomes", async () => {
    const paperOut = { code: "paper_out", message: "" };
    const down = () => new BoxError("unreachable");
    const cases = [
        [[{ state: "queued" }, { state: "done" }], "done", null],
        [[{ state: "queued" }, { state: "queued", error: paperOut }, { state: "done" }], "done", null],
        [
            [{ state: "queued" }, { state: "unknown", error: { code: "connection_lost" } }],
            "unknown",
            "connection_lost",
        ],
        [[{ state: "queued" }, { state: "expired" }], "failed", "expired"],
        [[{ state: "queued" }, { state: "failed", error: { code: "cancelled" } }], "failed", "cancelled"],
        [[new BoxError("not_encodable", { status: 422 })], "failed", "not_encodable"],
        [[down(), down(), { state: "queued" }, { state: "done" }], "done", null],
        [[down(), down(), down(), down()], "unreachable", "unreachable"],
        [[{ state: "queued" }, down(), down(), down(), down(), down(), { state: "done" }], "done", null],
    ];
    for (const [answers, result, code] of cases) {
        assert.deepEqual((await print([...answers])).outcome, { result, code }, JSON.stringify(answers));
    }
    const { updates } = await print([{ state: "queued", error: paperOut }, { state: "done" }]);
    assert.deepEqual(updates[0], { state: "queued", code: "paper_out" });
});

test("a print that was under way before a reload is asked about and not sent again", async () => {
    const { asked, outcome } = await print([{ state: "queued" }, { state: "done" }], { resume: true });
    assert.deepEqual([asked, outcome.result], [["job", "job"], "done"]);
    const lost = await print([new BoxError("unknown_job", { status: 404 })], { resume: true });
    assert.deepEqual([lost.asked, lost.outcome], [["job"], { result: "failed", code: "unknown_job" }]);
});

test("half a receipt is printed again in whole; what nobody can know is looked at", () => {
    const next = (result, code = null) => afterPrint({ result, code });
    assert.equal(next("done"), "end");
    assert.equal(next("unknown", "paper_out"), "whole");
    assert.equal(next("unknown", "cover_open"), "whole");
    assert.equal(next("unknown", "printer_offline"), "look");
    assert.equal(next("unknown", "restarted"), "look");
    assert.equal(next("unreachable", "unreachable"), "retry");
    assert.equal(next("failed", "paper_out"), "anew");
});

test("a refused token is renewed once, and every refusal carries the box's code", async () => {
    const seen = [];
    const answers = [
        [401, { error: { code: "expired_token", message: "" } }],
        [409, { error: { code: "busy_terminal", message: "busy" } }],
    ];
    const api = new BoxApi({
        url: "http://box:8910",
        pageUrl: "http://odoo:8069/pos",
        token: () => "old",
        renew: async () => "new",
        fetch: async (url, options) => {
            seen.push([url, options.headers.Authorization]);
            const [status, body] = answers.shift();
            return { ok: false, status, json: async () => body };
        },
    });
    await assert.rejects(api.pay("terminal-1", { id: "p" }), {
        name: "BoxError",
        code: "busy_terminal",
        status: 409,
    });
    assert.deepEqual(
        seen.map(([, token]) => token),
        ["Bearer old", "Bearer new"]
    );
    assert.equal(seen[0][0], "http://box:8910/v1/terminals/terminal-1/payments");
});

test("what is no answer of the box is unclear; what the box says is not", async () => {
    const answer = (status, json) => async () => ({ ok: status < 300, status, json });
    const garbage = async () => {
        throw new SyntaxError("no JSON");
    };
    const cases = [
        [async () => Promise.reject(new TypeError("Failed to fetch")), "unreachable", true],
        [answer(502, garbage), "unreachable", true],
        [answer(200, garbage), "unreachable", true],
        [answer(500, async () => ({ error: { code: "internal" } })), "internal", true],
        [answer(503, async () => ({ error: { code: "device_not_ready" } })), "device_not_ready", false],
        [answer(404, garbage), "invalid", false],
    ];
    for (const [fetch, code, isUnclear] of cases) {
        const api = new BoxApi({
            url: "http://b",
            pageUrl: "http://o",
            fetch,
            token: () => "t",
            renew: async () => null,
        });
        await assert.rejects(
            api.info(),
            (error) => error.code === code && error.isUnclear === isUnclear,
            code
        );
    }
});

test("Chrome is told where the box is only when it has to be", () => {
    const page = "https://pos.example/pos/ui/1";
    assert.equal(addressSpace("http://127.0.0.1:8910", page), "loopback");
    assert.equal(addressSpace("http://localhost:8910", page), "loopback");
    assert.equal(addressSpace("http://192.168.1.20:8910", page), "local");
    assert.equal(addressSpace("http://172.20.1.1:8910", page), "local");
    assert.equal(addressSpace("http://172.40.1.1:8910", page), undefined);
    assert.equal(addressSpace("http://box.local:8910", page), "local");
    assert.equal(addressSpace("https://box.store12.example", page), undefined);
    assert.equal(addressSpace("http://127.0.0.1:8910", "http://127.0.0.1:8069/"), undefined);
    assert.equal(eventsUrl("https://box.store12.example:8443"), "wss://box.store12.example:8443/v1/events");
});

test("tokens are kept for this session and renewed while plenty is left", () => {
    const storage = memory();
    const hour = 3600_000;
    const answer = {
        session: 5,
        expires_in_s: 16 * 3600,
        offline_expires_in_s: 192 * 3600,
        boxes: [{ token: "t" }],
    };
    const grant = keep(storage, "k", answer, 1000);
    assert.deepEqual(kept(storage, "k", 5, 2000).boxes, [{ token: "t" }]);
    assert.equal(kept(storage, "k", 6, 2000), null);
    assert.deepEqual(
        kept(storage, "k", 5, 7 * 24 * hour).boxes,
        [{ token: "t" }],
        "a week without head office"
    );
    assert.equal(kept(storage, "k", 5, 193 * hour), null);
    assert.equal(renewInMs(grant, 1000), 10 * hour);
    storage.setItem("k", "broken");
    assert.equal(kept(storage, "k", 5, 2000), null);
});
