/* global odoo */
/**
 * The till's own IndexedDB, beside the web POS's: what must outlive a wipe of the POS's cache.
 *
 * Stores: "blobs" (released content by hash), "state" (manifest, clock, cursor, …) and "orders"
 * (sales that head office does not have yet). Where a browser offers no IndexedDB, or refuses it, a
 * map in memory takes its place and `durable` is false, which the cashier sees.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";

const STORES = ["blobs", "state", "orders"];
const VERSION = 1;

export class TillDb {
    /** Another addon may have a database of its own, with its own stores. */
    constructor(name, stores = STORES) {
        this.name = name;
        this.stores = stores;
        this.durable = false;
        this.memory = Object.fromEntries(stores.map((store) => [store, new Map()]));
    }

    async open() {
        try {
            this.db = await openDatabase(this.name, this.stores);
            this.durable = true;
            // Another tab with a newer version must not wait for this one.
            this.db.onversionchange = () => this.db.close();
        } catch (error) {
            logPosMessage("TillDb", "open", "IndexedDB is not available, data stay in memory", false, [
                error,
            ]);
        }
        return this;
    }

    async get(store, key) {
        if (!this.db) {
            return this.memory[store].get(key);
        }
        return this.run(store, "readonly", (objects) => objects.get(key));
    }

    async keys(store) {
        if (!this.db) {
            return [...this.memory[store].keys()];
        }
        return this.run(store, "readonly", (objects) => objects.getAllKeys());
    }

    async values(store) {
        if (!this.db) {
            return [...this.memory[store].values()];
        }
        return this.run(store, "readonly", (objects) => objects.getAll());
    }

    /** Writes all or nothing: {key: value}; a value of undefined removes the key. */
    async put(store, entries) {
        if (!this.db) {
            for (const [key, value] of Object.entries(entries)) {
                value === undefined ? this.memory[store].delete(key) : this.memory[store].set(key, value);
            }
            return;
        }
        await this.run(store, "readwrite", (objects) => {
            for (const [key, value] of Object.entries(entries)) {
                value === undefined ? objects.delete(key) : objects.put(value, key);
            }
        });
    }

    /** Runs one transaction; resolves with the request's result once all of it is on disk. */
    run(store, mode, work) {
        return new Promise((resolve, reject) => {
            const transaction = this.db.transaction(store, mode, { durability: "strict" });
            const request = work(transaction.objectStore(store));
            transaction.oncomplete = () => resolve(request?.result);
            transaction.onabort = () => reject(transaction.error || new Error("IndexedDB: aborted"));
            transaction.onerror = () => reject(transaction.error);
        });
    }
}

function openDatabase(name, stores) {
    return new Promise((resolve, reject) => {
        const request = window.indexedDB.open(name, VERSION);
        request.onupgradeneeded = () => {
            for (const store of stores) {
                if (!request.result.objectStoreNames.contains(store)) {
                    request.result.createObjectStore(store);
                }
            }
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new Error("IndexedDB: blocked by another tab"));
    });
}

let opened = null;

/** The one database of this till, opened at first use. */
export function tillDb() {
    if (!opened) {
        opened = new TillDb(`retail-till-${odoo.pos_config_id}-${odoo.info?.db}`).open();
    }
    return opened;
}
