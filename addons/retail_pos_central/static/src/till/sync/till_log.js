/**
 * The one log of this till: sync, prints and payments as they went, kept over a reload.
 */

import { withEntry } from "../../core/till_log";
import { tillNow } from "./till_clock";
import { tillDb } from "./till_db";

const WRITE_AFTER_MS = 2000;

class TillLog {
    constructor() {
        this.entries = [];
    }

    /** Takes up what an earlier page wrote. */
    async open() {
        const db = await tillDb();
        this.entries = [...((await db.get("state", "log")) || []), ...this.entries];
        this.add("page", "started");
    }

    add(kind, text) {
        this.entries = withEntry(this.entries, { at: tillNow(), kind, text });
        this.timer ??= setTimeout(() => this.write(), WRITE_AFTER_MS);
    }

    async write() {
        this.timer = null;
        const db = await tillDb();
        try {
            await db.put("state", { log: this.entries });
        } catch (error) {
            // A full disk keeps the log from being written, never the till from selling.
            console.warn("The till's log could not be written", error);
        }
    }
}

export const tillLog = new TillLog();
