/**
 * The index of a catalogue, as the server gives it: which chunk, by hash, holds what.
 */

import { numberOf } from "./chunk.js";
import { sliceKey, sliceOf } from "./slices.js";

export class Plan {
    /** @param {{version, position, layers: {kind, span, chunks: [number, string, string][]}[]}} index */
    constructor(index) {
        this.index = index;
        this.layers = index.layers.map(({ kind, span, chunks }) => ({
            kind,
            span,
            entries: new Map(chunks.map(([number, sha256, url]) => [number, { sha256, url, span }])),
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

    /** Slices of a kind that hold these templates, each once: [{entry, slice}]. */
    slicesFor(kind, templateIds) {
        const found = new Map();
        for (const { entries, span } of this.layers.filter((layer) => layer.kind === kind)) {
            for (const id of templateIds) {
                const entry = entries.get(numberOf(id, span));
                if (entry) {
                    const slice = sliceOf(id, span);
                    found.set(sliceKey(entry.sha256, slice), { entry, slice });
                }
            }
        }
        return [...found.values()];
    }
}
