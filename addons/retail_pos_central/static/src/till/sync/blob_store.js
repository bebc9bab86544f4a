/**
 * Released content by its hash: fetched when missing, verified always, kept in the till's database.
 */

import { _t } from "@web/core/l10n/translation";
import { sha256Hex } from "../../core/sha256";

const FETCH_TIMEOUT_MS = 30000;

export class BlobError extends Error {}

/** SHA-256 by the browser where it may (secure contexts), else by our own code. */
export async function hashOf(bytes) {
    const subtle = window.crypto?.subtle;
    if (typeof subtle?.digest !== "function") {
        return sha256Hex(bytes);
    }
    const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function download(url, cache) {
    const response = await fetch(url, { cache, signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok) {
        throw new BlobError(
            _t("The server answered %(status)s for released content.", { status: response.status })
        );
    }
    return new Uint8Array(await response.arrayBuffer());
}

/** The bytes of a blob. A copy damaged on its way (or in a cache) is asked for once more. */
export async function fetchBlob({ sha256, url }) {
    for (const cache of ["default", "reload"]) {
        const bytes = await download(url, cache);
        if ((await hashOf(bytes)) === sha256) {
            return bytes;
        }
    }
    throw new BlobError(_t("Released content %(hash)s arrived damaged.", { hash: sha256.slice(0, 12) }));
}

export class BlobStore {
    constructor(db) {
        this.db = db;
        this.documents = new Map();
    }

    /** Parsed documents by hash, of those of the entries that the till holds. */
    async load(entries) {
        for (const { sha256 } of entries) {
            if (!this.documents.has(sha256)) {
                const text = await this.db.get("blobs", sha256);
                if (text !== undefined) {
                    this.documents.set(sha256, JSON.parse(text));
                }
            }
        }
        return this.documents;
    }

    async missing(entries) {
        const held = new Set(await this.db.keys("blobs"));
        return entries.filter(({ sha256 }) => !held.has(sha256));
    }

    async fetch(entry) {
        const bytes = await fetchBlob(entry);
        await this.db.put("blobs", { [entry.sha256]: new TextDecoder().decode(bytes) });
    }

    async remove(hashes) {
        if (hashes.length) {
            hashes.forEach((sha256) => this.documents.delete(sha256));
            await this.db.put("blobs", Object.fromEntries(hashes.map((sha256) => [sha256, undefined])));
        }
    }
}
