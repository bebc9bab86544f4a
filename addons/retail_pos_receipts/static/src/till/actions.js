/** Layout buttons for reports, gift receipts, payment slips and returns by receipt number. */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { tillLanguage } from "@retail_pos_central/till/language/till_language";
import { merchantSlips, needsSignature } from "@retail_pos_central/till/receipt/merchant_slips";
import { paymentData } from "@retail_pos_central/till/receipt/receipt_data";
import { toMinor } from "@retail_pos_central/core/basket";

const actions = registry.category("retail_till_actions");

actions.add("x_report", (pos) => pos.retailXReport());

/** Goods and total of a sale that is not paid: no receipt, and it says so. Its barcode brings the sale back. */
actions.add("parked_slip", (pos) => {
    const order = pos.getOrder();
    if (order.isEmpty()) {
        pos.notification.add(_t("There is nothing on the sale yet."), { type: "info" });
        return false;
    }
    return pos.printReceipt({ order, kind: "parked" });
});

actions.add("gift_receipt", (pos) => {
    const order = lastSale(pos);
    return order ? pos.printReceipt({ order, kind: "gift" }) : tellNothingSold(pos);
});

/** The terminal's slip once more, for both sides. */
actions.add("payment_slip", async (pos) => {
    const order = lastSale(pos);
    const cards = (order?.payment_ids || []).filter((payment) => payment.payment_method_id.type === "bank");
    if (!cards.length) {
        return order ? tellNoCard(pos) : tellNothingSold(pos);
    }
    for (const payment of cards) {
        await printSlip(pos, order, payment, "customer");
        if (merchantSlips.get(payment.uuid)) {
            await printSlip(pos, order, payment, "merchant");
        }
    }
    return true;
});

async function printSlip(pos, order, payment, whose) {
    const minor = (amount) => toMinor(amount, pos.currency.decimal_places);
    const lang = (whose === "customer" && order.partner_id?.lang) || tillLanguage();
    const data = paymentData(payment, minor, lang);
    if (whose === "merchant") {
        data.card = { ...data.card, slip: merchantSlips.get(payment.uuid) };
    }
    await pos.retailPrintOther({
        kind: "payment_slip",
        lang,
        order: { number: order.pos_reference, barcode: order.pos_reference },
        slip: { whose, needs_signature: false, payment: data },
    });
    pos.retailNote("slip", { order });
}

/** With the first receipt: the slips that cardholders have to sign. */
export async function printSlipsToSign(pos, order) {
    for (const payment of order.payment_ids) {
        if (needsSignature(merchantSlips.get(payment.uuid) || [])) {
            await printSlip(pos, order, payment, "merchant");
        }
    }
}

/** What was sold last on this till. */
export function lastSale(pos) {
    const sold = pos.models["pos.order"].filter((order) => order.finalized && order.state !== "cancel");
    return sold.sort((a, b) => a.date_order.toMillis() - b.date_order.toMillis()).at(-1) || null;
}

function tellNothingSold(pos) {
    pos.dialog.add(AlertDialog, {
        title: _t("Nothing sold yet"),
        body: _t("Nothing has been sold on this till since it was opened. Find older receipts under Orders."),
    });
    return false;
}

function tellNoCard(pos) {
    pos.notification.add(_t("The last sale was not paid by card."), { type: "warning" });
    return false;
}
