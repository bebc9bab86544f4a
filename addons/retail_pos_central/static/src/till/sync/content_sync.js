/**
 * Keeps what the chain released on this till: manifest, blobs, the switch at its second, the
 * acknowledgement.
 *
 * Nothing here waits for the server before the till may sell: it starts with what it holds. A switch
 * waits while an order with lines is open; `maySwitch` tells, and `settle()` is called when it ends.
 */

import { _t } from "@web/core/l10n/translation";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import {
    blobsOf,
    contentKey,
    currentSwitch,
    nextSwitchMs,
    obsoleteBlobs,
    resolveContents,
} from "../../core/manifest";
import { BlobStore } from "./blob_store";
import { askServer } from "./server";
import { tillLog } from "./till_log";

/** Timers longer than this overflow in browsers; the switch is looked at again then. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export class ContentSync {
    /**
     * @param {object} options
     * @param {TillDb} options.db
     * @param {ServerClock} options.clock
     * @param {number} options.configId
     * @param {TillQuestions} options.questions
     * @param {() => boolean} options.maySwitch whether no order is under way
     * @param {(contents: object, running: object) => void} options.onApply shows the documents on the till
     * @param {() => object} options.health figures that go with each acknowledgement
     * @param {(asked: {config_stamp: string, log_wanted: boolean}) => void} options.onAsked what else the server says
     */
    constructor({ db, clock, configId, questions, maySwitch, onApply, health, onAsked }) {
        Object.assign(this, { db, clock, configId, questions, maySwitch, onApply, health, onAsked });
        this.blobs = new BlobStore(db);
        this.manifest = null;
        this.running = null;
        this.told = "";
    }

    /** Starts with what the till holds, before any answer of the server. */
    async start() {
        this.manifest = (await this.db.get("state", "manifest")) || null;
        this.running = (await this.db.get("state", "running")) || null;
        if (this.running) {
            try {
                await this.show(this.running.content);
            } catch (error) {
                // Part of what it held is gone (the browser made room): it is fetched with the next pull.
                tillLog.add("content", `what ran is not whole: ${error.message}`);
                this.running = null;
            }
        }
        // What runs as it did is told with the first question.
        await this.settle({ tells: false });
    }

    /**
     * Asks for the manifest and fetches what is missing. Where this till runs what it is to run, that goes along
     * when it is news; one that holds all of the manifest is only told that it is the same.
     *
     * @param {Promise} [before] what is to be over before content is shown: it may name records that come with it
     */
    async pull(before) {
        const isCurrent = Boolean(this.running && this.manifest) && !this.isWaiting;
        const runs = isCurrent ? this.wordsOf("applied", this.manifest.serial) : null;
        const ack = runs && this.wordsToCompare(runs) !== this.told ? runs : null;
        const isWhole = isCurrent && !(await this.blobs.missing(blobsOf(this.manifest))).length;
        let sentAt;
        const answer = await this.questions.ask(
            "manifest",
            { holds: (isWhole && this.manifest.sha256) || null, ack },
            { onSent: () => (sentAt = performance.now()) }
        );
        const { config_stamp, log_wanted, same, ...manifest } = answer;
        this.clock.sample(Date.parse(manifest.server_time), sentAt, performance.now());
        await this.db.put("state", { clockOffsetMs: this.clock.offsetMs });
        if (same) {
            // The server has noted that this till runs what the newer number stands for.
            this.told = this.wordsToCompare({ ...runs, serial: manifest.serial });
        } else if (ack) {
            this.told = this.wordsToCompare(ack);
        }
        await Promise.allSettled([before]);
        this.onAsked({ config_stamp, log_wanted });
        await this.accept(same ? { ...this.manifest, ...manifest } : manifest);
    }

    /** Takes a manifest; it replaces the held one only when all that it needs is here and whole. */
    async accept(manifest) {
        const missing = await this.blobs.missing(blobsOf(manifest));
        try {
            if (missing.length) {
                await this.acknowledge("started", manifest.serial);
                for (const blob of missing) {
                    await this.blobs.fetch(blob);
                }
            }
        } catch (error) {
            tillLog.add("content", `manifest ${manifest.serial} not fetched: ${error.message}`);
            await this.acknowledge("failed", manifest.serial, error.message);
            throw error;
        }
        this.manifest = manifest;
        await this.db.put("state", { manifest });
        if (missing.length) {
            await this.acknowledge("downloaded", manifest.serial);
        }
        await this.settle();
    }

    /** Switches to what holds now unless an order is under way, and waits for the next moment. */
    async settle({ tells = true } = {}) {
        clearTimeout(this.timer);
        if (!this.manifest) {
            return;
        }
        const now = this.clock.now();
        const current = currentSwitch(this.manifest, now);
        const key = current && contentKey(current.content);
        if (current && key !== this.running?.key) {
            if (this.maySwitch()) {
                await this.apply(current, key);
            }
        } else if (current && tells) {
            await this.acknowledge("applied", this.manifest.serial);
        }
        const next = nextSwitchMs(this.manifest, now);
        if (next !== null) {
            this.timer = setTimeout(() => this.settle(), Math.min(next - now, MAX_TIMER_MS));
        }
    }

    get isWaiting() {
        const current = this.manifest && currentSwitch(this.manifest, this.clock.now());
        return Boolean(current) && contentKey(current.content) !== this.running?.key;
    }

    async apply(change, key) {
        const serial = this.manifest.serial;
        try {
            await this.show(change.content);
        } catch (error) {
            logPosMessage("ContentSync", "apply", "Released content can't be used", false, [error]);
            tillLog.add("content", `manifest ${serial} can't be used: ${error.message}`);
            await this.acknowledge("failed", serial, error.message);
            return;
        }
        this.running = { key, serial, content: change.content, appliedAtMs: this.clock.now() };
        tillLog.add("content", `runs manifest ${serial}`);
        await this.db.put("state", { running: this.running });
        await this.acknowledge("applied", serial);
        if (!this.db.durable) {
            return; // what is on the disk may be all that the next page finds
        }
        const held = await this.db.keys("blobs");
        await this.blobs.remove(obsoleteBlobs(held, this.manifest, this.running.content));
    }

    async show(content) {
        const documents = await this.blobs.load(blobsOf({ switches: [{ content }] }));
        const contents = resolveContents(content, documents);
        if (!contents) {
            throw new Error(_t("Released content is missing on this till."));
        }
        this.onApply(contents);
    }

    /** Tells the server what this till runs; what was told already is told again only with news. */
    async acknowledge(state, serial, error = null) {
        const ack = this.wordsOf(state, serial, error);
        if (this.wordsToCompare(ack) === this.told) {
            return;
        }
        try {
            await askServer("/retail_pos/till/ack", { config_id: this.configId, ...ack });
            this.told = this.wordsToCompare(ack);
        } catch (failure) {
            // The server hears of it with the next pull: the state, not the message, is what counts.
            logPosMessage("ContentSync", "acknowledge", `Not acknowledged: ${state}`, false, [failure]);
        }
    }

    wordsOf(state, serial, error = null) {
        return { ...this.health(), state, serial, error, clock_error_ms: this.clock.deviceErrorMs };
    }

    wordsToCompare({ state, serial, error, unsent_orders, boxes }) {
        // A switch at its time is news, although its manifest was acknowledged before.
        return JSON.stringify([state, serial, error, unsent_orders, boxes, this.running?.key]);
    }
}
