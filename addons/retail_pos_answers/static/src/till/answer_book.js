/**
 * What this till knows of its goods, in a database of its own: rows of `retail.product.answer`, the stock of this store and
 * its neighbours, and small documents.
 *
 * All of it is taken in once in the background; from then on the change feed brings what changes. Whether the stock is
 * another is asked with the page's first questions; every two hours it is asked for anew, and this moment's figures
 * whenever somebody looks and head office answers.
 */

import { browser } from "@web/core/browser/browser";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { askServer } from "@retail_pos_central/till/sync/server";
import { TillDb } from "@retail_pos_central/till/sync/till_db";
import { bucketOf, hashOfTag, newer, stockRows } from "../core/stock";

const STORES = ["answers", "stock", "seen", "files", "state"];
const START_DELAY_MS = 5_000;
const STOCK_INTERVAL_MS = 2 * 3_600_000;
/** A full look now and then mends whatever a browser may have lost; of tills that open every morning not all on one day. */
const FULL_INTERVAL_MS = 7 * 24 * 3_600_000;
const STOCK_NOW_TIMEOUT_MS = 4_000;
const FILE_TIMEOUT_MS = 30_000;
const KEPT_FILE_BYTES = 1_000_000;
const KEPT_FILES_BYTES = 50_000_000;

export class AnswerBook {
    /** @param {TillQuestions} questions */
    constructor(configId, name, questions) {
        this.configId = configId;
        this.questions = questions;
        this.db = new TillDb(name, STORES);
        this.changed = null;
    }

    async start() {
        this.opening = this.db.open();
        await this.opening;
        // Asked in the page's first breath; what is to be fetched for it waits until the till has settled.
        this.asked = this.askForStock();
        const spread = START_DELAY_MS * (1 + Math.random() * 5);
        browser.setTimeout(() => this.refresh(), spread);
    }

    /** Brings what is old up to date; trouble with the line only means that it stays as it was. */
    async refresh() {
        const fullAt = (await this.db.get("state", "fullAt")) || 0;
        try {
            if (Date.now() - fullAt > FULL_INTERVAL_MS * (0.5 + Math.random() / 2)) {
                await this.loadAll();
            }
            await this.loadStock();
            await this.keepFiles();
        } catch (error) {
            logPosMessage("AnswerBook", "refresh", "What is known of goods stays as it was", false, [error]);
        }
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.refresh(), STOCK_INTERVAL_MS * (0.75 + Math.random() / 2));
    }

    // -- rows -------------------------------------------------------------------------

    async get(templateId) {
        await this.opening;
        return (await this.db.get("answers", templateId)) || null;
    }

    /** Changed rows from the feed, and the ids of goods of which nothing is known any more. */
    async apply(rows, goneIds) {
        await this.opening;
        const ids = [...rows.map(({ id }) => id), ...goneIds];
        ids.forEach((id) => this.changed?.add(id));
        await this.put([...rows.map((row) => [row.id, row]), ...goneIds.map((id) => [id, undefined])]);
    }

    /** Everything, page by page. What the feed brings meanwhile is newer than any page. */
    async loadAll() {
        this.changed = new Set();
        const known = new Set();
        let after = 0;
        do {
            const page = await askServer("/retail_pos/till/answers", { config_id: this.configId, after });
            page.rows.forEach(({ id }) => known.add(id));
            await this.put(page.rows.filter(({ id }) => !this.changed.has(id)).map((row) => [row.id, row]));
            after = page.next;
        } while (after);
        const held = await this.db.keys("answers");
        const gone = held.filter((id) => !known.has(id) && !this.changed.has(id));
        await this.put(gone.map((id) => [id, undefined]));
        this.changed = null;
        await this.db.put("state", { fullAt: Date.now() });
    }

    /** Keys are numbers, which an object's keys can't be. */
    async put(entries) {
        if (!this.db.durable) {
            const held = this.db.memory.answers;
            entries.forEach(([id, row]) => (row === undefined ? held.delete(id) : held.set(id, row)));
            return;
        }
        await this.db.run("answers", "readwrite", (rows) => {
            entries.forEach(([id, row]) => (row === undefined ? rows.delete(id) : rows.put(row, id)));
        });
    }

    // -- stock ------------------------------------------------------------------------

    /** Whether there is nothing to fetch, as head office says. */
    async askForStock() {
        const meta = await this.db.get("state", "stock");
        try {
            const words = { holds: hashOfTag(meta?.etag) };
            const { same } = await this.questions.ask("stock", words, {
                route: "/retail_pos/till/stock_kept",
            });
            return same;
        } catch (error) {
            logPosMessage("AnswerBook", "askForStock", "Not known whether stock is another", false, [error]);
            return false;
        }
    }

    async loadStock() {
        const same = await this.asked;
        this.asked = null;
        if (same) {
            return;
        }
        const meta = await this.db.get("state", "stock");
        const response = await fetch(`/retail_pos/till/stock/${this.configId}`, {
            headers: meta ? { "If-None-Match": meta.etag } : {},
            signal: AbortSignal.timeout(FILE_TIMEOUT_MS),
        });
        if (response.status === 304 || response.status === 404) {
            return;
        }
        if (!response.ok) {
            throw new Error(`stock: ${response.status}`);
        }
        const { at, stores, goods } = await response.json();
        const gone = (await this.db.keys("stock")).filter((bucket) => !goods[bucket]);
        await this.db.put("stock", {
            ...goods,
            ...Object.fromEntries(gone.map((bucket) => [bucket, undefined])),
        });
        await this.db.put("state", { stock: { at, stores, etag: response.headers.get("ETag") } });
    }

    /** This moment's figures, or null when head office doesn't answer soon. */
    async stockNow(variantId) {
        let answer;
        try {
            answer = await askServer(
                "/retail_pos/till/stock_now",
                { config_id: this.configId, product_ids: [variantId] },
                STOCK_NOW_TIMEOUT_MS
            );
        } catch (error) {
            logPosMessage("AnswerBook", "stockNow", "No figures of this moment", false, [error]);
            return null;
        }
        const found = { at: answer.at, rows: stockRows(answer.stores, answer.goods[variantId]) };
        await this.db.put("seen", { [variantId]: found });
        return found;
    }

    /** {at, rows} as last known: from an earlier look, or from what the till keeps; null when nothing is. */
    async stockKept(variantId) {
        await this.opening;
        const seen = await this.db.get("seen", String(variantId));
        const meta = await this.db.get("state", "stock");
        const bucket = meta && (await this.db.get("stock", bucketOf(variantId)));
        const kept = meta && { at: meta.at, rows: stockRows(meta.stores, bucket?.[variantId]) };
        return newer(seen, kept);
    }

    // -- documents -------------------------------------------------------------------------

    /** Small documents are fetched ahead, so that they open without head office. */
    async keepFiles() {
        const rows = await this.db.values("answers");
        const wanted = rows.flatMap(({ documents }) => documents).filter((file) => isKept(file));
        const names = new Set(wanted.map(fileKey));
        const held = await this.db.keys("files");
        await this.db.put(
            "files",
            Object.fromEntries(held.filter((key) => !names.has(key)).map((key) => [key, undefined]))
        );
        let bytes = 0;
        for (const file of wanted) {
            bytes += file.size;
            if (bytes > KEPT_FILES_BYTES) {
                break;
            }
            if (!held.includes(fileKey(file))) {
                await this.fetchFile(file);
            }
        }
    }

    /** A document's address: of the kept copy where there is one, else at head office. */
    async fileUrl(file) {
        const blob = isOwn(file) ? await this.db.get("files", fileKey(file)) : null;
        return blob ? URL.createObjectURL(blob) : file.url;
    }

    async fetchFile(file) {
        const response = await fetch(file.url, { signal: AbortSignal.timeout(FILE_TIMEOUT_MS) });
        if (response.ok) {
            await this.db.put("files", { [fileKey(file)]: await response.blob() });
        }
    }
}

const isOwn = (file) => file.url.startsWith("/");
const isKept = (file) => isOwn(file) && file.size > 0 && file.size <= KEPT_FILE_BYTES;
const fileKey = (file) => `${file.id}-${file.size}`;
