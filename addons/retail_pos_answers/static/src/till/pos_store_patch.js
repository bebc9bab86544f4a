/** The answer book runs beside the till; whatever asks for product info in the web POS opens the product panel. */

/* global odoo */
import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
// What is extended here comes from there, so that patch is made first.
import "@retail_pos_central/till/pos_store_patch";
import { isInChain } from "@retail_pos_central/till/campaigns/order_basket";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { AnswerBook } from "./answer_book";

patch(PosStore.prototype, {
    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        if (isInChain(this.config)) {
            const name = `retail-answers-${this.config.id}-${odoo.info?.db}`;
            this.retailAnswers = markRaw(new AnswerBook(this.config.id, name, this.retail.questions));
            // Not waited for: the till sells without it.
            this.retailAnswers.start();
        }
        return result;
    },

    retailFirstQuestions() {
        return [...super.retailFirstQuestions(), ...(isInChain(this.config) ? ["stock"] : [])];
    },

    async onProductInfoClick(productTemplate, productProduct = false) {
        if (!this.retailAnswers) {
            return super.onProductInfoClick(...arguments);
        }
        const product = productProduct || productTemplate.product_variant_ids[0];
        this.dialog.add(PriceCheck, { product });
    },
});
