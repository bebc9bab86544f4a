/**
 * Dated pricelist items, decided at the till: Odoo's web POS loads dates and never looks at them.
 *
 * Items arrive ahead of their time; only those in force at the till's corrected clock reach Odoo's
 * own price computation, in the order the server would use.
 */

import { patch } from "@web/core/utils/patch";
import { ProductPricelist } from "@point_of_sale/app/models/product_pricelist";
import { ProductProduct } from "@point_of_sale/app/models/product_product";
import { ProductTemplate } from "@point_of_sale/app/models/product_template";
import { compareItems, isInForce } from "../../core/pricing";
import { spanIn } from "../../core/store_clock";
import { tillNow } from "../sync/till_clock";

const ITEM_LINKS = ["<-product.pricelist.item.product_tmpl_id", "<-product.pricelist.item.product_id"];

/** An item as core/pricing.js reads it, by the store's clock. */
export function pricingItem(record) {
    const start = record.date_start?.toMillis() ?? null;
    const end = record.date_end?.toMillis() ?? null;
    const clock = record.retail_clock_tz;
    return {
        id: record.id,
        ...(clock
            ? spanIn({ start, end, clock, ended: record.retail_ended_at?.toMillis() }, storeZone(record))
            : { start, end }),
        min_quantity: record.min_quantity,
        product_id: record.product_id?.id,
        product_tmpl_id: record.product_tmpl_id?.id,
        categ_id: record.categ_id?.id,
    };
}

function storeZone(record) {
    return record.models["pos.config"].getFirst()._retail?.timezone;
}

function inForceSorted(records) {
    const now = tillNow();
    return records
        .map((record) => ({ record, item: pricingItem(record) }))
        .filter(({ item }) => isInForce(item, now))
        .sort((a, b) => compareItems(a.item, b.item))
        .map(({ record }) => record);
}

/** Reading this makes a cached price depend on the moments at which dated prices change. */
function dependOnPriceMoment(record) {
    return record.models["pos.config"]?.getFirst()?.uiState?.retailPriceMoment;
}

// A patch of its own for each class: "super" belongs to one class only.
const withDates = () => ({
    backLink(link) {
        const records = super.backLink(link);
        if (!ITEM_LINKS.includes(link) || !records?.length) {
            return records;
        }
        dependOnPriceMoment(this);
        return inForceSorted(records);
    },
});
patch(ProductTemplate.prototype, withDates());
patch(ProductProduct.prototype, withDates());

patch(ProductPricelist.prototype, {
    getGeneralRulesIdsByCategories(categoryIds) {
        const ids = super.getGeneralRulesIdsByCategories(categoryIds);
        if (!ids.length) {
            return ids;
        }
        dependOnPriceMoment(this);
        const items = this.models["product.pricelist.item"].readMany(ids);
        return inForceSorted(items).map((item) => item.id);
    },
});

/** Odoo builds these indexes once, when a pricelist is made; the feed changes items later. */
export function reindexPricelists(models) {
    for (const pricelist of models["product.pricelist"].getAll()) {
        pricelist.uiState.generalRulesIdsByCateg = {};
        pricelist.uiState.generalRulesIds = {};
        pricelist.computeGeneralRulesByCateg();
    }
}
