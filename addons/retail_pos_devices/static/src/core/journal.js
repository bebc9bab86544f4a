/** What a till must still know after a reload or a crash, in the browser's storage, which is written at once. */

export class Journal {
    constructor(storage, key) {
        this.storage = storage;
        this.key = key;
    }

    /** @param entry with an id; what it does not name stays as it was */
    put(entry) {
        const entries = this._read();
        entries[entry.id] = { ...entries[entry.id], ...entry };
        this.storage.setItem(this.key, JSON.stringify(entries));
    }

    get(id) {
        return this._read()[id] || null;
    }

    remove(id) {
        const entries = this._read();
        delete entries[id];
        this.storage.setItem(this.key, JSON.stringify(entries));
    }

    all() {
        return Object.values(this._read());
    }

    _read() {
        try {
            const entries = JSON.parse(this.storage.getItem(this.key) || "{}");
            return entries && typeof entries === "object" && !Array.isArray(entries) ? entries : {};
        } catch {
            return {};
        }
    }
}
