/**
 * The "before" prices that this till keeps, in a database of its own: asked for after the start, when campaigns
 * change, and every few hours.
 */

import { browser } from "@web/core/browser/browser";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { fetchBlob } from "@retail_pos_central/till/sync/blob_store";
import { askServer } from "@retail_pos_central/till/sync/server";
import { TillDb } from "@retail_pos_central/till/sync/till_db";
import { knownOf, readColumns } from "../core/before_price";

const STORES = ["state"];
/** A whole chain gets a release at once: its tills ask one after the other. */
const SPREAD_MS = 60_000;
const INTERVAL_MS = 2 * 3_600_000;

export class BeforeBook {
    constructor(configId, name) {
        this.configId = configId;
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
        this.refreshSoon();
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
            const params = { config_id: this.configId, known: this.sha256 };
            const answer = await askServer("/retail_pos/till/before_list", params);
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
