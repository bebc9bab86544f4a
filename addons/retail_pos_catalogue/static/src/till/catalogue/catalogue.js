/* global odoo */
/**
 * The till's catalogue: all goods of its store on disk, the means to find them in memory.
 *
 * The server's index names the chunks by hash. A new index is taken into use (`adopt`) only when all of its
 * chunks are here, in one write, and with it the position in the change feed from which the till goes on; so
 * a till that stops anywhere goes on from what it holds. What the feed brings later is kept beside the chunks.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { askServer } from "@retail_pos_central/till/sync/server";
import { TillDb } from "@retail_pos_central/till/sync/till_db";
import { bundleOf, templatesConcerned } from "../../core/catalogue/bundle";
import { Changes, ITEM, KEYS } from "../../core/catalogue/changes";
import { entriesOf } from "../../core/catalogue/chunk";
import { Finder } from "../../core/catalogue/finder";
import { Plan } from "../../core/catalogue/plan";
import { SearchIndexBuilder } from "../../core/catalogue/search";
import { ChunkStore } from "./chunk_store";

const STORES = ["chunks", "digests", "state", "changes"];
const FETCHES_AT_ONCE = 4;
/** The screen is drawn at least so often while the index is built. */
const SLICE_MS = 30;
/** With so many changes beside the chunks newer chunks are asked for, now and then. */
const MANY_CHANGES = 3000;
const ASK_AGAIN_MS = 900000;
const INDEX_TIMEOUT_MS = 110000;
const RETRY_MS = { first: 2000, pending: 20000, longest: 300000 };

const pause = () => new Promise((resolve) => setTimeout(resolve));

let inUse = null;

/** The catalogue of this page, for records that know of no till; null without one. */
export function catalogueInUse() {
    return inUse;
}

export function useCatalogue(catalogue) {
    inUse = catalogue;
    return catalogue;
}

export class Catalogue {
    constructor(configId) {
        this.configId = configId;
        this.plan = null;
        this.finder = null;
        this.waiting = null;
        /** How often the server's history turned out to be another, and of which of them the goods held here are. */
        this.history = 0;
        this.historyHeld = 0;
        this.changes = new Changes();
        this.retryMs = RETRY_MS.first;
        this.askedAtMs = -Infinity;
        /** Set by the till: with whose questions one goes; told when something is to be shown, and when a new index waits to be adopted. */
        this.questions = null;
        this.onState = () => {};
        this.onWaiting = () => {};
        this.state = { ready: false, version: 0, fetched: 0, total: 0, full: false };
    }

    /** Starts with what the till holds. */
    async open() {
        this.db = await new TillDb(`retail-catalogue-${this.configId}-${odoo.info?.db}`, STORES).open();
        this.chunks = new ChunkStore(this.db);
        try {
            const index = await this.db.get("state", "index");
            if (index) {
                await this.use(index);
            }
        } catch (error) {
            // Parts are gone and can't be fetched now: as good as a till that holds none.
            this.finder = null;
            logPosMessage("Catalogue", "open", "The catalogue on this till can't be used", false, [error]);
        }
    }

    get isReady() {
        return this.finder !== null;
    }

    get isOfAnotherHistory() {
        return this.history !== this.historyHeld;
    }

    show(values) {
        Object.assign(this.state, values, { version: this.state.version + 1 });
        this.state.ready = this.isReady;
        this.state.full = Boolean(this.chunks?.isFull || (this.db && !this.db.durable));
        this.onState({ ...this.state });
    }

    /** Builds what is needed to find goods, from an index whose chunks are here. */
    async use(index) {
        const plan = new Plan(index);
        const builder = new SearchIndexBuilder();
        let sliceEnd = performance.now() + SLICE_MS;
        await this.chunks.digests(plan.entries("goods"), async (digest) => {
            builder.add(digest);
            if (performance.now() > sliceEnd) {
                await pause();
                sliceEnd = performance.now() + SLICE_MS;
            }
        });
        const finder = new Finder(builder.finish());
        this.changes = new Changes();
        const entries = [];
        for (const change of await this.db.values("changes")) {
            if (change.index !== index.version) {
                continue;
            }
            if (change.model) {
                this.changes.put(change.model, change.id, change.row);
            } else {
                entries.push([change.id, change.entry]);
            }
        }
        finder.update(entries);
        this.plan = plan;
        this.finder = finder;
        this.show({});
    }

    // -- fetching ------------------------------------------------------------------

    /** Fetches what is new, again and again until it is here. Never throws: the till works without. */
    async keepFresh() {
        clearTimeout(this.timer);
        let isDone = false;
        try {
            isDone = await this.refresh();
            this.retryMs = isDone ? RETRY_MS.first : Math.min(this.retryMs * 2, RETRY_MS.pending);
        } catch (error) {
            this.retryMs = Math.min(this.retryMs * 2, RETRY_MS.longest);
            logPosMessage("Catalogue", "keepFresh", "The catalogue could not be fetched", false, [error]);
        }
        if (!isDone) {
            this.timer = setTimeout(() => this.wake(), this.retryMs * (0.75 + Math.random() / 2));
        }
    }

    /** The line is back, or the catalogue is known to be old: one fetch at a time. */
    wake() {
        this.fetching ??= this.keepFresh().finally(() => (this.fetching = null));
        return this.fetching;
    }

    /**
     * The server was put back to an earlier state, so what its feed has brought beside the chunks may never have
     * been. An index is asked for and adopted even if it is the one held; until then the till sells by what it has.
     */
    startOver() {
        this.history++;
        this.waiting = null;
    }

    /** @returns {Promise<boolean>} false: the server is still making it, or the answer is overtaken */
    async refresh() {
        this.askedAtMs = performance.now();
        const { history } = this;
        const held = this.isReady && !this.isOfAnotherHistory ? this.plan.index.version : null;
        const answer = await this.ask(held);
        if (answer.pending) {
            return false;
        }
        const index = answer.same ? this.plan.index : answer;
        await this.download(new Plan(index));
        if (history !== this.history) {
            return false;
        }
        if (!answer.same) {
            this.waiting = index;
            this.onWaiting();
        }
        return true;
    }

    /** One that holds none may have to wait until it is made. */
    ask(held) {
        return held && this.questions
            ? this.questions.ask("catalogue", { version: held })
            : askServer(
                  "/retail_pos/till/catalogue",
                  { config_id: this.configId, version: held },
                  INDEX_TIMEOUT_MS
              );
    }

    async download(plan) {
        const goods = new Set(plan.entries("goods"));
        const queue = plan.missing(await this.chunks.held());
        if (!queue.length) {
            return;
        }
        this.show({ fetched: 0, total: queue.length });
        const worker = async () => {
            for (let entry = queue.shift(); entry; entry = queue.shift()) {
                const { chunk } = await this.chunks.fetch(entry);
                if (goods.has(entry)) {
                    await this.chunks.writeDigest(entry, chunk);
                }
                this.show({ fetched: this.state.fetched + 1 });
            }
        };
        await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, worker));
    }

    /** Takes the fetched index into use. The feed's position must have been put back to the index's before. */
    async adopt() {
        const index = this.waiting;
        const { history } = this;
        await this.chunks.put("state", { index });
        if (this.isOfAnotherHistory) {
            await this.forgetChanges(() => true);
        }
        await this.use(index);
        this.waiting = null;
        this.historyHeld = history;
        await this.chunks.keepOnly(new Set(this.plan.entries().map(({ sha256 }) => sha256)));
        await this.forgetChanges((change) => change.index !== index.version);
    }

    async forgetChanges(isOld) {
        const old = (await this.db.values("changes")).filter(isOld);
        const keys = old.map((change) => [changeKey(change), undefined]);
        await this.db.put("changes", Object.fromEntries(keys));
    }

    // -- changes -------------------------------------------------------------------

    /** Takes in what the change feed brought. Resolves when it is on disk. */
    async change(records, deleted) {
        const { version } = this.plan.index;
        const written = [];
        const put = (model, id, row) => {
            this.changes.put(model, id, row);
            written.push({ index: version, model, id, row });
        };
        const gone = new Set((deleted["product.template"] || []).filter((id) => this.finder.has(id)));
        for (const id of deleted["product.product"] || []) {
            gone.add(this.finder.ofProduct(id));
        }
        for (const model of Object.keys(KEYS)) {
            (deleted[model] || []).forEach((id) => put(model, id, null));
            for (const row of records[model] || []) {
                // Prices of all goods are with the pricelist, which the till always holds.
                if (model !== ITEM || row.product_tmpl_id) {
                    put(model, row.id, row);
                }
            }
        }
        const concerned = templatesConcerned(records, (productId) => this.finder.ofProduct(productId));
        gone.forEach((id) => id && concerned.add(id));
        if (concerned.size) {
            const entries = await this.searchEntries(concerned);
            entries.forEach(([id, entry]) => written.push({ index: version, id, entry }));
            this.finder.update(entries);
        }
        if (written.length) {
            const pairs = written.map((change) => [changeKey(change), change]);
            await this.writeChanges(Object.fromEntries(pairs));
            this.show({});
        }
        const isLongAgo = performance.now() - this.askedAtMs > ASK_AGAIN_MS * (0.75 + Math.random() / 2);
        if (this.changes.size > MANY_CHANGES && !this.waiting && isLongAgo) {
            this.wake();
        }
    }

    /** What can't be written comes again: the till then starts over from the index's own position. */
    async writeChanges(entries) {
        try {
            await this.db.put("changes", entries);
        } catch (error) {
            await this.chunks.put("state", { index: undefined });
            logPosMessage("Catalogue", "writeChanges", "Changes could not be written", false, [error]);
        }
    }

    async searchEntries(templateIds) {
        const rows = await this.rowsOf([...templateIds]);
        const present = new Map(entriesOf(rows).map((entry) => [entry.id, entry]));
        return [...templateIds].map((id) => [id, present.get(id) || null]);
    }

    // -- reading -------------------------------------------------------------------

    /** All rows that the web POS needs of these goods. */
    async rowsOf(templateIds) {
        const { plan, changes } = this;
        const goods = plan.slicesFor("goods", templateIds);
        const prices = plan.slicesFor("prices", templateIds);
        const slices = await this.chunks.slices([...goods, ...prices]);
        return bundleOf(templateIds, { goods: slices.splice(0, goods.length), prices: slices }, changes);
    }
}

function changeKey({ index, model, id }) {
    return `${index}/${model || "entry"}/${id}`;
}
