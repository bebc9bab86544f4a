/**
 * The chunks that this till holds, by hash, on disk: in slices, beside what is searched of them.
 *
 * A chunk is there or it is not; whatever interrupts a download, a write or the page itself, what is there is
 * right and the rest is fetched. A chunk that can't be read any more is fetched again.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { fetchBlob } from "@retail_pos_central/till/sync/blob_store";
import { Chunk, chunkDigest } from "../../core/catalogue/chunk";
import { SLICES, sliceKey, slicesOf, wholeChunks } from "../../core/catalogue/slices";

/** Parsed slices kept for the next article from the same range. */
const KEPT_SLICES = 16;

export class ChunkStore {
    /** @param {TillDb} db with the stores "chunks" and "digests" */
    constructor(db) {
        this.db = db;
        this.parsed = new Map();
        /** Slices that the disk did not take: for this page they stay in memory. */
        this.unwritten = new Map();
    }

    get isFull() {
        return this.unwritten.size > 0;
    }

    async held() {
        return new Set(wholeChunks([...(await this.db.keys("chunks")), ...this.unwritten.keys()]));
    }

    /**
     * Fetches, verifies and keeps a chunk.
     * @returns {Promise<{chunk: Chunk, slices: object}>} its slices by key, as text
     */
    async fetch(entry) {
        const chunk = Chunk.parse(await fetchBlob(entry));
        const texts = slicesOf(chunk, entry.span).map((slice) => JSON.stringify(slice));
        const slices = Object.fromEntries(texts.map((text, slice) => [sliceKey(entry.sha256, slice), text]));
        await this.put("chunks", slices, this.unwritten);
        return { chunk, slices };
    }

    async put(store, entries, fallback) {
        try {
            await this.db.put(store, entries);
        } catch (error) {
            // The disk is full, or the browser took it back: the till works on, until its page is closed.
            Object.entries(entries).forEach(([key, value]) => fallback?.set(key, value));
            logPosMessage("ChunkStore", "put", "The catalogue could not be written", false, [error]);
        }
    }

    /**
     * @param {{entry: {sha256: string, url: string, span: number}, slice: number}[]} wanted
     * @returns {Promise<Chunk[]>} the wanted slices, in their order
     */
    async slices(wanted) {
        const keys = wanted.map(({ entry, slice }) => sliceKey(entry.sha256, slice));
        const found = new Map(
            keys.filter((key) => this.parsed.has(key)).map((key) => [key, this.parsed.get(key)])
        );
        await this.read(
            keys.filter((key) => !found.has(key)),
            found
        );
        for (let i = 0; i < keys.length; i++) {
            if (!found.has(keys[i])) {
                const { slices } = await this.fetch(wanted[i].entry);
                keys.filter((key) => slices[key]).forEach((key) => found.set(key, parse(slices[key])));
            }
        }
        keys.forEach((key) => this.keep(key, found.get(key)));
        return keys.map((key) => found.get(key));
    }

    keep(key, slice) {
        this.parsed.delete(key);
        this.parsed.set(key, slice);
        if (this.parsed.size > KEPT_SLICES) {
            this.parsed.delete(this.parsed.keys().next().value);
        }
    }

    /** Adds what is here and can be read. */
    async read(keys, found) {
        const texts = new Map(this.unwritten);
        try {
            const onDisk = keys.filter((key) => !texts.has(key));
            (await this.db.getMany("chunks", onDisk)).forEach((text, i) => texts.set(onDisk[i], text));
            for (const key of keys.filter((one) => texts.get(one))) {
                found.set(key, parse(texts.get(key)));
            }
        } catch (error) {
            logPosMessage("ChunkStore", "read", "Part of the catalogue can't be read", false, [error]);
        }
    }

    /** A chunk of goods, put together again. */
    async whole(entry) {
        const slices = await this.slices(Array.from({ length: SLICES }, (_, slice) => ({ entry, slice })));
        return { rows: (model) => slices.flatMap((slice) => slice.rows(model)) };
    }

    /** What is searched of a chunk of goods; worked out once. */
    async writeDigest(entry, chunk) {
        const digest = { sha256: entry.sha256, ...chunkDigest(chunk) };
        await this.put("digests", { [entry.sha256]: digest });
        return digest;
    }

    /** Digests of the entries, in their order; calls back with each. */
    async digests(entries, callback) {
        const found = new Map((await this.db.values("digests")).map((digest) => [digest.sha256, digest]));
        for (const entry of entries) {
            await callback(
                found.get(entry.sha256) || (await this.writeDigest(entry, await this.whole(entry)))
            );
            found.delete(entry.sha256);
        }
    }

    async keepOnly(hashes) {
        const isObsolete = (key) => !hashes.has(key.split("/")[0]);
        for (const store of ["chunks", "digests"]) {
            const obsolete = (await this.db.keys(store)).filter((key) => isObsolete(key));
            if (obsolete.length) {
                await this.db.put(store, Object.fromEntries(obsolete.map((key) => [key, undefined])));
            }
        }
        for (const key of [...this.unwritten.keys()].filter(isObsolete)) {
            this.unwritten.delete(key);
        }
    }
}

function parse(text) {
    return new Chunk(JSON.parse(text));
}
