/* global odoo */
/**
 * What Odoo's till data service loses, kept: unsent sales through a wipe of the cache, orders that
 * were drafts at the server when they were paid offline, the cache itself after such a wipe.
 */

import { markRaw } from "@odoo/owl";
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { session } from "@web/session";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";
import { Base } from "@point_of_sale/app/models/related_models/base";
import { PosData } from "@point_of_sale/app/services/data_service";
import DevicesSynchronisation from "@point_of_sale/app/utils/devices_synchronisation";
import { idsInDoubt } from "../../core/start";
import { isInChain } from "../campaigns/order_basket";
import { readRaw } from "../models/read_raw";
import { hashOf } from "./blob_store";
import { BusChannels } from "./bus_channels";
import { LocalRows } from "./local_rows";
import { keepPage } from "./kept_page";
import { tillDb } from "./till_db";
import { isUnsentSale, unsentOrders } from "./unsent_orders";

/** Empties Odoo's cache of what the server gives; orders of this till stay. */
async function clearCache({ indexedDB, opts }) {
    const { db } = indexedDB;
    const own = Object.keys(opts.databaseTable);
    const stores = [...(db?.objectStoreNames || [])].filter((name) => !own.includes(name));
    if (!stores.length) {
        return;
    }
    await new Promise((resolve, reject) => {
        const transaction = db.transaction(stores, "readwrite");
        stores.forEach((name) => transaction.objectStore(name).clear());
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
    });
}

/** Head office, of which the start of a till of the tree doesn't ask whether what it has just named still exists. */
function withoutNeedlessQuestions(orm, onLoaded) {
    let loaded = {};
    const asking = Object.create(orm);
    asking.call = async (model, method, args, kwargs) => {
        if (method === "filter_local_data" && isInChain(loaded["pos.config"]?.[0])) {
            const [register, held] = args;
            const doubtful = idsInDoubt(held, loaded);
            return Object.keys(doubtful).length ? orm.call(model, method, [register, doubtful], kwargs) : {};
        }
        const answer = await orm.call(model, method, args, kwargs);
        if (method === "load_data") {
            loaded = answer;
            onLoaded(answer);
        }
        return answer;
    };
    return asking;
}

patch(DataServiceOptions.prototype, {
    /** A sale leaves the cache when head office has it, and not when the order once was there as a draft. */
    get databaseTable() {
        const table = super.databaseTable;
        const keep = (model, orderOf) => {
            const { condition } = table[model];
            table[model].condition = (record) => {
                const order = orderOf(record);
                return order && isUnsentSale(order) ? false : condition(record);
            };
        };
        keep("pos.order", (record) => record);
        keep("pos.order.line", (record) => record.order_id);
        keep("pos.payment", (record) => record.pos_order_id);
        return table;
    },
});

patch(Base.prototype, {
    /** After each change all open orders are written; nobody follows what is written. */
    serializeForIndexedDB() {
        return readRaw(this, (record) => super.serializeForIndexedDB.call(record));
    },
});

patch(PosData.prototype, {
    /** Called again whenever the bus is back. */
    initializeWebsocket() {
        super.initializeWebsocket();
        if (!this.retailChannels) {
            this.retailChannels = markRaw(new BusChannels(this.bus, odoo.pos_config_id));
            this.retailChannels.expect();
        }
    },

    initListeners() {
        super.initListeners();
        if (isInChain(this.models["pos.config"].get(odoo.pos_config_id))) {
            this.retailLocalRows = new LocalRows(this);
            this.retailLocalRows.listen();
        }
    },

    async synchronizeLocalDataInIndexedDB() {
        const own = this.retailLocalRows;
        const data = await (own ? own.write() : super.synchronizeLocalDataInIndexedDB());
        await unsentOrders.save(this.models, (order) => Boolean(own?.isWritten(order)));
        return data;
    },

    async getLocalDataFromIndexedDB(data = false) {
        await unsentOrders.open();
        const results = await super.getLocalDataFromIndexedDB(data);
        await unsentOrders.restore(this);
        return results;
    },

    /** The server's draft must not replace the sale that was paid here. */
    async checkAndDeleteMissingOrders(results) {
        const orders = results?.["pos.order"]?.filter(
            (order) => !(order.finalized && unsentOrders.held.has(order.uuid))
        );
        return super.checkAndDeleteMissingOrders(orders ? { ...results, "pos.order": orders } : results);
    },

    /**
     * A page closed while the cache was being written left half of it, with which no till starts; and what
     * was cached for a cashier of another language has the names of that.
     */
    async retailClearForeignCache() {
        const db = await tillDb();
        const isOfOthers = ((await db.get("state", "cacheLanguage")) || user.lang) !== user.lang;
        if (!this.network.offline && (isOfOthers || (await db.get("state", "cacheIsPartial")))) {
            await clearCache(this);
        }
    },

    /** They are the same for weeks: the page tells the hash of what is right, and what the till kept may have it. */
    async loadFieldsAndRelations() {
        const kept = localStorage.getItem(`pos_data_params_${odoo.pos_config_id}`);
        if (
            kept &&
            session.retail_params &&
            (await hashOf(new TextEncoder().encode(kept))) === session.retail_params
        ) {
            return JSON.parse(kept);
        }
        return super.loadFieldsAndRelations();
    },

    async loadInitialData() {
        await this.retailClearForeignCache();
        odoo.urls_to_cache = JSON.stringify(await keepPage(JSON.parse(odoo.urls_to_cache || "[]")));
        this.isLoadingInitialData = true;
        const { orm } = this;
        this.orm = withoutNeedlessQuestions(orm, (loaded) => {
            this.retailKnowsOpenOrders = isInChain(loaded["pos.config"]?.[0]);
        });
        try {
            return await super.loadInitialData(...arguments);
        } finally {
            this.orm = orm;
            this.isLoadingInitialData = false;
        }
    },

    /** After a change of configuration Odoo hands over an array with names, which JSON turns into []. */
    async synchronizeServerDataInIndexedDB(serverData = {}) {
        const rows = { ...serverData };
        this.retailLocalRows?.forgetRemoved(Object.keys(rows));
        if (!this.isLoadingInitialData) {
            return super.synchronizeServerDataInIndexedDB(rows);
        }
        const db = await tillDb();
        await db.put("state", { cacheIsPartial: true });
        await super.synchronizeServerDataInIndexedDB(rows);
        await db.put("state", { cacheIsPartial: undefined, cacheLanguage: user.lang });
    },
});

patch(DevicesSynchronisation.prototype, {
    /**
     * A till that starts asks twice for open orders, right after it was given them. One that holds none and was given
     * all has nothing to compare; where tills share their orders, they ask.
     */
    async readDataFromServer() {
        const { config, data } = this.pos;
        const holdsSome = () =>
            Object.values(this.constructOrdersDomain().recordIds).some((ids) => ids.length);
        if (!data.retailKnowsOpenOrders || config.raw.trusted_config_ids?.length || holdsSome()) {
            return super.readDataFromServer();
        }
    },

    /** Another till has changed some. */
    async collect() {
        this.pos.data.retailKnowsOpenOrders = false;
        return super.collect(...arguments);
    },

    /** Nor may it when open orders are compared with the server. */
    async processDynamicRecords(records) {
        const orders = this.models["pos.order"].filter(isUnsentSale);
        const own = new Set(orders.flatMap((order) => [order.id, order.uuid]));
        const kept = {};
        for (const [model, rows] of Object.entries(records)) {
            const orderField = { "pos.order.line": "order_id", "pos.payment": "pos_order_id" }[model];
            kept[model] = rows.filter((row) =>
                model === "pos.order" ? !own.has(row.uuid) : !own.has(row[orderField])
            );
        }
        return super.processDynamicRecords(kept);
    },
});
