/* global odoo */
/**
 * The till's own IndexedDB, beside the web POS's: what must outlive a wipe of the POS's cache.
 *
 * Stores: "blobs" (released content by hash), "state" (manifest, clock, cursor, …) and "orders"
 * (sales that head office does not have yet). Where a browser offers no IndexedDB, or refuses it, a
 * map in memory takes its place and `durable` is false, which the cashier sees. The same map keeps what
 * a full disk refuses, until there is room again: a till goes on selling and follows its releases.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";

const STORES = ["blobs", "state", "orders"];
const VERSION = 1;

export class TillDb {
    /**
     * Another addon may have a database of its own, with its own stores.
     *
     * @param {boolean} [options.standsIn] whether memory keeps what the disk refuses; else `put` fails
     */
    constructor(name, stores = STORES, { standsIn = false } = {}) {
        Object.assign(this, { name, stores, standsIn });
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
        if (!this.db || this.memory[store].has(key)) {
            return this.memory[store].get(key);
        }
        return this.run(store, "readonly", (objects) => objects.get(key));
    }

    /** In one transaction. @returns {Promise<any[]>} in the order of the keys */
    async getMany(store, keys) {
        const memory = this.memory[store];
        const onDisk = this.db ? keys.filter((key) => !memory.has(key)) : [];
        const found = onDisk.length
            ? await this.run(store, "readonly", (objects) => onDisk.map((key) => objects.get(key)))
            : [];
        const values = new Map(onDisk.map((key, place) => [key, found[place]]));
        return keys.map((key) => (memory.has(key) ? memory.get(key) : values.get(key)));
    }

    async keys(store) {
        return (await this.entries(store)).map(([key]) => key);
    }

    async values(store) {
        return (await this.entries(store, true)).map(([, value]) => value);
    }

    /** [[key, value]] of the disk and, before it, of memory. */
    async entries(store, withValues = false) {
        const found = new Map();
        if (this.db) {
            const keys = await this.run(store, "readonly", (objects) => objects.getAllKeys());
            const values = withValues ? await this.run(store, "readonly", (objects) => objects.getAll()) : [];
            keys.forEach((key, index) => found.set(key, values[index] ?? null));
        }
        this.memory[store].forEach((value, key) => found.set(key, value));
        return [...found].filter(([, value]) => value !== undefined);
    }

    /** Writes all or nothing: {key: value}; a value of undefined removes the key. */
    async put(store, entries) {
        const memory = this.memory[store];
        const all = new Map([...memory, ...Object.entries(entries)]);
        if (this.db) {
            try {
                await this.run(store, "readwrite", (objects) => {
                    for (const [key, value] of all) {
                        value === undefined ? objects.delete(key) : objects.put(value, key);
                    }
                });
                // What came meanwhile stays.
                all.forEach((value, key) => memory.get(key) === value && memory.delete(key));
                this.durable = this.stores.every((name) => this.memory[name].size === 0);
                return;
            } catch (error) {
                if (!this.standsIn) {
                    throw error;
                }
                this.durable = false;
                logPosMessage("TillDb", "put", "Not written, it stays in memory", false, [error]);
            }
        }
        for (const [key, value] of Object.entries(entries)) {
            memory.set(key, value);
        }
    }

    /** Runs one transaction; resolves with the result of the request, or of each, once all of it is on disk. */
    run(store, mode, work) {
        return new Promise((resolve, reject) => {
            const transaction = this.db.transaction(store, mode, { durability: "strict" });
            const request = work(transaction.objectStore(store));
            transaction.oncomplete = () =>
                resolve(Array.isArray(request) ? request.map(({ result }) => result) : request?.result);
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
        const name = `retail-till-${odoo.pos_config_id}-${odoo.info?.db}`;
        opened = new TillDb(name, STORES, { standsIn: true }).open();
    }
    return opened;
}
