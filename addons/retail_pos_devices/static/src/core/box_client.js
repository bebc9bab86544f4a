/**
 * Holds the line to one box: carries out what the state machine (connection.js) asks for with a real
 * WebSocket and real timers, and passes on what comes.
 */

import { eventsUrl } from "./address.js";
import { initial, step } from "./connection.js";
import { ack, parse } from "./frames.js";

export class BoxClient {
    /**
     * @param {object} options
     * @param options.url of the box
     * @param options.WebSocket class to open; @param options.timers {set(fn, ms), clear(handle)}
     * @param options.onEvent called with welcome, scan, device, job and payment events
     * @param options.onState called with {phase, reason} when the line's state changes
     * @param options.onNeedToken called when the box wants another token
     */
    constructor({ url, WebSocket, timers, onEvent, onState, onNeedToken, random = Math.random }) {
        this.url = eventsUrl(url);
        this.WebSocket = WebSocket;
        this.timers = timers;
        this.onEvent = onEvent;
        this.onState = onState;
        this.onNeedToken = onNeedToken;
        this.random = random;
        this.state = initial();
        this.socket = null;
        this.timer = null;
    }

    start(token) {
        this._input({ type: "start", token });
    }

    stop() {
        this._input({ type: "stop" });
    }

    setToken(token) {
        this._input({ type: "token", token });
    }

    /** Try now instead of when the pause is over. */
    retry() {
        this._input({ type: "retry" });
    }

    /** This till is the one in use: shared scanners send to it. */
    focus() {
        this._input({ type: "focus" });
    }

    /** The scan is kept here; the box may forget it. */
    ack(seq) {
        if (this.state.phase === "online") {
            this.socket.send(ack(seq));
        }
    }

    _input(input) {
        const before = this.state;
        const { state, effects } = step(before, input, this.random);
        this.state = state;
        for (const effect of effects) {
            this._effect(effect);
        }
        if (state.phase !== before.phase || state.reason !== before.reason) {
            this.onState({ phase: state.phase, reason: state.reason });
        }
    }

    _effect(effect) {
        switch (effect.type) {
            case "open":
                return this._open();
            case "close":
                return this._close();
            case "send":
                return this.socket?.send(effect.text);
            case "timer":
                this.timers.clear(this.timer);
                this.timer = this.timers.set(() => this._input({ type: "timer" }), effect.ms);
                return;
            case "no_timer":
                return this.timers.clear(this.timer);
            case "event":
                return this.onEvent(effect.event);
            case "need_token":
                return this.onNeedToken();
        }
    }

    _open() {
        this._close();
        let socket;
        try {
            socket = new this.WebSocket(this.url);
        } catch {
            // A page that may not open the address at all (mixed content) says so here.
            this.timers.clear(this.timer);
            this.timer = this.timers.set(() => this._input({ type: "closed" }), 0);
            return;
        }
        this.socket = socket;
        // A socket that was given up must not be heard any more.
        const current = (handler) => (event) => this.socket === socket && handler(event);
        socket.onopen = current(() => this._input({ type: "opened" }));
        socket.onmessage = current((event) => this._input({ type: "frame", frame: parse(event.data) }));
        socket.onclose = current(() => this._input({ type: "closed" }));
    }

    _close() {
        const socket = this.socket;
        this.socket = null;
        if (socket) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
    }
}
