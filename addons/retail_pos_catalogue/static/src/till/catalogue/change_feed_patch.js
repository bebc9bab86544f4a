/**
 * What the change feed brings goes into the catalogue; into the POS's models only what is in memory there.
 */

import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { ChangeFeed } from "@retail_pos_central/till/sync/change_feed";

const ITEM = "product.pricelist.item";
/** After a full load these are compared with the catalogue and not with what the load gave. */
const OF_CATALOGUE = ["product.template", "product.product", ITEM];

patch(ChangeFeed.prototype, {
    get catalogue() {
        return this.pos.data.retailCatalogue;
    },

    async start() {
        await super.start();
        const index = this.catalogue?.plan?.index;
        // The position stands in another database: when that one was lost, the catalogue's own counts.
        if (index && !(await this.db.get("state", "catalogue"))) {
            await this.goBackTo(index);
        }
        // What was held for a cashier of another language is read anew once this one's is here.
        const lang = await this.db.get("state", "catalogueLanguage");
        this.isOutdated = Boolean(index && lang && lang !== user.lang);
        if (this.catalogue && (await this.db.get("state", "catalogueOfAnotherHistory"))) {
            this.startOver();
        }
    },

    async goBackTo({ version, position }) {
        this.position = position;
        await this.db.put("state", { feed: position, catalogue: version });
    },

    /**
     * The server first judges the till's own position: a catalogue that is here already has one which it knows,
     * and taken in before would hide that the till's is of another history.
     */
    async pull() {
        await super.pull();
        const { catalogue } = this;
        if (catalogue?.waiting) {
            await this.goBackTo(catalogue.waiting);
            await catalogue.adopt();
            await this.db.put("state", { catalogueLanguage: user.lang });
            await this.afterAdoption();
            await super.pull();
        }
    },

    async afterAdoption() {
        if (this.isOutdated) {
            await this.renewGoods();
            await this.db.put("state", { catalogueOfAnotherHistory: undefined });
            this.isOutdated = false;
        }
        await this.pos.loadRetailButtons();
    },

    /** Nothing that the till holds of goods is sure, until a catalogue asked for from now on is taken in. */
    startOver() {
        this.isOutdated = true;
        this.catalogue.startOver();
    },

    /** The server's history is another: goods in memory are read anew from the new catalogue. */
    async renewGoods() {
        const { models } = this.pos;
        const ids = models["product.template"].getAllIds();
        const rows = await this.catalogue.rowsOf(ids);
        const gone = {};
        for (const model of OF_CATALOGUE) {
            const present = new Set(rows[model].map((row) => row.id));
            const known = models[model].filter((record) => model !== ITEM || record.raw.product_tmpl_id);
            gone[model] = known.map((record) => record.id).filter((id) => !present.has(id));
        }
        await super.apply(rows, gone);
    },

    async reload() {
        if (!this.catalogue) {
            return super.reload();
        }
        this.isReloading = true;
        try {
            await super.reload();
        } finally {
            this.isReloading = false;
        }
        await this.db.put("state", { catalogueOfAnotherHistory: true });
        this.startOver();
        this.catalogue.wake();
    },

    async apply(records, deleted) {
        if (!this.catalogue) {
            return super.apply(records, deleted);
        }
        const gone = { ...deleted };
        if (this.isReloading) {
            OF_CATALOGUE.forEach((model) => delete gone[model]);
        } else if (this.catalogue.isReady) {
            await this.catalogue.change(records, deleted);
        }
        return super.apply(this.inMemory(records), gone);
    },

    /** Rows of goods that are in memory, and of everything else. */
    inMemory(records) {
        const { models } = this.pos;
        const has = (model, id) => Boolean(models[model].get(id));
        const ofMemory = {
            "product.template": (row) => has("product.template", row.id),
            "product.product": (row) => has("product.template", row.product_tmpl_id),
            "product.uom": (row) => has("product.product", row.product_id),
            [ITEM]: (row) => !row.product_tmpl_id || has("product.template", row.product_tmpl_id),
        };
        const kept = {};
        for (const [model, rows] of Object.entries(records)) {
            kept[model] = ofMemory[model] ? rows.filter(ofMemory[model]) : rows;
        }
        if (kept["product.pricelist"]) {
            kept["product.pricelist"] = kept["product.pricelist"].map((row) => this.withItems(row));
        }
        return kept;
    },

    /** A pricelist's row names its general rules only; those of goods in memory are its as well. */
    withItems(row) {
        const items = this.pos.models[ITEM].filter(
            ({ raw }) => raw.pricelist_id === row.id && raw.product_tmpl_id
        );
        return { ...row, item_ids: [...new Set([...row.item_ids, ...items.map(({ id }) => id)])] };
    },
});
