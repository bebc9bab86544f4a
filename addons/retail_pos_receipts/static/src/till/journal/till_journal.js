/**
 * Keeps the till's journal in the till's own database until head office has it, so that neither a reload
 * nor a day without a line loses what a report has to count.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { askServer } from "@retail_pos_central/till/sync/server";
import { tillDb } from "@retail_pos_central/till/sync/till_db";
import { printsOf, withEvent, withoutTaken } from "../../core/journal";

const KEY = "journal";
const AT_ONCE = 500;
const FIRST_WAIT_MS = 3000;
const LONGEST_WAIT_MS = 300000;

export class TillJournal {
    constructor(configId) {
        this.configId = configId;
        this.events = [];
        this.waitMs = FIRST_WAIT_MS;
        this.writing = Promise.resolve();
    }

    async open() {
        this.db = await tillDb();
        this.events = [...((await this.db.get("state", KEY)) || []), ...this.events];
        this.wake();
        return this;
    }

    /** @returns {Promise} resolves when it is on disk */
    add(event) {
        this.events = withEvent(this.events, event);
        this.wake();
        return this.save();
    }

    printsOf(order) {
        return printsOf(this.events, order.uuid);
    }

    /** One write after the other, each with what holds then. */
    save() {
        this.writing = this.writing
            .then(() => this.db?.put("state", { [KEY]: this.events }))
            .catch((error) =>
                logPosMessage("TillJournal", "save", "The journal could not be kept", false, [error])
            );
        return this.writing;
    }

    wake() {
        if (!this.timer && this.events.length) {
            this.timer = setTimeout(() => this.send(), this.waitMs);
        }
    }

    /** @returns {Promise<boolean>} whether head office has all of it */
    send() {
        this.sending ??= this.sendAll().finally(() => (this.sending = null));
        return this.sending;
    }

    async sendAll() {
        clearTimeout(this.timer);
        this.timer = null;
        try {
            while (this.events.length) {
                const events = this.events.slice(0, AT_ONCE);
                const { taken } = await askServer("/retail_pos/till/events", {
                    config_id: this.configId,
                    events,
                });
                this.events = withoutTaken(this.events, taken);
                await this.save();
                if (!taken.length) {
                    break;
                }
            }
            this.waitMs = FIRST_WAIT_MS;
        } catch (error) {
            logPosMessage("TillJournal", "send", "The journal could not be sent", false, [error]);
            this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
        }
        this.wake();
        return !this.events.length;
    }
}
