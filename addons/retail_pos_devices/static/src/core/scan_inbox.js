/**
 * Scans between the box and the sale: each is taken once, in order, kept over a reload until it has been
 * dealt with, and told to the box only when it is kept here.
 */

const REMEMBERED = 300;

export class ScanInbox {
    /** @param storage with getItem and setItem; @param key this till's own */
    constructor(storage, key) {
        this.storage = storage;
        this.key = key;
        const saved = this._read();
        this.waiting = saved.waiting;
        this.seen = saved.seen;
    }

    /**
     * @param scan {id, device, data, parsed, at}
     * @param context what the sale was when the scan came, to judge it later
     * @returns true when it is new; either way the box may forget it
     */
    take(scan, context) {
        if (this.seen.includes(scan.id)) {
            return false;
        }
        this.waiting.push({
            id: scan.id,
            device: scan.device,
            data: scan.data,
            parsed: scan.parsed || null,
            at: scan.at,
            context,
        });
        this.seen = [...this.seen, scan.id].slice(-REMEMBERED);
        this._write();
        return true;
    }

    get next() {
        return this.waiting[0] || null;
    }

    get size() {
        return this.waiting.length;
    }

    /** The scan is in the sale, or a person let it go. */
    done(id) {
        this.waiting = this.waiting.filter((scan) => scan.id !== id);
        this._write();
    }

    _read() {
        try {
            const saved = JSON.parse(this.storage.getItem(this.key) || "{}");
            const list = (value) => (Array.isArray(value) ? value : []);
            return {
                waiting: list(saved.waiting).filter((scan) => typeof scan?.data === "string"),
                seen: list(saved.seen),
            };
        } catch {
            return { waiting: [], seen: [] };
        }
    }

    _write() {
        this.storage.setItem(this.key, JSON.stringify({ waiting: this.waiting, seen: this.seen }));
    }
}

/**
 * What to do with the next scan.
 * @param situation {dialogOpen, takesThis, exclusive, order} of the till now; order {uuid, draft} or null
 * @returns "deliver" | "hold" | "ask" (it was scanned during a sale that is no longer the one on screen)
 */
export function judge(scan, situation) {
    if (situation.exclusive) {
        return "deliver";
    }
    if (situation.dialogOpen || !situation.takesThis) {
        return "hold";
    }
    const then = scan.context;
    const other = then?.order && then.draft && then.order !== situation.order?.uuid;
    return other ? "ask" : "deliver";
}
