/**
 * Finds goods by whatever a cashier has: the index of the chunks, and beside it a small one of the goods
 * that changed since, which hide their old selves.
 */

import { digestOf } from "./chunk.js";
import { SearchIndexBuilder } from "./search.js";

export class Finder {
    /** @param {SearchIndex} main */
    constructor(main) {
        this.main = main;
        /** Goods that changed by template id; null: gone. */
        this.entries = new Map();
        this.reindex();
    }

    /** @param {[number, object | null][]} entries goods that changed, as entriesOf gives them */
    update(entries) {
        entries.forEach(([id, entry]) => this.entries.set(id, entry));
        this.reindex();
    }

    reindex() {
        const builder = new SearchIndexBuilder();
        const present = [...this.entries.values()].filter(Boolean).sort((a, b) => a.id - b.id);
        builder.add(digestOf(present));
        this.extra = builder.finish();
        this.categoryIds = null;
        const { ids } = this.main;
        const isCurrent = (line) => !this.entries.has(ids[line]);
        this.parts = [
            { index: this.main, accepts: isCurrent },
            { index: this.extra, accepts: () => true },
        ];
    }

    /** Template ids of what an index's lookup finds. */
    templates(lookup) {
        return this.parts.flatMap(({ index, accepts }) =>
            lookup(index)
                .filter((line) => line >= 0 && accepts(line))
                .map((line) => index.ids[line])
        );
    }

    byBarcode(barcode) {
        return this.templates((index) => index.linesOfBarcode(barcode));
    }

    byCode(code) {
        return this.templates((index) => index.linesOfCode(code));
    }

    has(templateId) {
        return this.templates((index) => [index.lineOfTemplate(templateId)]).length > 0;
    }

    ofProduct(productId) {
        return this.templates((index) => [index.lineOfProduct(productId)])[0] ?? null;
    }

    /** Template ids, best first. */
    search(query, limit = 100) {
        const found = this.parts.flatMap(({ index, accepts }) =>
            index.search(query, { limit, accepts }).map(({ line, score }) => ({ id: index.ids[line], score }))
        );
        return found
            .sort((a, b) => b.score - a.score)
            .slice(0, limit)
            .map(({ id }) => id);
    }

    /** Template ids in the order of the wall of goods. */
    browse(categories, limit = 100) {
        const found = this.parts.flatMap(({ index, accepts }) =>
            index.browse({ categories, limit, accepts }).map((line) => ({ index, line }))
        );
        return found
            .sort(
                (a, b) =>
                    b.index.favorites[b.line] - a.index.favorites[a.line] ||
                    a.index.sequences[a.line] - b.index.sequences[b.line] ||
                    (a.index.nameOf(a.line) < b.index.nameOf(b.line) ? -1 : 1)
            )
            .slice(0, limit)
            .map(({ index, line }) => index.ids[line]);
    }

    /** Categories that have goods. */
    get categories() {
        this.categoryIds ??= new Set([...this.main.categories, ...this.extra.categories]);
        return this.categoryIds;
    }

    get size() {
        const changed = [...this.entries.keys()].filter((id) => this.main.lineOfTemplate(id) >= 0).length;
        return this.main.count - changed + this.extra.count;
    }
}
