/**
 * Undo and redo for documents that are replaced, never changed in place. The editors of layouts
 * and receipts keep one history each.
 */

const DEFAULT_LIMIT = 200;

export class History {
    /**
     * @param {object} document the state to begin with
     * @param {number} [limit] steps kept
     */
    constructor(document, limit = DEFAULT_LIMIT) {
        this.limit = limit;
        this.reset(document);
    }

    reset(document) {
        this.present = document;
        this.past = [];
        this.future = [];
        this.lastKey = null;
    }

    get canUndo() {
        return this.past.length > 0;
    }

    get canRedo() {
        return this.future.length > 0;
    }

    /**
     * Makes `document` the present. Steps in a row with the same key (typing in one field) are one
     * step to undo.
     */
    push(document, key = null) {
        if (document === this.present) {
            return;
        }
        if (key === null || key !== this.lastKey) {
            this.past.push(this.present);
            if (this.past.length > this.limit) {
                this.past.shift();
            }
        }
        this.lastKey = key;
        this.present = document;
        this.future = [];
    }

    /** Ends a run of steps with one key: what comes next is a step of its own. */
    seal() {
        this.lastKey = null;
    }

    undo() {
        if (this.canUndo) {
            this.future.push(this.present);
            this.present = this.past.pop();
            this.lastKey = null;
        }
        return this.present;
    }

    redo() {
        if (this.canRedo) {
            this.past.push(this.present);
            this.present = this.future.pop();
            this.lastKey = null;
        }
        return this.present;
    }
}
