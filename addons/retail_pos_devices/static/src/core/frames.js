/** The texts that go over the box's WebSocket: made and read here, so that nothing else meets raw input. */

const NUMBERED = ["scan", "scan_rejected", "device", "job", "payment"];
const PLAIN = ["welcome", "ping", "pong", "bye", "error"];

/** @param {{epoch: string, seq: number}|null} resume what was last seen, to get what was missed */
export function hello(token, resume) {
    return JSON.stringify({ type: "hello", token, resume: resume || null });
}

export function ack(seq) {
    return JSON.stringify({ type: "ack", seq });
}

export function pong() {
    return JSON.stringify({ type: "pong" });
}

export function focus() {
    return JSON.stringify({ type: "focus" });
}

/** The frame, or null for one that this version doesn't know or that is damaged. */
export function parse(text) {
    let frame;
    try {
        frame = JSON.parse(text);
    } catch {
        return null;
    }
    if (!frame || typeof frame !== "object" || Array.isArray(frame)) {
        return null;
    }
    if (PLAIN.includes(frame.type)) {
        return frame.type === "welcome" && !isWelcome(frame) ? null : frame;
    }
    if (!NUMBERED.includes(frame.type) || !Number.isInteger(frame.seq)) {
        return null;
    }
    return hasContent(frame) ? frame : null;
}

function isWelcome(frame) {
    return typeof frame.epoch === "string" && Number.isInteger(frame.seq) && Array.isArray(frame.devices);
}

function hasContent(frame) {
    if (frame.type === "scan") {
        return typeof frame.id === "string" && typeof frame.data === "string" && frame.data !== "";
    }
    if (frame.type === "scan_rejected") {
        return typeof frame.device === "string" && typeof frame.reason === "string";
    }
    return typeof frame[frame.type]?.id === "string";
}
