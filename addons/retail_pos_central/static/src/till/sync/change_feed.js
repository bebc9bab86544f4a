/* global odoo */
/**
 * Brings changed records (prices, goods, categories, …) into the running till, and takes away what
 * is gone, from where the cursor stands.
 *
 * Records go through the web POS's own models and its IndexedDB, so that screens and a reload see
 * them alike. The cursor moves only after that: what was interrupted comes again.
 */

import { browser } from "@web/core/browser/browser";
import { hasSeen } from "../../core/feed_cursor";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { reindexPricelists } from "../models/product_pricelist_patch";
import { fetchBlob } from "./blob_store";

/** What this page was started with stays; a change of these comes with the next start. */
const KEPT_MODELS = ["pos.config", "pos.session", "res.users"];
/** Gone from the server's answer to a full load means gone from the till, for these models. */
const FULL_MODELS = ["product.template", "product.product", "product.pricelist", "product.pricelist.item"];

export class ChangeFeed {
    /**
     * @param {object} options
     * @param {TillDb} options.db
     * @param {PosStore} options.pos
     * @param {TillQuestions} options.questions
     * @param {() => void} options.onChange called after records changed
     * @param {(group: {id: number, channel: string}) => void} options.onGroup tells which tills see the same
     */
    constructor({ db, pos, questions, onChange, onGroup }) {
        Object.assign(this, { db, pos, questions, onChange, onGroup });
        this.position = null;
    }

    async start() {
        const { feed, group } = this.pos.config._retail || {};
        this.position = (await this.db.get("state", "feed")) || feed || { epoch: null, cursor: null };
        this.onGroup(group);
    }

    async pull() {
        const answer = await this.questions.ask("feed", this.position);
        const isFirst = this.position.cursor === null;
        if (answer.reset && !isFirst) {
            await this.reload();
        } else {
            await this.takeParts(answer.parts || []);
            await this.apply(answer.records || {}, answer.deleted || {});
        }
        this.position = { epoch: answer.epoch, cursor: answer.cursor };
        await this.db.put("state", { feed: this.position });
        this.onGroup(answer.group);
        if (answer.wait_s) {
            // Another till's pull is having this delta worked out for all.
            await new Promise((resolve) =>
                browser.setTimeout(resolve, 1000 * answer.wait_s * (0.5 + Math.random()))
            );
            return this.pull();
        }
    }

    /** Large deltas come as files that all tills share; the page stays alive between two of them. */
    async takeParts(parts) {
        for (const part of parts) {
            const bytes = await fetchBlob(part);
            const { records, deleted } = JSON.parse(new TextDecoder().decode(bytes));
            await this.apply(records, deleted);
            await new Promise((resolve) => browser.setTimeout(resolve, 0));
        }
    }

    /**
     * Takes in a small change that rode with the doorbell. The cursor stays: the next pull brings it again,
     * and whatever else was on its way. What a pull has brought already may be older by now.
     */
    async carry({ epoch, xid, records, deleted }) {
        if (epoch === this.position.epoch && !hasSeen(this.position.cursor, xid)) {
            await this.apply(records, deleted);
        }
    }

    /** Everything anew: the server was restored, or this till was away too long. */
    async reload() {
        const data = await this.pos.data.orm.call("pos.session", "load_data", [odoo.pos_session_id, []], {
            context: { pos_limited_loading: false },
        });
        const gone = {};
        const records = {};
        for (const [model, rows] of Object.entries(data)) {
            if (!this.isStatic(model)) {
                continue;
            }
            records[model] = rows;
            if (FULL_MODELS.includes(model)) {
                const ids = new Set(rows.map((row) => row.id));
                gone[model] = this.pos.models[model].getAllIds().filter((id) => !ids.has(id));
            }
        }
        await this.apply(records, gone);
    }

    isStatic(model) {
        const { models, data } = this.pos;
        const isOther = KEPT_MODELS.includes(model) || data.opts.dynamicModels.includes(model);
        return Boolean(models[model]) && !isOther;
    }

    async apply(records, deleted) {
        const known = Object.fromEntries(
            Object.entries(records).filter(([model, rows]) => rows.length && this.isStatic(model))
        );
        const gone = Object.entries(deleted).filter(([model, ids]) => ids.length && this.isStatic(model));
        if (!Object.keys(known).length && !gone.length) {
            return;
        }
        const { data, models } = this.pos;
        const complete = await data.missingRecursive(known);
        models.connectNewData(complete);
        for (const [model, ids] of gone) {
            this.remove(model, ids);
        }
        reindexPricelists(models);
        await data.synchronizeServerDataInIndexedDB(complete);
        logPosMessage("ChangeFeed", "apply", `Changed: ${[...Object.keys(known), ...gone.map(([m]) => m)]}`);
        this.onChange();
    }

    /** Goods on an open order stay known to it, but can no longer be found, scanned or tapped. */
    remove(model, ids) {
        const { models, data } = this.pos;
        const records = models[model].readMany(ids);
        const inUse = this.productsInUse(model);
        for (const record of records) {
            if (inUse.has(record.id)) {
                record.update({ available_in_pos: false, barcode: false }, { omitUnknownField: true });
            } else {
                record.delete({ silent: true });
            }
        }
        const removed = ids.filter((id) => !inUse.has(id));
        data.indexedDB?.delete(model, removed);
    }

    productsInUse(model) {
        if (!["product.product", "product.template"].includes(model)) {
            return new Set();
        }
        return new Set(
            this.pos.models["pos.order.line"].map((line) =>
                model === "product.product" ? line.raw.product_id : line.product_id?.raw.product_tmpl_id
            )
        );
    }
}
