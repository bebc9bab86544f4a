/**
 * A row of the order on the screen: each change of a price draws all rows anew, so what a row shows is read
 * without reactivity, after the few things that it depends on.
 */

import { toRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { Orderline } from "@point_of_sale/app/components/orderline/orderline";
import { isInChain } from "../campaigns/order_basket";

/** What a row shows of the line itself; its figures come with the order's prices. */
const SHOWN = ["qty", "note", "customer_note", "discount", "price_unit", "price_type", "full_product_name"];

/** Reading them is what makes the row follow. */
function dependOn(line) {
    SHOWN.forEach((name) => line[name]);
    line.pack_lot_ids?.length;
    line.combo_parent_id?.id;
    line.attribute_value_ids?.length;
    line.order_id._prices;
}

patch(Orderline.prototype, {
    get line() {
        const { line } = this.props;
        return this.readsRaw ? toRaw(line) : line;
    },

    get lineScreenValues() {
        const { line } = this.props;
        if (!line.order_id || !isInChain(toRaw(line).config)) {
            return super.lineScreenValues;
        }
        dependOn(line);
        this.readsRaw = true;
        try {
            return { ...super.lineScreenValues, retailSavings: toRaw(line).retailSavingsShown };
        } finally {
            this.readsRaw = false;
        }
    },
});
