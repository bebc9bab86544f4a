/** A till's boxes: several at a time, each with its own line and pass; why one can't be reached is told. */
import { expect, test } from "@odoo/hoot";
import { tick } from "@odoo/hoot-mock";
import { connectionCode } from "@retail_pos_devices/till/boxes/box_messages";
import { RetailBoxes } from "@retail_pos_devices/till/boxes/retail_boxes";

const device = (id, kind) => ({ id, kind, name: id });
const COUNTER = {
    uuid: "a",
    name: "Boks ved kassen",
    url: "https://boks-a.butikk.lan:8910",
    origin_allowed: true,
    token: "pass a",
    devices: [device("printer-1", "printer"), device("scanner-1", "scanner")],
};
const OFFICE = {
    uuid: "b",
    name: "Boks på kontoret",
    url: "https://192.168.1.21:8910",
    origin_allowed: true,
    token: "pass b",
    devices: [device("printer-9", "printer")],
};

class Line {
    static opened = [];

    constructor(url) {
        this.url = url;
        this.sent = [];
        Line.opened.push(this);
    }

    send(text) {
        this.sent.push(JSON.parse(text));
    }

    close() {
        this.closed = true;
    }

    /** The box takes the pass, and tells of its devices. */
    welcome(devices) {
        this.onopen();
        this.say({ type: "welcome", epoch: "e", seq: 0, resumed: true, devices });
    }

    say(frame) {
        this.onmessage({ data: JSON.stringify(frame) });
    }
}

const ready = (id) => ({ id, state: "ready", error: null, snapshot: {} });
const timers = { set: () => 1, clear() {} };

/** @returns {{boxes, grant, heard, lines}} grant.boxes may be changed before `boxes.refresh()` */
async function till(permissions = null) {
    Line.opened = [];
    const kept = new Map();
    const storage = {
        getItem: (key) => kept.get(key) || null,
        setItem: (key, value) => kept.set(key, value),
        removeItem: (key) => kept.delete(key),
    };
    const grant = { session: 1, expires_in_s: 57600, boxes: [COUNTER, OFFICE] };
    const heard = [];
    const boxes = new RetailBoxes({
        configId: 1,
        sessionId: 1,
        fetchGrant: async () => structuredClone(grant),
        on: { scan: ({ data }) => heard.push(data) },
        io: {
            storage,
            permissions,
            timers,
            WebSocket: Line,
            fetch: () => {},
            pageUrl: "https://odoo.kjede.no/pos/ui/1",
            now: () => 0,
        },
    });
    await boxes.start();
    return { boxes, grant, heard, lines: Line.opened };
}

test("two boxes have a line and a pass each, and the one whose device serves is used", async () => {
    const { boxes, heard, lines } = await till();
    expect(lines.map(({ url }) => url)).toEqual([
        "wss://boks-a.butikk.lan:8910/v1/events",
        "wss://192.168.1.21:8910/v1/events",
    ]);
    lines[0].welcome([ready("printer-1"), ready("scanner-1")]);
    lines[1].welcome([ready("printer-9")]);
    expect(lines.map(({ sent }) => sent[0].token)).toEqual(["pass a", "pass b"]);
    expect(boxes.find("printer").device.id).toBe("printer-1");
    lines[0].say({ type: "device", seq: 1, device: { ...ready("printer-1"), state: "disconnected" } });
    expect(boxes.find("printer").device.id).toBe("printer-9");
    expect(boxes.find("printer").box.name).toBe("Boks på kontoret");
    lines[0].say({ type: "scan", seq: 2, id: "s", device: "scanner-1", data: "111" });
    expect(heard).toEqual(["111"]);
    expect(lines[0].sent.at(-1)).toEqual({ type: "ack", seq: 2 });
    expect(lines[1].sent.length).toBe(1);
});

test("one box that goes away leaves the other as it is, and its devices are not used", async () => {
    const { boxes, lines } = await till();
    lines[0].welcome([ready("printer-1"), ready("scanner-1")]);
    lines[1].welcome([ready("printer-9")]);
    lines[0].onclose();
    expect(boxes.state.boxes.map(({ phase }) => phase)).toEqual(["waiting", "online"]);
    expect(boxes.find("printer").device.id).toBe("printer-9");
    expect(boxes.find("scanner").serving).toBe(false);
});

test("a box that moves gets a new line, one that is taken from the till loses its own", async () => {
    const { boxes, grant, lines } = await till();
    lines[0].welcome([ready("printer-1")]);
    grant.boxes = [{ ...COUNTER, url: "https://192.168.1.30:8910" }];
    await boxes.refresh();
    expect(lines.map(({ closed }) => Boolean(closed))).toEqual([true, true, false]);
    expect(lines[2].url).toBe("wss://192.168.1.30:8910/v1/events");
    expect(boxes.state.boxes.map(({ uuid }) => uuid)).toEqual(["a"]);
});

test("a browser that keeps the page from the local network is told apart from a cable that is out", async () => {
    const said = { denied: "browser_blocks", prompt: "browser_asks", granted: "unreachable_tls" };
    for (const [state, code] of Object.entries(said)) {
        const { boxes, lines } = await till({ query: async () => ({ state }) });
        lines[0].onclose();
        await tick();
        await tick();
        expect(connectionCode(boxes.state.boxes[0])).toBe(code);
    }
});

test("over an encrypted line a certificate may be in the way, too", () => {
    const box = { url: "https://box", originAllowed: true, phase: "waiting", reason: "unreachable" };
    expect(connectionCode(box)).toBe("unreachable_tls");
    expect(connectionCode({ ...box, reason: "unauthorized" })).toBe("unauthorized");
    expect(connectionCode({ ...box, url: "http://box" })).toBe("unreachable");
    expect(connectionCode({ ...box, phase: "online" })).toBe(null);
});

test("a web address that the box does not serve is told before the line is", async () => {
    const { boxes, grant } = await till();
    grant.boxes = [{ ...COUNTER, origin_allowed: false }];
    await boxes.refresh();
    expect(connectionCode(boxes.state.boxes[0])).toBe("wrong_origin");
});
