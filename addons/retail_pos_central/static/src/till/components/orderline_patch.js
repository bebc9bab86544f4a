/**
 * A row of the order on the screen. Each scan draws the order anew, and with it all its rows; on tills of the
 * chain a row is drawn again only when something that it follows from has changed, and then read without
 * reactivity.
 */

import { Component, toRaw, xml } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { OrderDisplay } from "@point_of_sale/app/components/order_display/order_display";
import { Orderline } from "@point_of_sale/app/components/orderline/orderline";
import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import { isInChain, isWeighed } from "../campaigns/order_basket";
import { readRaw } from "../models/read_raw";

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
        ...(line.combo_line_ids || []).map((part) => toRaw(part._retailFigures)),
        line.attribute_value_ids?.length,
    ];
}

patch(Orderline.prototype, {
    setup() {
        super.setup();
        // An object: a template's getters are called on what is forgotten after each rendering.
        this.drawn = { basis: [], values: {}, isReadRaw: false };
    },

    get line() {
        const { line } = this.props;
        return this.drawn.isReadRaw ? toRaw(line) : line;
    },

    get lineScreenValues() {
        const { line } = this.props;
        if (!line.order_id || !isInChain(toRaw(line).config)) {
            return super.lineScreenValues;
        }
        const basis = followed(line, this.props);
        const known = this.drawn.basis;
        const isSame = known.length === basis.length && known.every((value, place) => value === basis[place]);
        if (!toRaw(line)._retailFigures) {
            // Lines without figures of their own follow those of the whole order.
            line.order_id._prices;
        }
        if (!isSame || !toRaw(line)._retailFigures) {
            const values = this.readRaw((raw) => {
                const own = super.lineScreenValues;
                return {
                    ...own,
                    displayPriceUnit: own.displayPriceUnit || this.weighedPrice(raw),
                    retailSavings: raw.retailSavingsShown,
                };
            });
            Object.assign(this.drawn, { basis, values });
        }
        return this.drawn.values;
    },

    /** What a kilo costs: a customer at the scale asks for it, and Odoo says it only where somebody changed it. */
    weighedPrice(line) {
        const isShown = isWeighed(line) && !this.props.basic_receipt && line.price_unit !== 0;
        return isShown && `${line.currencyDisplayPriceUnit} / ${line.product_id.uom_id?.name || ""}`;
    },

    readRaw(read) {
        this.drawn.isReadRaw = true;
        try {
            return readRaw(this.props.line, read);
        } finally {
            this.drawn.isReadRaw = false;
        }
    },

    /** A row in a kept one is told whether it is selected; the others would all follow which one is. */
    get lineContainerClasses() {
        if (!this.props.isKept) {
            return super.lineContainerClasses;
        }
        this.props.line.getDisplayClasses();
        return this.readRaw(() => super.lineContainerClasses);
    },
});

patch(Orderline, { props: { ...Orderline.props, isKept: { type: Boolean, optional: true } } });

/**
 * Gives its row the same properties again while line and selection are the same: OWL then leaves the row alone.
 * What other addons put into a row follows from things that only they know; such a row is drawn each time.
 */
export class KeptOrderline extends Component {
    static template = xml`<Orderline t-props="kept"/>`;
    static components = { Orderline };
    static props = ["*"];

    setup() {
        this.given = { raw: null, isSelected: false, props: {} };
    }

    get kept() {
        const { line } = this.props;
        const [isOurs, isSelected] = readRaw(line, (raw) => [isInChain(raw.config), raw.isSelected()]);
        if (!isOurs || this.props.slots?.default) {
            return this.props;
        }
        const raw = toRaw(line);
        if (this.given.raw !== raw || this.given.isSelected !== isSelected) {
            Object.assign(this.given, { raw, isSelected, props: { ...this.props, isKept: true } });
        }
        return this.given.props;
    }
}

patch(OrderSummary, { components: { ...OrderSummary.components, Orderline: KeptOrderline } });

patch(OrderDisplay.prototype, {
    /** Which row is selected is followed here, once for all. */
    get comboSortedLines() {
        this.order.uiState?.selected_orderline_uuid;
        return super.comboSortedLines;
    },
});
