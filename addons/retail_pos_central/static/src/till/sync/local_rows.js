/**
 * Writes the till's own records (orders, lines, payments) into Odoo's cache after each change: those that may have
 * changed.
 *
 * Odoo writes all of them, twice, and deletes all others, twice. With two hundred sales that wait for the line that
 * held the till up for half a second after each scan. A sale that waits does not change any more: it is written
 * once, and again when something of it did change.
 */

import { readRaw } from "../models/read_raw";
import { isUnsentSale } from "./unsent_orders";

const ORDER_FIELDS = { "pos.order.line": "order_id", "pos.payment": "pos_order_id" };

function orderOf(model, record) {
    return model === "pos.order" ? record : record?.[ORDER_FIELDS[model]];
}

export class LocalRows {
    /** @param {PosData} data */
    constructor(data) {
        this.data = data;
        /** What was written of sales that wait: their states by uuid. */
        this.written = new Map();
        this.touched = [];
        /** Keys by model that are no longer in the cache. */
        this.removed = {};
    }

    listen() {
        for (const model of ["pos.order", ...Object.keys(ORDER_FIELDS)]) {
            this.data.models[model].addEventListener("update", ({ id }) => this.touched.push([model, id]));
        }
    }

    /** Whether nothing of a sale has changed since it was written. */
    isWritten(order) {
        return this.unchanged?.has(order.uuid) || false;
    }

    /** Somebody else writes rows of these models. */
    forgetRemoved(models) {
        models.forEach((model) => delete this.removed[model]);
    }

    /** @returns {Promise<object>} the rows that were written, by model */
    async write() {
        const { touched } = this;
        this.touched = [];
        const { rows, gone, waiting } = readRaw(this.data.models, (models) => this.collect(models, touched));
        let isDone = true;
        for (const model of Object.keys(rows)) {
            await this.data.indexedDB.delete(model, gone[model]);
            const results = await this.data.indexedDB.create(model, rows[model]);
            // Nothing comes back where nothing was written.
            isDone &&= !Array.isArray(results) || results.every((result) => result?.status === "fulfilled");
        }
        if (isDone) {
            waiting.forEach((state, uuid) => this.written.set(uuid, state));
        } else {
            // All of it once more with the next change.
            this.written.clear();
            this.removed = {};
        }
        return rows;
    }

    /** At once, as everything is at this moment. */
    collect(models, touched) {
        const changed = new Set(touched.map(([model, id]) => orderOf(model, models[model].get(id))?.uuid));
        const waiting = new Map();
        for (const order of models["pos.order"].filter(isUnsentSale)) {
            waiting.set(order.uuid, JSON.stringify(order.serializeState()));
        }
        const isSame = ([uuid, state]) => this.written.get(uuid) === state && !changed.has(uuid);
        this.unchanged = new Set([...waiting].filter(isSame).map(([uuid]) => uuid));
        [...this.written.keys()].forEach((uuid) => waiting.has(uuid) || this.written.delete(uuid));
        const rows = {};
        const gone = {};
        for (const [model, { key, condition }] of Object.entries(this.data.opts.databaseTable)) {
            [rows[model], gone[model]] = this.sort(model, key, condition, models);
        }
        return { rows, gone, waiting };
    }

    /** [rows to be written, keys to be removed] */
    sort(model, key, condition, models) {
        const removed = (this.removed[model] ??= new Set());
        const rows = [];
        const gone = [];
        for (const record of models[model].getAll()) {
            if (this.unchanged.has(orderOf(model, record)?.uuid)) {
                continue;
            }
            if ([undefined, true].includes(condition(record))) {
                if (record[key] && !removed.has(record[key])) {
                    gone.push(record[key]);
                    removed.add(record[key]);
                }
            } else {
                removed.delete(record[key]);
                rows.push(record.serializeForIndexedDB());
            }
        }
        return [rows, gone];
    }
}
