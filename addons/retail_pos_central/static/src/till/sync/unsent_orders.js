/**
 * Sales that head office does not have yet, kept a second time in the till's own database.
 *
 * Odoo's web POS keeps them in its cache, which "Reload Data" and every change of the till's
 * configuration wipe. What is kept here comes back at the next start, and goes when it was sent.
 */

import { tillDb } from "./till_db";

/** Sold here and not yet at head office, or still open with something in it. */
export function isUnsent(order) {
    if (order.finalized) {
        return order.state !== "cancel" && (!order.isSynced || Boolean(order.uiState?.retailUnsent));
    }
    return !order.isSynced && (order.lines.length > 0 || order.payment_ids.length > 0);
}

export function isUnsentSale(order) {
    return order.finalized && isUnsent(order);
}

function rowsOf(order) {
    const rows = (records) => records.filter(Boolean).map((record) => plain(record.serializeForIndexedDB()));
    return {
        "pos.order": rows([order]),
        "pos.order.line": rows(order.lines),
        "pos.payment": rows(order.payment_ids),
        "pos.pack.operation.lot": rows(order.lines.flatMap((line) => line.pack_lot_ids || [])),
        "product.attribute.custom.value": rows(
            order.lines.flatMap((line) => line.custom_attribute_value_ids || [])
        ),
    };
}

/** Rows are guarded by proxies, which IndexedDB can't copy. */
function plain(row) {
    return JSON.parse(JSON.stringify(row));
}

export class UnsentOrders {
    constructor() {
        this.saved = new Map();
        this.isRestored = false;
        this.held = new Map();
    }

    /** Reads what an earlier page kept. */
    async open() {
        this.db = await tillDb();
        for (const entry of await this.db.values("orders")) {
            this.held.set(entry.uuid, entry);
            this.saved.set(entry.uuid, JSON.stringify(entry.rows));
        }
        return this.held;
    }

    /**
     * Writes what changed. Before the restore nothing is removed: the orders are not read yet.
     * @param {(order) => boolean} isUnchanged knows it of some without reading all of them
     */
    async save(models, isUnchanged = () => false) {
        if (!this.db || !this.isRestored) {
            return;
        }
        const entries = {};
        const unsent = new Set();
        for (const order of models["pos.order"].filter(isUnsent)) {
            if (this.saved.has(order.uuid) && isUnchanged(order)) {
                unsent.add(order.uuid);
                continue;
            }
            const rows = rowsOf(order);
            const text = JSON.stringify(rows);
            unsent.add(order.uuid);
            if (this.saved.get(order.uuid) !== text) {
                this.saved.set(order.uuid, text);
                entries[order.uuid] = { uuid: order.uuid, isSale: order.finalized, rows };
            }
        }
        for (const uuid of [...this.saved.keys()].filter((key) => !unsent.has(key))) {
            // What could not be restored yet (its goods were not there) stays.
            if (!this.waiting?.has(uuid)) {
                this.saved.delete(uuid);
                entries[uuid] = undefined;
            }
        }
        if (Object.keys(entries).length) {
            await this.db.put("orders", entries);
        }
    }

    /** Puts back what the cache lost. */
    async restore(data) {
        const { models } = data;
        this.waiting = new Set();
        for (const { uuid, isSale, rows } of this.held.values()) {
            const present = models["pos.order"].getBy("uuid", uuid);
            if (!present || (isSale && !present.finalized)) {
                await this.load(data, uuid, rows);
            }
            const order = models["pos.order"].getBy("uuid", uuid);
            if (order && isSale) {
                markUnsent(order);
            }
        }
        this.isRestored = true;
    }

    async load(data, uuid, rows) {
        const complete = data.network.offline ? rows : await data.missingRecursive(rows);
        const products = data.models["product.product"];
        if (rows["pos.order.line"].some((line) => !products.get(line.product_id))) {
            this.waiting.add(uuid);
            return;
        }
        data.models.loadConnectedData(complete, []);
    }
}

/** Whole, not only what a flag in memory says has changed: that flag is lost with the page. */
export function markUnsent(order) {
    order.uiState.retailUnsent = true;
    order._dirty = true;
    for (const record of [...order.lines, ...order.payment_ids]) {
        record._dirty = true;
    }
}

export const unsentOrders = new UnsentOrders();
