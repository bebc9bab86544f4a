/**
 * Odoo's wall of goods is part of the product screen, which is drawn anew at each scan: a hundred cards of goods
 * that have not changed. On tills of the chain what a card shows is read without reactivity, and one counter
 * tells the screen that goods have changed.
 */

import { markRaw, reactive, toRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { isInChain } from "../campaigns/order_basket";
// The state that the counter is part of.
import "../pos_store_patch";

/** What a card shows, and what stands on it: its goods, and the colour of their categories. */
const ON_CARDS = ["product.template", "product.product", "pos.category"];

patch(PosStore.prototype, {
    async processServerData() {
        const result = await super.processServerData(...arguments);
        this.retailState.goodsVersion = 0;
        for (const model of ON_CARDS) {
            this.models[model].addEventListener("update", () => this.retailState.goodsVersion++);
        }
        return result;
    },

    get productToDisplayByCateg() {
        const groups = super.productToDisplayByCateg;
        if (!isInChain(this.config)) {
            return groups;
        }
        this.retailState.goodsVersion;
        return markRaw(groups.map(([category, goods]) => [category, goods.map((each) => toRaw(each))]));
    },
});

patch(ProductScreen.prototype, {
    /** What is done with goods is seen again. */
    addProductToOrder(product) {
        return super.addProductToOrder(reactive(product));
    },
});
