/* global odoo */
/**
 * Where the web POS looks for goods that it does not have in memory: in the catalogue first.
 */

import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { PosData } from "@point_of_sale/app/services/data_service";
import { unsentOrders } from "@retail_pos_central/till/sync/unsent_orders";
import { leadsTo } from "../../core/catalogue/bundle";
import { Catalogue, useCatalogue } from "./catalogue";

const GOODS = ["product.template", "product.product"];
/** Optional goods have optional goods, and so on: two steps are what a screen shows. */
const STEPS = 2;

patch(PosData.prototype, {
    /** Before orders are read from the cache, as they need their goods. */
    async initData() {
        const result = await super.initData(...arguments);
        useCatalogue(null);
        if (this.models["pos.config"].get(odoo.pos_config_id)?.raw._retail?.catalogue) {
            this.retailCatalogue = useCatalogue(markRaw(new Catalogue(odoo.pos_config_id)));
            await this.retailCatalogue.open();
            await unsentOrders.open();
            const kept = [...unsentOrders.held.values()].flatMap(({ rows }) => rows["pos.order.line"]);
            await this.retailLoadProducts(kept.map((line) => line.product_id));
        }
        return result;
    },

    async missingRecursive(recordMap) {
        if (this.retailCatalogue?.isReady) {
            await this.retailLoadReferenced(recordMap);
        }
        return super.missingRecursive(...arguments);
    },

    /** Goods that rows refer to and that are neither in memory nor among the rows. */
    async retailLoadReferenced(recordMap) {
        const wanted = { "product.template": new Set(), "product.product": new Set() };
        for (const [model, rows] of Object.entries(recordMap)) {
            const relations = Object.values(this.relations[model] || {}).filter(({ relation }) =>
                GOODS.includes(relation)
            );
            for (const { name, relation } of relations) {
                rows.flatMap((row) => row[name] ?? []).forEach((id) => wanted[relation].add(id));
            }
        }
        for (const model of GOODS) {
            (recordMap[model] || []).forEach((row) => wanted[model].delete(row.id));
        }
        await this.retailLoadTemplates([...wanted["product.template"]]);
        await this.retailLoadProducts([...wanted["product.product"]]);
    },

    /** @param {number[]} ids of product.product; what is there already or unknown is left out */
    async retailLoadProducts(ids) {
        const { isReady, finder } = this.retailCatalogue || {};
        if (isReady) {
            const missing = ids.filter((id) => id && !this.models["product.product"].get(id));
            await this.retailLoadTemplates(missing.map((id) => finder.ofProduct(id)));
        }
    },

    /**
     * Brings goods from the catalogue into the POS's models, with all that belongs to them.
     *
     * @param {number[]} ids of product.template; what is there already or unknown is left out
     */
    async retailLoadTemplates(ids, steps = STEPS) {
        const { retailCatalogue: catalogue, models } = this;
        const missing = [...new Set(ids)].filter(
            (id) => typeof id === "number" && !models["product.template"].get(id)
        );
        if (!catalogue?.isReady || !missing.length) {
            return;
        }
        let rows;
        try {
            rows = await catalogue.rowsOf(missing);
        } catch (error) {
            // A part is damaged or gone, and the line is down: these goods are unknown for now.
            logPosMessage("PosData", "retailLoadTemplates", "Goods can't be read", false, [error]);
            catalogue.wake();
            return;
        }
        const more = leadsTo(rows);
        if (steps > 0) {
            await this.retailLoadTemplates(
                [...more.templates, ...more.products.map((id) => catalogue.finder.ofProduct(id))],
                steps - 1
            );
        }
        this.retailTakeIn(rows);
    },

    /** Rows are connected by their ids; what is in memory (by now) stays as it is. */
    retailTakeIn(rows) {
        const fresh = {};
        for (const [model, list] of Object.entries(rows)) {
            const unknown = list.filter((row) => !this.models[model]?.get(row.id));
            if (this.models[model] && unknown.length) {
                fresh[model] = unknown;
            }
        }
        if (Object.keys(fresh).length) {
            this.models.loadConnectedData(fresh, []);
            this.retailOnGoods?.(fresh);
        }
    },
});
