/**
 * Scans and searches on the product screen look into the catalogue before they ask the server.
 */

import { patch } from "@web/core/utils/patch";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";

/** More of them at each press of Enter. */
const MORE = 30;

patch(ProductScreen.prototype, {
    async _getProductByBarcode(code) {
        if (!this.pos.models["product.product"].getBy("barcode", code.base_code)) {
            await this.pos.retailBringGoods({ barcodes: [code.base_code] });
        }
        return super._getProductByBarcode(code);
    },

    /** The till holds them all: what it does not find there is nowhere. */
    async loadProductFromDB() {
        const { finder, isReady } = this.pos.retailCatalogue || {};
        const word = this.pos.searchProductWord.trim();
        if (!isReady || !word) {
            return super.loadProductFromDB();
        }
        const from = this.state.currentOffset;
        const ids = finder.search(word, from + MORE).slice(from);
        await this.pos.data.retailLoadTemplates(ids);
        const templates = this.pos.models["product.template"].readMany(ids);
        return templates.flatMap((template) => template.product_variant_ids);
    },
});
