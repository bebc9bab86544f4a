/** The till keeps its "before" prices, and asks for them anew when campaigns change. */

/* global odoo */
import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
// What is extended here comes from there, so those patches are made first.
import "@retail_pos_central/till/pos_store_patch";
import { isInChain } from "@retail_pos_central/till/campaigns/order_basket";
import "@retail_pos_central/till/receipt/pos_store_receipt_patch";
import { BeforeBook } from "./before_book";

patch(PosStore.prototype, {
    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        if (isInChain(this.config)) {
            const name = `retail-before-${this.config.id}-${odoo.info?.db}`;
            this.retailBefore = markRaw(new BeforeBook(this.retail.questions, name));
            // Not waited for: the till sells without it.
            this.retailBefore.start();
        }
        return result;
    },

    retailFirstQuestions() {
        return [...super.retailFirstQuestions(), ...(isInChain(this.config) ? ["before_list"] : [])];
    },

    onRetailContents() {
        super.onRetailContents(...arguments);
        this.retailBefore?.refreshSoon();
    },
});
