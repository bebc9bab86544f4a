/**
 * Tells a scanner from fingers in a field for text: a scanner types a whole code faster than anybody
 * and ends it with Enter.
 */

const SCANNER_GAP_MS = 40;
const SHORTEST_CODE = 6;

export class KeyRun {
    constructor() {
        this.clear();
    }

    clear() {
        this.keys = "";
        this.lastMs = -Infinity;
    }

    /** @param key of a keydown event; @param atMs when */
    push(key, atMs) {
        if (key.length !== 1) {
            return;
        }
        this.keys = atMs - this.lastMs <= SCANNER_GAP_MS ? this.keys + key : key;
        this.lastMs = atMs;
    }

    /** Enter was pressed: the code that a scanner typed, or null. */
    end(atMs) {
        const code =
            atMs - this.lastMs <= SCANNER_GAP_MS && this.keys.length >= SHORTEST_CODE ? this.keys : null;
        this.clear();
        return code;
    }
}
