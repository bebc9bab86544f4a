/**
 * All words of a catalogue's names, sorted, and which articles have them: what is typed is compared with
 * some ten thousand words instead of with every article.
 */

import { lineAt, lineStartsOf } from "./code_table.js";
import { countBits, letterMask, mistakes, mistakesAllowed } from "./fuzzy.js";
import { IntList } from "./int_list.js";

const SCORE = { exact: 40, edge: 30, inside: 15 };
/** Of a word with one or two mistakes. */
const FUZZY = [0, 22, 12];
/** A single letter is inside of nearly every word. */
const MIN_PIECE = 3;
const HAS_LETTER = /[^\d.,]/;

export class VocabularyBuilder {
    constructor() {
        this.numbers = new Map();
        this.lines = new IntList();
        this.words = new IntList();
    }

    add(word, line) {
        let number = this.numbers.get(word);
        if (number === undefined) {
            number = this.numbers.size;
            this.numbers.set(word, number);
        }
        this.words.push(number);
        this.lines.push(line);
    }

    finish() {
        const words = [...this.numbers.keys()].sort((a, b) => (a < b ? -1 : 1));
        const rank = new Int32Array(words.length);
        words.forEach((word, place) => {
            rank[this.numbers.get(word)] = place;
        });
        this.numbers = null;
        const starts = new Int32Array(words.length + 1);
        for (let i = 0; i < this.words.length; i++) {
            starts[rank[this.words.values[i]] + 1]++;
        }
        for (let word = 0; word < words.length; word++) {
            starts[word + 1] += starts[word];
        }
        const lines = new Int32Array(this.lines.length);
        const next = starts.slice();
        for (let i = 0; i < this.lines.length; i++) {
            lines[next[rank[this.words.values[i]]]++] = this.lines.values[i];
        }
        return new Vocabulary(words, starts, lines);
    }
}

export class Vocabulary {
    constructor(words, starts, lines) {
        Object.assign(this, { words, starts, lines });
        this.text = words.join("\n");
        this.textStarts = lineStartsOf(this.text, words.length);
        /** Numbers are taken as typed: only words with letters can be meant by others. */
        this.lettered = Int32Array.from(words.keys()).filter((word) => HAS_LETTER.test(words[word]));
        this.masks = this.lettered.map((word) => letterMask(words[word]));
    }

    /** Words that have the term in them: [{word, score}]. */
    containing(term) {
        const found = [];
        if (!this.words.length || term.length < MIN_PIECE) {
            return this.starting(term);
        }
        let place = this.text.indexOf(term);
        let last = -1;
        while (place >= 0) {
            const word = lineAt(this.textStarts, place);
            if (word !== last) {
                found.push({ word, score: this.scoreOf(word, term) });
                last = word;
            }
            place = this.text.indexOf(term, place + term.length);
        }
        return found;
    }

    starting(term) {
        let word = 0;
        for (let step = 1 << 30; step; step >>= 1) {
            // The words before the first that is not smaller than the term.
            if (word + step <= this.words.length && this.words[word + step - 1] < term) {
                word += step;
            }
        }
        const found = [];
        for (; word < this.words.length && this.words[word].startsWith(term); word++) {
            found.push({ word, score: this.scoreOf(word, term) });
        }
        return found;
    }

    scoreOf(number, term) {
        const word = this.words[number];
        if (word === term) {
            return SCORE.exact;
        }
        return word.startsWith(term) || word.endsWith(term) ? SCORE.edge : SCORE.inside;
    }

    /** Words that the term may have been meant to be, or to begin. */
    close(term) {
        const found = [];
        const most = HAS_LETTER.test(term) ? mistakesAllowed(term.length) : 0;
        if (!most) {
            return found;
        }
        const mask = letterMask(term);
        for (let place = 0; place < this.masks.length; place++) {
            // Each letter of the term that the word lacks is one mistake at least.
            if (countBits(mask & ~this.masks[place]) > most) {
                continue;
            }
            const word = this.lettered[place];
            const count = mistakes(term, this.words[word], most);
            if (count && count <= most) {
                found.push({ word, score: FUZZY[count] });
            }
        }
        return found;
    }

    linesOf(word) {
        return this.lines.subarray(this.starts[word], this.starts[word + 1]);
    }
}
