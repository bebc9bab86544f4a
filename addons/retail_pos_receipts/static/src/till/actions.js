/** Layout buttons for reports, gift receipts, payment slips and returns by receipt number. */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { paymentData } from "@retail_pos_central/till/receipt/receipt_data";
import { toMinor } from "@retail_pos_central/core/basket";

const actions = registry.category("retail_till_actions");

actions.add("x_report", (pos) => pos.retailXReport());

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
        await printSlip(pos, order, payment);
    }
    return true;
});

async function printSlip(pos, order, payment) {
    const minor = (amount) => toMinor(amount, pos.currency.decimal_places);
    await pos.retailPrintOther({
        kind: "payment_slip",
        order: { number: order.pos_reference, barcode: order.pos_reference },
        slip: { whose: "customer", needs_signature: false, payment: paymentData(payment, minor) },
    });
    pos.retailNote("slip", { order });
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
