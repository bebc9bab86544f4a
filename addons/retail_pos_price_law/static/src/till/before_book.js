/**
 * The "before" prices that this till keeps, in a database of its own: asked for with the page's first questions, when
 * campaigns change, and every few hours.
 */

import { browser } from "@web/core/browser/browser";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { fetchBlob } from "@retail_pos_central/till/sync/blob_store";
import { TillDb } from "@retail_pos_central/till/sync/till_db";
import { knownOf, readColumns } from "../core/before_price";

const STORES = ["state"];
/** A whole chain gets a release at once: its tills ask one after the other. */
const SPREAD_MS = 60_000;
const INTERVAL_MS = 2 * 3_600_000;

export class BeforeBook {
    /** @param {TillQuestions} questions */
    constructor(questions, name) {
        this.questions = questions;
        this.db = new TillDb(name, STORES);
        this.sha256 = "";
        this.columns = new Map();
    }

    async start() {
        await this.db.open();
        const held = await this.db.get("state", "columns");
        if (held) {
            this.take(held);
        }
        return this.refresh();
    }

    take({ sha256, columns }) {
        this.sha256 = sha256;
        this.columns = columns;
    }

    refreshSoon(waitMs = SPREAD_MS * Math.random()) {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.refresh(), waitMs);
    }

    /** Trouble with the line only means that the list stays as it was. */
    async refresh() {
        let nextMs = INTERVAL_MS * (0.75 + Math.random() / 2);
        try {
            const answer = await this.questions.ask("before_list", { known: this.sha256 });
            if (answer.wait_s) {
                nextMs = answer.wait_s * 1000 * (0.75 + Math.random() / 2);
            } else if (answer.url) {
                const text = new TextDecoder().decode(await fetchBlob(answer));
                const held = { sha256: answer.sha256, columns: readColumns(JSON.parse(text)) };
                await this.db.put("state", { columns: held });
                this.take(held);
            }
        } catch (error) {
            logPosMessage("BeforeBook", "refresh", "Before prices stay as they were", false, [error]);
        }
        this.refreshSoon(nextMs);
    }

    /** [[offer id, before in minor units], ...] of a product. */
    of(productId) {
        return knownOf(this.columns, productId);
    }
}
