/**
 * A row of the order on the screen: each scan draws all rows anew, so what a row shows is worked out again only
 * when something that it follows from has changed, and then read without reactivity.
 */

import { toRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { Orderline } from "@point_of_sale/app/components/orderline/orderline";
import { isInChain } from "../campaigns/order_basket";

const OF_THE_LINE = [
    "qty",
    "note",
    "customer_note",
    "discount",
    "price_unit",
    "price_type",
    "full_product_name",
    "retail_savings",
    "retail_manual_discount",
    // Its figures; a new object when they change (see pos_order_prices_patch.js).
    "_retailFigures",
];
const OF_THE_ROW = ["mode", "basic_receipt", "showImage", "showTaxGroup"];

/** What a row follows from. Reading it is what makes the row be drawn again. */
function followed(line, props) {
    return [
        ...OF_THE_LINE.map((name) => toRaw(line[name])),
        ...OF_THE_ROW.map((name) => props[name]),
        toRaw(line),
        toRaw(line.product_id),
        line.product_id?.write_date?.ts,
        line.pack_lot_ids?.map((lot) => lot.lot_name).join(),
        line.combo_parent_id?.id,
        line.combo_line_ids?.length,
        line.attribute_value_ids?.length,
    ];
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
        const basis = followed(line, this.props);
        const isSame = this.shownBasis?.every((value, place) => value === basis[place]);
        if (!isSame || !toRaw(line)._retailFigures) {
            // Lines without figures of their own follow those of the whole order.
            line.order_id._prices;
            this.shownValues = this.readRaw(() => super.lineScreenValues);
            this.shownBasis = basis;
        }
        return this.shownValues;
    },

    readRaw(read) {
        this.readsRaw = true;
        try {
            return { ...read(), retailSavings: toRaw(this.props.line).retailSavingsShown };
        } finally {
            this.readsRaw = false;
        }
    },
});
