/**
 * Which line of a long text has a word: a hash table of places in the text, which takes a twentieth of
 * what a map of a hundred thousand strings takes.
 */

const LINE = 10;
const SPACE = 32;

export class CodeTable {
    /**
     * @param {string} text words parted by spaces, one line for each article
     * @param {Int32Array} lineStarts place of each line's first character
     */
    constructor(text, lineStarts) {
        this.text = text;
        this.lineStarts = lineStarts;
        const count = countWords(text);
        this.mask = (1 << Math.max(4, 32 - Math.clz32(count * 2))) - 1;
        this.slots = new Int32Array(this.mask + 1).fill(-1);
        let start = 0;
        for (let place = 0; place <= text.length; place++) {
            const code = place < text.length ? text.charCodeAt(place) : LINE;
            if (code === LINE || code === SPACE) {
                if (place > start) {
                    this.add(start, place);
                }
                start = place + 1;
            }
        }
    }

    add(start, end) {
        let slot = hash(this.text, start, end) & this.mask;
        while (this.slots[slot] >= 0) {
            slot = (slot + 1) & this.mask;
        }
        this.slots[slot] = start;
    }

    /** The numbers of all lines with that word. */
    find(word) {
        const found = [];
        if (!word || /\s/.test(word)) {
            return found;
        }
        let slot = hash(word, 0, word.length) & this.mask;
        while (this.slots[slot] >= 0) {
            const start = this.slots[slot];
            if (this.text.startsWith(word, start) && this.endsAt(start + word.length)) {
                found.push(this.lineOf(start));
            }
            slot = (slot + 1) & this.mask;
        }
        return found;
    }

    /** Calls back with each line (at most so many) that has a piece of a word, and whether the word starts with it. */
    piece(text, most, callback) {
        let hits = 0;
        let place = this.text.indexOf(text);
        while (place >= 0 && hits < most) {
            hits++;
            callback(this.lineOf(place), place === 0 || this.text.charCodeAt(place - 1) <= SPACE);
            place = this.text.indexOf(text, place + text.length);
        }
    }

    endsAt(place) {
        const code = place < this.text.length ? this.text.charCodeAt(place) : LINE;
        return code === LINE || code === SPACE;
    }

    lineOf(place) {
        return lineAt(this.lineStarts, place);
    }
}

/** The last line that starts at a place or before it. */
export function lineAt(lineStarts, place) {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (lineStarts[middle] <= place) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

export function lineStartsOf(text, count) {
    const starts = new Int32Array(count);
    let place = 0;
    for (let line = 1; line < count; line++) {
        place = text.indexOf("\n", place) + 1;
        starts[line] = place;
    }
    return starts;
}

function countWords(text) {
    let count = 1;
    for (let place = 0; place < text.length; place++) {
        const code = text.charCodeAt(place);
        count += code === LINE || code === SPACE;
    }
    return count;
}

/** FNV-1a. */
function hash(text, start, end) {
    let value = 0x811c9dc5;
    for (let place = start; place < end; place++) {
        value = Math.imul(value ^ text.charCodeAt(place), 0x01000193);
    }
    return value >>> 0;
}
