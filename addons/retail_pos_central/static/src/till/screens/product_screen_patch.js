/**
 * The product screen: the released layout in place of the wall of goods, and clear words when a code
 * is unknown or goods have no price.
 */

import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { campaignBook } from "../campaigns/campaign_book";
import { OrderHints } from "../campaigns/order_hints";
import { TillLayout } from "../layout/till_layout";

patch(ProductScreen, { components: { ...ProductScreen.components, TillLayout, OrderHints } });

patch(ProductScreen.prototype, {
    get hasRetailLayout() {
        this.pos.retailState?.contentVersion;
        return Boolean(this.pos.retail?.contents.layout?.pages?.length);
    },

    get showRetailLayout() {
        return this.hasRetailLayout && !this.pos.retailState.showGoods && !this.searchWord;
    },

    backToLayout() {
        this.pos.setSelectedCategory(0);
        this.pos.searchProductWord = "";
        this.pos.retailState.showGoods = false;
    },

    /** @returns {Promise<boolean>} whether the goods are on the sale */
    async addLayoutProduct(product, qty, price) {
        const values = { product_id: product, product_tmpl_id: product.product_tmpl_id };
        if (qty !== 1) {
            values.qty = qty;
        }
        if (price !== undefined) {
            values.price_unit = price;
        }
        const line = await this.pos.addLineToCurrentOrder(values);
        this.showOptionalProductPopupIfNeeded(product.product_tmpl_id);
        return Boolean(line);
    },

    /** Offline, goods that this till does not hold are unknown, not an error. */
    async _getProductByBarcode(code) {
        try {
            return await super._getProductByBarcode(code);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return undefined;
            }
            throw error;
        }
    },

    async _barcodeProductAction(code) {
        if (campaignBook.knowsCoupon(code.base_code)) {
            this.pos.retailPresentCoupon(code.base_code);
            return;
        }
        return super._barcodeProductAction(code);
    },
});
