/**
 * The chunks that this till holds, by hash, on disk: whole, as they came, beside what is searched of them.
 *
 * A chunk is there or it is not; whatever interrupts a download, a write or the page itself, what is there is
 * right and the rest is fetched. A chunk that can't be read any more is fetched again.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { fetchBlob } from "@retail_pos_central/till/sync/blob_store";
import { Chunk, chunkDigest } from "../../core/catalogue/chunk";

/** Parsed chunks kept for the next article from the same range. */
const KEPT_CHUNKS = 8;

export class ChunkStore {
    /** @param {TillDb} db with the stores "chunks" and "digests" */
    constructor(db) {
        this.db = db;
        this.parsed = new Map();
        /** Chunks that the disk did not take: for this page they stay in memory. */
        this.unwritten = new Map();
    }

    get isFull() {
        return this.unwritten.size > 0;
    }

    async held() {
        return new Set([...(await this.db.keys("chunks")), ...this.unwritten.keys()]);
    }

    /** Fetches, verifies and keeps a chunk. */
    async fetch(entry) {
        const bytes = await fetchBlob(entry);
        await this.put("chunks", entry.sha256, bytes, this.unwritten);
        return Chunk.parse(bytes);
    }

    async put(store, key, value, fallback) {
        try {
            await this.db.put(store, { [key]: value });
        } catch (error) {
            // The disk is full, or the browser took it back: the till works on, until its page is closed.
            fallback?.set(key, value);
            logPosMessage("ChunkStore", "put", "The catalogue could not be written", false, [error]);
        }
    }

    /** @param {{sha256: string, url: string}} entry */
    async chunk(entry) {
        const kept = this.parsed.get(entry.sha256);
        const chunk = kept || (await this.read(entry)) || (await this.fetch(entry));
        this.parsed.delete(entry.sha256);
        this.parsed.set(entry.sha256, chunk);
        if (this.parsed.size > KEPT_CHUNKS) {
            this.parsed.delete(this.parsed.keys().next().value);
        }
        return chunk;
    }

    async read({ sha256 }) {
        try {
            const bytes = this.unwritten.get(sha256) || (await this.db.get("chunks", sha256));
            return bytes && Chunk.parse(bytes);
        } catch (error) {
            logPosMessage("ChunkStore", "read", "Part of the catalogue can't be read", false, [error]);
            return null;
        }
    }

    /** What is searched of a chunk of goods; worked out once. */
    async writeDigest(entry, chunk) {
        const digest = { sha256: entry.sha256, ...chunkDigest(chunk) };
        await this.put("digests", entry.sha256, digest);
        return digest;
    }

    /** Digests of the entries, in their order; calls back with each. */
    async digests(entries, callback) {
        const found = new Map((await this.db.values("digests")).map((digest) => [digest.sha256, digest]));
        for (const entry of entries) {
            await callback(
                found.get(entry.sha256) || (await this.writeDigest(entry, await this.chunk(entry)))
            );
            found.delete(entry.sha256);
        }
    }

    async keepOnly(hashes) {
        for (const store of ["chunks", "digests"]) {
            const obsolete = (await this.db.keys(store)).filter((sha256) => !hashes.has(sha256));
            if (obsolete.length) {
                await this.db.put(store, Object.fromEntries(obsolete.map((sha256) => [sha256, undefined])));
            }
        }
        for (const sha256 of [...this.unwritten.keys()].filter((one) => !hashes.has(one))) {
            this.unwritten.delete(sha256);
        }
    }
}
