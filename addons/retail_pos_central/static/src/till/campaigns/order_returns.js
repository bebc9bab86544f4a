/**
 * What a return pays back: for each unit what was paid for it, so that all units of a sale, returned one
 * by one, give back exactly what the sale came to.
 */

import { reactive } from "@odoo/owl";
import { refundOf } from "../../core/campaigns/refund";
import { discountFor, qtyText, toMinor } from "../../core/basket";
import { readRaw } from "../models/read_raw";

/** A line that takes back goods of a known sale, at the price that they were sold for. */
export function isReturn(line) {
    return Boolean(
        line.refunded_orderline_id &&
        line.qty < 0 &&
        !line.isPartOfCombo() &&
        line.price_type !== "manual" &&
        line.price_unit === line.refunded_orderline_id.price_unit
    );
}

function returnedBefore(line) {
    const sold = line.refunded_orderline_id;
    const lines = sold.refund_orderline_ids || [];
    const own = lines.indexOf(line);
    const earlier = lines.filter(
        (other, place) => other !== line && (own < 0 || place < own) && other.order_id?.state !== "cancel"
    );
    return earlier.reduce((sum, other) => sum - other.qty, 0);
}

/** Writes to each return the discount that pays back what was paid. */
export function priceReturns(order) {
    const decimals = order.currency.decimal_places;
    for (const line of readRaw(order, ({ lines }) => lines.filter(isReturn)).map((each) => reactive(each))) {
        const sold = line.refunded_orderline_id;
        const before = returnedBefore(line);
        const quantity = -line.qty;
        if (before + quantity > sold.qty + 1e-9) {
            continue; // More than was sold: Odoo refuses it by its own message.
        }
        const whole = [sold.qty, before, quantity].every(Number.isInteger);
        const source = {
            id: sold.uuid,
            qty: qtyText(sold.qty),
            measure: whole ? "each" : "weight",
            net: toMinor(sold.price_unit * sold.qty * (1 - (sold.discount || 0) / 100), decimals),
            units: (whole && sold.retail_units) || undefined,
        };
        const net = refundOf(source, qtyText(before), qtyText(quantity));
        const discount = discountFor(sold.price_unit, quantity, net, decimals);
        if (Math.abs((line.discount || 0) - discount) > 1e-12) {
            line.update({ discount });
        }
    }
}
