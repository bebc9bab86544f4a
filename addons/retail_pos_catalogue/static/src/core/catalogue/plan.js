/**
 * The index of a catalogue, as the server gives it: which chunk, by hash, holds what.
 */

import { numberOf } from "./chunk.js";

export class Plan {
    /** @param {{version, position, layers: {kind, span, chunks: [number, string, string][]}[]}} index */
    constructor(index) {
        this.index = index;
        this.layers = index.layers.map(({ kind, span, chunks }) => ({
            kind,
            span,
            entries: new Map(chunks.map(([number, sha256, url]) => [number, { sha256, url }])),
        }));
    }

    /** Every chunk once. */
    entries(kind = null) {
        const layers = this.layers.filter((layer) => kind === null || layer.kind === kind);
        const entries = layers.flatMap((layer) => [...layer.entries.values()]);
        return [...new Map(entries.map((entry) => [entry.sha256, entry])).values()];
    }

    missing(held) {
        return this.entries().filter(({ sha256 }) => !held.has(sha256));
    }

    /** Chunks of a kind that hold these templates. */
    entriesFor(kind, templateIds) {
        return this.layers
            .filter((layer) => layer.kind === kind)
            .flatMap(({ entries, span }) => {
                const numbers = new Set([...templateIds].map((id) => numberOf(id, span)));
                return [...numbers].map((number) => entries.get(number));
            })
            .filter(Boolean);
    }
}
