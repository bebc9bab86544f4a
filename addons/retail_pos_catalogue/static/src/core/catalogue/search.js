/**
 * The catalogue in memory, as far as it is needed to find goods: by barcode, by id, by what somebody
 * types, by category. Built from digests (chunk.js); a hundred thousand goods take some twenty megabytes,
 * most of them in a few long texts and typed arrays.
 *
 * An article is a line here: a number from 0 on.
 */

import { CodeTable, lineAt, lineStartsOf } from "./code_table.js";
import { eachWord, fold, wordsOf } from "./fold.js";
import { IntList } from "./int_list.js";
import { VocabularyBuilder } from "./vocabulary.js";

const CODE_SCORE = { exact: 60, start: 35, inside: 20 };
/** Shorter beginnings and pieces of a code are in too many codes. */
const MIN_CODE = { start: 3, inside: 4 };
const MAX_CODE_HITS = 500;
const BONUS = { sameName: 30, nameStarts: 20, favorite: 5 };
/** With so few found as typed, what may have been meant is looked for too. */
const ENOUGH = 3;
const HAS_DIGIT = /\d/;
const LONGEST = 60;
/** More lines than any catalogue has; keeps scores and lines apart in one number. */
const LINES = 2 ** 22;

export class SearchIndexBuilder {
    constructor() {
        this.texts = { names: [], codes: [], barcodes: [] };
        this.columns = { ids: [], sequences: [], favorites: [] };
        this.lists = { products: newList(), categories: newList() };
        this.vocabulary = new VocabularyBuilder();
        this.count = 0;
    }

    /** A digest's goods, but for the lines that are gone. */
    add(digest) {
        const size = digest.ids.length;
        if (!size) {
            return;
        }
        const names = fold(digest.names);
        let line = this.count;
        let lineEnd = names.indexOf("\n");
        eachWord(names, (start, end) => {
            while (lineEnd >= 0 && start > lineEnd) {
                line++;
                lineEnd = names.indexOf("\n", lineEnd + 1);
            }
            this.vocabulary.add(names.slice(start, end), line);
        });
        this.texts.names.push(names);
        this.texts.codes.push(fold(digest.codes));
        this.texts.barcodes.push(digest.barcodes);
        for (const name of Object.keys(this.columns)) {
            this.columns[name].push(digest[name]);
        }
        for (const name of Object.keys(this.lists)) {
            addNumbers(this.lists[name], digest[name]);
        }
        this.count += size;
    }

    finish() {
        return new SearchIndex(this);
    }
}

function newList() {
    const starts = new IntList();
    starts.push(0);
    return { starts, values: new IntList() };
}

/** "1 2\n3" as lines of numbers. */
function addNumbers({ starts, values }, text) {
    for (const line of text.split("\n")) {
        for (const number of line.split(" ")) {
            if (number) {
                values.push(Number(number));
            }
        }
        starts.push(values.length);
    }
}

function concat(arrays, Type) {
    const result = new Type(arrays.reduce((sum, array) => sum + array.length, 0));
    let place = 0;
    for (const array of arrays) {
        result.set(array, place);
        place += array.length;
    }
    return result;
}

export class SearchIndex {
    constructor({ texts, columns, lists, vocabulary, count }) {
        this.count = count;
        this.ids = concat(columns.ids, Int32Array);
        this.sequences = concat(columns.sequences, Int32Array);
        this.favorites = concat(columns.favorites, Uint8Array);
        this.names = texts.names.join("\n");
        this.nameStarts = lineStartsOf(this.names, count);
        this.codes = tableOf(texts.codes.join("\n"), count);
        this.barcodes = tableOf(texts.barcodes.join("\n"), count);
        this.categoryStarts = lists.categories.starts.done();
        this.categories = lists.categories.values.done();
        this.products = productLines(lists.products);
        this.vocabulary = vocabulary.finish();
    }

    // -- one article ---------------------------------------------------------------

    lineOfTemplate(id) {
        const line = this.count ? lineAt(this.ids, id) : -1;
        return line >= 0 && this.ids[line] === id ? line : -1;
    }

    lineOfProduct(id) {
        const { ids, lines } = this.products;
        const place = ids.length ? lineAt(ids, id) : -1;
        return place >= 0 && ids[place] === id ? lines[place] : -1;
    }

    /** Lines with that barcode, of the goods themselves or of a packaging. */
    linesOfBarcode(barcode) {
        return this.barcodes.find(barcode);
    }

    linesOfCode(code) {
        return this.codes.find(fold(code));
    }

    nameOf(line) {
        return this.names.slice(this.nameStarts[line], this.nameEnd(line));
    }

    nameEnd(line) {
        return line + 1 < this.count ? this.nameStarts[line + 1] - 1 : this.names.length;
    }

    // -- many ----------------------------------------------------------------------

    /**
     * @param {string} query as somebody types it
     * @param {{limit?: number, accepts?: (line: number) => boolean}} [options]
     * @returns {{line: number, score: number}[]} best first
     */
    search(query, { limit = 100, accepts = () => true } = {}) {
        const folded = fold(query);
        const terms = wordsOf(folded);
        if (!terms.length || !this.count) {
            return [];
        }
        let { found, scores } = this.matching(terms, false, accepts);
        if (found.length < ENOUGH) {
            ({ found, scores } = this.matching(terms, true, accepts));
        }
        return this.best(found, scores, folded.trim(), limit);
    }

    /** Lines that have all terms, and the scores of lines. */
    matching(terms, isFuzzy, accepts) {
        const reached = new Uint8Array(this.count);
        const scores = new Uint16Array(this.count);
        const found = [];
        terms.forEach((term, step) => {
            for (const { lines, score } of this.candidates(term, isFuzzy)) {
                for (const line of lines) {
                    if (reached[line] === step) {
                        reached[line] = step + 1;
                        scores[line] += score;
                        if (step + 1 === terms.length && accepts(line)) {
                            found.push(line);
                        }
                    }
                }
            }
        });
        return { found, scores };
    }

    /** Groups of lines that have a term, the best first. */
    candidates(term, isFuzzy) {
        const words = this.vocabulary.containing(term);
        const fuzzy = isFuzzy ? this.vocabulary.close(term) : [];
        const groups = [...words, ...fuzzy].map(({ word, score }) => ({
            lines: this.vocabulary.linesOf(word),
            score,
        }));
        if (HAS_DIGIT.test(term) || !words.length) {
            groups.push(...this.codeGroups(term));
        }
        return groups.sort((a, b) => b.score - a.score);
    }

    codeGroups(term) {
        const groups = { exact: [], start: [], inside: [] };
        for (const table of [this.codes, this.barcodes]) {
            groups.exact.push(...table.find(term));
            if (term.length >= MIN_CODE.start) {
                table.piece(term, MAX_CODE_HITS, (line, isStart) => {
                    const kind = isStart ? "start" : "inside";
                    if (term.length >= MIN_CODE[kind]) {
                        groups[kind].push(line);
                    }
                });
            }
        }
        return Object.entries(groups).map(([kind, lines]) => ({ lines, score: CODE_SCORE[kind] }));
    }

    /** The best so many of [line], with what makes equal matches differ. */
    best(found, scores, query, limit) {
        // Score and line in one number, which typed arrays sort fast.
        const keys = Float64Array.from(found, (line) => {
            const start = this.nameStarts[line];
            const length = this.nameEnd(line) - start;
            let score = scores[line] + (this.favorites[line] ? BONUS.favorite : 0);
            if (this.names.startsWith(query, start)) {
                score += length === query.length ? BONUS.sameName : BONUS.nameStarts;
            }
            // The shorter name is more of what was typed.
            return (score * 10 + LONGEST - Math.min(length, LONGEST)) * LINES + (LINES - 1 - line);
        });
        return [...keys.sort().slice(-limit).reverse()].map((key) => ({
            line: LINES - 1 - (key % LINES),
            score: Math.floor(key / LINES) / 10,
        }));
    }

    /** Lines in the order of the till's wall of goods; `categories`: a set of ids, or null for all. */
    browse({ categories = null, limit = 100, accepts = () => true } = {}) {
        const isBefore = (a, b) =>
            this.favorites[b] - this.favorites[a] ||
            this.sequences[a] - this.sequences[b] ||
            (this.nameOf(a) < this.nameOf(b) ? -1 : 1);
        const first = [];
        for (let line = 0; line < this.count; line++) {
            const isFull = first.length === limit;
            if (isFull && isBefore(line, first[limit - 1]) > 0) {
                continue;
            }
            if ((!categories || this.isIn(line, categories)) && accepts(line)) {
                const place = first.findIndex((other) => isBefore(line, other) < 0);
                first.splice(place < 0 ? first.length : place, 0, line);
                first.length = Math.min(first.length, limit);
            }
        }
        return first;
    }

    isIn(line, categories) {
        for (let i = this.categoryStarts[line]; i < this.categoryStarts[line + 1]; i++) {
            if (categories.has(this.categories[i])) {
                return true;
            }
        }
        return false;
    }
}

function tableOf(text, count) {
    return new CodeTable(text, lineStartsOf(text, count));
}

/** Product ids with their lines, by id. */
function productLines({ starts, values }) {
    const pairs = new Float64Array(values.length);
    for (let line = 0; line + 1 < starts.length; line++) {
        for (let i = starts.values[line]; i < starts.values[line + 1]; i++) {
            pairs[i] = values.values[i] * LINES + line;
        }
    }
    pairs.sort();
    return {
        ids: Int32Array.from(pairs, (pair) => Math.floor(pair / LINES)),
        lines: Int32Array.from(pairs, (pair) => pair % LINES),
    };
}
