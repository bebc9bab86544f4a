/**
 * Card payments that this till has asked for, written down before the asking, so that a reload or a crash
 * finds out what became of them. Kept in the browser's storage, which is written at once.
 */

export class PaymentJournal {
    constructor(storage, key) {
        this.storage = storage;
        this.key = key;
    }

    /** @param entry {id, box, device, order, orderName, line, method, amount, at, accepted, outcome} */
    put(entry) {
        const entries = this._read();
        entries[entry.id] = { ...entries[entry.id], ...entry };
        this.storage.setItem(this.key, JSON.stringify(entries));
    }

    get(id) {
        return this._read()[id] || null;
    }

    /** The payment is in the books, or it never happened. */
    remove(id) {
        const entries = this._read();
        delete entries[id];
        this.storage.setItem(this.key, JSON.stringify(entries));
    }

    all() {
        return Object.values(this._read());
    }

    /** Payments whose outcome nobody knows. */
    open() {
        return this.all().filter((entry) => !entry.outcome);
    }

    ofLine(line) {
        return this.all().filter((entry) => entry.line === line);
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
