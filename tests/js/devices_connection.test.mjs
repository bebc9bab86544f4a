/** The line to a box: greeting, resume, refusal, silence, and coming back with growing pauses. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { localNetworkPermission } from "../../addons/retail_pos_devices/static/src/core/address.js";
import { nextDelayMs } from "../../addons/retail_pos_devices/static/src/core/backoff.js";
import { BoxClient } from "../../addons/retail_pos_devices/static/src/core/box_client.js";
import { SILENCE_MS } from "../../addons/retail_pos_devices/static/src/core/connection.js";
import { parse } from "../../addons/retail_pos_devices/static/src/core/frames.js";

/** A network without hardware: sockets that the test opens, feeds and breaks, and a clock that it turns. */
class Bench {
    constructor() {
        this.sockets = [];
        this.events = [];
        this.states = [];
        this.tokensAsked = 0;
        this.timer = null;
        const bench = this;
        class FakeSocket {
            constructor(url) {
                if (bench.forbidden) {
                    throw new Error("mixed content");
                }
                Object.assign(this, { url, sent: [], closed: false });
                bench.sockets.push(this);
            }
            send(text) {
                this.sent.push(JSON.parse(text));
            }
            close() {
                this.closed = true;
            }
        }
        this.client = new BoxClient({
            url: "http://192.168.1.20:8910",
            WebSocket: FakeSocket,
            timers: { set: (fn, ms) => (this.timer = { fn, ms }), clear: () => (this.timer = null) },
            onEvent: (event) => this.events.push(event),
            onState: (state) => this.states.push(`${state.phase}:${state.reason || ""}`),
            onNeedToken: () => this.tokensAsked++,
            random: () => 1,
        });
    }

    get socket() {
        return this.sockets.at(-1);
    }

    say(frame) {
        this.socket.onmessage({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
    }

    greet(more = {}) {
        this.client.start("token-1");
        this.socket.onopen();
        this.say({ type: "welcome", epoch: "e1", seq: 7, devices: [], ...more });
        return this.socket;
    }

    tick() {
        const { fn } = this.timer;
        this.timer = null;
        fn();
    }
}

const scan = (seq, id = `s${seq}`) => ({ type: "scan", seq, id, device: "scanner-1", data: "7038010000010" });

test("the till greets with its token and is online when the box welcomes it", () => {
    const bench = new Bench();
    const socket = bench.greet();
    assert.equal(socket.url, "ws://192.168.1.20:8910/v1/events");
    assert.deepEqual(socket.sent, [{ type: "hello", token: "token-1", resume: null }]);
    assert.deepEqual(bench.states, ["connecting:", "greeting:", "online:"]);
    assert.equal(bench.timer.ms, SILENCE_MS);
});

test("events are passed on in order, pings are answered, unknown and damaged frames are let go", () => {
    const bench = new Bench();
    const socket = bench.greet();
    bench.say(scan(8));
    bench.say("{broken");
    bench.say({ type: "novelty", seq: 9 });
    bench.say({ type: "scan", seq: 10, id: "s10", device: "scanner-1" });
    bench.say({ type: "scan_rejected", seq: 10, device: "scanner-1", reason: "control_characters" });
    bench.say({ type: "ping" });
    bench.say({ type: "device", seq: 11, device: { id: "printer-1", state: "ready" } });
    assert.deepEqual(
        bench.events.map((event) => event.type),
        ["welcome", "scan", "scan_rejected", "device"]
    );
    assert.deepEqual(socket.sent.at(-1), { type: "pong" });
    bench.client.ack(8);
    assert.deepEqual(socket.sent.at(-1), { type: "ack", seq: 8 });
});

test("after a break the till comes back where it was", () => {
    const bench = new Bench();
    bench.greet();
    bench.say(scan(8));
    bench.socket.onclose();
    assert.equal(bench.states.at(-1), "waiting:unreachable");
    assert.equal(bench.timer.ms, 500);
    bench.tick();
    bench.socket.onopen();
    assert.deepEqual(bench.socket.sent, [
        { type: "hello", token: "token-1", resume: { epoch: "e1", seq: 8 } },
    ]);
});

test("pauses double up to half a minute, are spread, and start over after a success", () => {
    const bench = new Bench();
    bench.client.start("token-1");
    const pauses = [];
    for (let attempt = 0; attempt < 9; attempt++) {
        bench.socket.onclose();
        pauses.push(bench.timer.ms);
        bench.tick();
    }
    assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
    bench.socket.onopen();
    bench.say({ type: "welcome", epoch: "e1", seq: 0, devices: [] });
    bench.socket.onclose();
    assert.equal(bench.timer.ms, 500);
    assert.equal(
        nextDelayMs(3, () => 0),
        2000
    );
});

test("a silent box is given up, and an old socket's late word counts no more", () => {
    const bench = new Bench();
    const first = bench.greet();
    bench.tick();
    assert.equal(bench.states.at(-1), "waiting:unreachable");
    assert.equal(first.closed, true);
    assert.equal(first.onmessage, null);
});

test("a box that does not answer the greeting is given up", () => {
    const bench = new Bench();
    bench.client.start("token-1");
    bench.tick();
    assert.equal(bench.states.at(-1), "waiting:unreachable");
});

test("a refused token asks for another and does not hammer the box", () => {
    const bench = new Bench();
    bench.client.start("old");
    bench.socket.onopen();
    bench.say({ type: "error", error: { code: "expired_token", message: "…" } });
    assert.equal(bench.states.at(-1), "refused:expired_token");
    assert.equal(bench.tokensAsked, 1);
    assert.equal(bench.timer.ms, 60000);
    bench.client.setToken("new");
    bench.socket.onopen();
    assert.equal(bench.socket.sent[0].token, "new");
});

test("a fresh token goes over the open line", () => {
    const bench = new Bench();
    const socket = bench.greet();
    bench.client.setToken("token-2");
    assert.deepEqual(socket.sent.at(-1), { type: "hello", token: "token-2", resume: null });
    assert.equal(bench.sockets.length, 1);
});

test("an address that the browser won't open is a box that can't be reached, not a crash", () => {
    const bench = new Bench();
    bench.forbidden = true;
    bench.client.start("token-1");
    bench.tick();
    assert.equal(bench.states.at(-1), "waiting:unreachable");
});

test("stopping closes the line for good; trying again by hand does not wait", () => {
    const bench = new Bench();
    bench.greet();
    bench.socket.onclose();
    bench.client.retry();
    assert.equal(bench.sockets.length, 2);
    bench.client.stop();
    assert.equal(bench.sockets[1].closed, true);
    assert.equal(bench.timer, null);
});

test("frames are judged by their form", () => {
    for (const bad of [
        "",
        "null",
        "[]",
        "7",
        '{"type":"welcome"}',
        '{"type":"scan","seq":1,"id":"a","data":""}',
        '{"type":"scan_rejected","seq":1,"device":"a"}',
        '{"type":"job","seq":1}',
    ]) {
        assert.equal(parse(bad), null, bad);
    }
    assert.equal(parse('{"type":"payment","seq":1,"payment":{"id":"a"}}').payment.id, "a");
});

test("the browser's permission for the local network is asked by the name that the browser knows", async () => {
    const browser = (states) => ({
        query: async ({ name }) => {
            if (!(name in states)) {
                throw new TypeError(`unknown permission ${name}`);
            }
            return { state: states[name] };
        },
    });
    const ask = (states, box = "http://192.168.1.20:8910", page = "https://odoo.example/pos/ui") =>
        localNetworkPermission(browser(states), box, page);
    assert.equal(await ask({ "local-network": "denied", "loopback-network": "granted" }), "denied");
    assert.equal(
        await ask({ "local-network": "denied", "loopback-network": "prompt" }, "http://127.0.0.1:8910"),
        "prompt"
    );
    assert.equal(await ask({ "local-network-access": "denied" }), "denied");
    assert.equal(await ask({}), "granted");
    assert.equal(await ask({ "local-network": "denied" }, undefined, "http://odoo.local/pos/ui"), "granted");
    assert.equal(
        await localNetworkPermission(undefined, "http://box:8910", "https://odoo.example/"),
        "granted"
    );
});
