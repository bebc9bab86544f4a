/**
 * The life of the line to one box, as a pure state machine: step(state, input) says what comes next and
 * what to do for it. The client (till/box_client.js) carries the effects out.
 *
 * phases: stopped → connecting → greeting → online → waiting → connecting …; refused: the box does not
 * take our token, a new one is needed.
 */

import { nextDelayMs } from "./backoff.js";
import { focus, hello, pong } from "./frames.js";

export const CONNECT_TIMEOUT_MS = 8_000;
/** The box pings every 15 s. */
export const SILENCE_MS = 40_000;
export const REFUSED_RETRY_MS = 60_000;
const REFUSALS = ["unauthorized", "expired_token", "wrong_origin", "wrong_host"];

export function initial() {
    return { phase: "stopped", attempt: 0, epoch: null, seq: 0, reason: null, token: null };
}

/**
 * @param input {type: "start", token} | {type: "token", token} | {type: "opened"} | {type: "frame", frame}
 *   | {type: "closed"} | {type: "timer"} | {type: "retry"} | {type: "focus"} | {type: "stop"}
 * @returns {{state: object, effects: object[]}} effects: open, close, send {text}, timer {ms}, no_timer,
 *   event {event}, need_token
 */
export function step(state, input, random = Math.random) {
    const handler = HANDLERS[input.type];
    return handler ? handler(state, input, random) : stay(state);
}

const HANDLERS = {
    start: (state, { token }) => connect({ ...state, token, attempt: 0 }),
    stop: (state) => ({ state: { ...initial(), token: state.token }, effects: [NO_TIMER, CLOSE] }),
    token: onToken,
    opened: onOpened,
    frame: onFrame,
    closed: onClosed,
    timer: onTimer,
    retry: (state) => (isDown(state) ? connect({ ...state, attempt: 0 }) : stay(state)),
    focus: (state) => (state.phase === "online" ? { state, effects: [send(focus())] } : stay(state)),
};

const CLOSE = { type: "close" };
const NO_TIMER = { type: "no_timer" };
const send = (text) => ({ type: "send", text });
const timer = (ms) => ({ type: "timer", ms });
const stay = (state) => ({ state, effects: [] });
const isDown = (state) => ["waiting", "refused"].includes(state.phase);

function connect(state) {
    return {
        state: { ...state, phase: "connecting" },
        effects: [{ type: "open" }, timer(CONNECT_TIMEOUT_MS)],
    };
}

function wait(state, reason, random) {
    const delay = nextDelayMs(state.attempt, random);
    return {
        state: { ...state, phase: "waiting", attempt: state.attempt + 1, reason },
        effects: [CLOSE, timer(delay)],
    };
}

function onToken(state, { token }) {
    const next = { ...state, token };
    if (isDown(state)) {
        return connect({ ...next, attempt: 0 });
    }
    // A fresh token on the open line, so that a long day needs no reconnect.
    return { state: next, effects: state.phase === "online" ? [send(hello(token, null))] : [] };
}

function onOpened(state) {
    if (state.phase !== "connecting") {
        return stay(state);
    }
    const resume = state.epoch ? { epoch: state.epoch, seq: state.seq } : null;
    return {
        state: { ...state, phase: "greeting" },
        effects: [send(hello(state.token, resume)), timer(CONNECT_TIMEOUT_MS)],
    };
}

function onFrame(state, { frame }, random) {
    if (!["greeting", "online"].includes(state.phase) || !frame) {
        return stay(state);
    }
    if (frame.type === "error") {
        return onError(state, frame, random);
    }
    if (frame.type === "welcome") {
        const next = {
            ...state,
            phase: "online",
            attempt: 0,
            reason: null,
            epoch: frame.epoch,
            seq: frame.seq,
        };
        return { state: next, effects: [timer(SILENCE_MS), { type: "event", event: frame }] };
    }
    const effects = [timer(SILENCE_MS)];
    if (frame.type === "ping") {
        effects.push(send(pong()));
    } else if (Number.isInteger(frame.seq)) {
        effects.push({ type: "event", event: frame });
    }
    return { state: { ...state, seq: Math.max(state.seq, frame.seq || 0) }, effects };
}

function onError(state, frame, random) {
    const code = frame.error?.code;
    if (!REFUSALS.includes(code)) {
        return wait(state, code || "invalid", random);
    }
    return {
        state: { ...state, phase: "refused", reason: code },
        effects: [CLOSE, timer(REFUSED_RETRY_MS), { type: "need_token" }],
    };
}

function onClosed(state, _input, random) {
    if (["stopped", "waiting", "refused"].includes(state.phase)) {
        return stay(state);
    }
    return wait(state, "unreachable", random);
}

function onTimer(state, _input, random) {
    if (isDown(state)) {
        return connect(state);
    }
    return state.phase === "stopped" ? stay(state) : wait(state, "unreachable", random);
}
