/**
 * Odoo computes the taxes of the whole order four times for each change: for real, for one unit, and
 * both again without discounts. On tills of the chain the last three wait until somebody reads them,
 * and what the screen reads of them is worked out directly where prices include their taxes.
 */

import { markRaw, reactive, toRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { isInChain } from "../campaigns/order_basket";
import { readRaw } from "./read_raw";

/** Names in Odoo's data of an order line, with those they are taken from without discounts. */
const NO_DISCOUNT = {
    no_discount_total_excluded: "total_excluded",
    no_discount_total_included: "total_included",
    no_discount_total_included_currency: "total_included_currency",
    no_discount_total_excluded_currency: "total_excluded_currency",
    no_discount_taxes_data: "taxes_data",
    no_discount_delta_total_excluded: "delta_total_excluded",
    no_discount_delta_total_included: "delta_total_included",
};

function defineLazy(object, name, compute) {
    Object.defineProperty(object, name, { get: compute, configurable: true, enumerable: true });
}

patch(PosOrder.prototype, {
    _constructPriceData(opts = {}) {
        if (!isInChain(this.config)) {
            return super._constructPriceData(opts);
        }
        // Whoever asks a plain record follows nothing; who follows the order goes on following it.
        const compute = (options) =>
            this === toRaw(this)
                ? readRaw(this, (order) => order._computeAllPrices(options))
                : this._computeAllPrices(options);
        const data = compute(opts);
        let lines;
        const withoutDiscount = (uuid) => {
            lines ??= compute({ baseLineOpts: { discount: 0.0 }, ...opts }).baseLineByLineUuids;
            return lines[uuid].tax_details;
        };
        for (const [uuid, { tax_details }] of Object.entries(data.baseLineByLineUuids)) {
            defineLazy(tax_details, "discount_amount", () =>
                this.currency.round(withoutDiscount(uuid).total_included - tax_details.total_included)
            );
            for (const [name, source] of Object.entries(NO_DISCOUNT)) {
                defineLazy(tax_details, name, () => withoutDiscount(uuid)[source]);
            }
        }
        return data;
    },

    /** Called by triggerRecomputeAllPrices after campaigns; a new object tells all who read it. */
    recomputePricesLazily() {
        // Whoever shows a price depends on this object; what it is worked out from is read without reactivity.
        const order = toRaw(this);
        const prices = { original: order._constructPriceData() };
        let unit;
        defineLazy(
            prices,
            "unit",
            () => (unit ??= order._constructPriceData({ baseLineOpts: { quantity: 1 } }))
        );
        this._prices = markRaw(prices);
        const figures = prices.original.baseLineByLineUuids;
        const changed = readRaw(order, ({ lines }) =>
            lines.map((line) => figuresOf(line, figures)).filter(Boolean)
        );
        for (const { line, details, known } of changed) {
            line._retailFiguresKnown = known;
            reactive(line)._retailFigures = details && markRaw(details);
        }
    },

    /** Followed by the product screen at each scan; a quantity that changes ends in new prices. */
    get totalQuantity() {
        if (!this.isOpenForCampaigns()) {
            return super.totalQuantity;
        }
        this._prices;
        return readRaw(this, () => super.totalQuantity);
    },

    /** Lines read the order's prices again, as Odoo made them. */
    forgetOwnFigures() {
        this.lines.forEach((line) => {
            if (toRaw(line)._retailFigures) {
                line._retailFigures = null;
            }
        });
    },
});

/** What of a line's figures can be seen, and what those without discounts follow from. */
function signature(line, details) {
    const taxes = details.taxes_data.map((entry) => [entry.tax.id, entry.tax_amount, entry.base_amount]);
    return JSON.stringify([
        details.total_included,
        details.total_excluded,
        details.total_included_currency,
        details.total_excluded_currency,
        details.delta_total_excluded,
        taxes,
        line.price_unit,
        line.qty,
        line.discount,
        line.tax_ids.length,
    ]);
}

/**
 * A line keeps its own figures while they stay the same: of fifty lines only those that a change is about are
 * worked out and drawn anew.
 * @returns {{line, details, known} | null} null: it keeps those that it has
 */
function figuresOf(line, figures) {
    const details = figures[line.uuid]?.tax_details || null;
    const known = details && signature(line, details);
    const isSame = known === line._retailFiguresKnown && Boolean(line._retailFigures) === Boolean(details);
    return isSame ? null : { line, details, known };
}

patch(PosOrderline.prototype, {
    get prices() {
        return this._retailFigures || super.prices;
    },

    /** Prices as typed are prices as shown: all taxes are inside, and no position replaces them. */
    get showsPlainPrice() {
        return (
            isInChain(this.config) &&
            this.config.iface_tax_included === "total" &&
            !this.order_id.fiscal_position_id &&
            this.combo_line_ids.length === 0 &&
            this.tax_ids.every((tax) => tax.price_include && tax.amount_type === "percent")
        );
    },

    get displayPriceUnit() {
        return this.showsPlainPrice
            ? this.currency.round(this.price_unit * (1 - (this.discount || 0) / 100))
            : super.displayPriceUnit;
    },

    get displayPriceUnitNoDiscount() {
        return this.showsPlainPrice ? this.currency.round(this.price_unit) : super.displayPriceUnitNoDiscount;
    },

    get displayPriceNoDiscount() {
        return this.showsPlainPrice
            ? this.currency.round(this.price_unit * this.qty * this.order_id.orderSign)
            : super.displayPriceNoDiscount;
    },
});
