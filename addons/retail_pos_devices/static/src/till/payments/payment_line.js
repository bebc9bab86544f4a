/** Odoo's payment line and the box's payment: which belong together, and what of one goes into the other. */

import { merchantSlips } from "@retail_pos_central/till/receipt/merchant_slips";
import { cardFields, fromMinor } from "../../core/payment";

export function isBoxLine(line) {
    return line?.payment_method_id?.use_payment_terminal === "retail_box";
}

/** The card payment of the sale that is given back, for the terminal to find the card by; null if unknown. */
export function originalPayment(line) {
    const sale = line.pos_order_id.lines.find((orderLine) => orderLine.refunded_orderline_id)
        ?.refunded_orderline_id?.order_id;
    const paid = sale?.payment_ids.find(
        (payment) => isBoxLine(payment) && payment.transaction_id && payment.amount > 0
    );
    return paid?.transaction_id || null;
}

/** @param payment the box's word, or null when a manager decided without it */
export function applyTaken(line, entry, payment, currency) {
    line.transaction_id = entry.id;
    if (!payment) {
        return;
    }
    const amount = fromMinor(payment.approved_amount, currency.decimal_places);
    if (!line.pos_order_id.finalized && !currency.isZero(amount - Math.abs(line.getAmount()))) {
        line.setAmount(entry.kind === "refund" ? -amount : amount);
    }
    Object.assign(line, cardFields(payment));
    line.ticket = (payment.receipt?.customer || []).join("\n");
    if (payment.receipt?.merchant?.length) {
        merchantSlips.set(line.uuid, payment.receipt.merchant);
    }
}
