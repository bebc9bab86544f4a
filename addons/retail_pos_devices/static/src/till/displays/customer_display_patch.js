/** What Odoo words for its own customer display goes to the displays at the boxes as well, and how far the payment is. */

import { formatCurrency } from "@web/core/currency";
import { patch } from "@web/core/utils/patch";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
// It follows the order for what is read here, so it comes first.
import "@retail_pos_central/till/customer_display_patch";
import { UNKNOWN_STATUS } from "../../core/payment";
import { isBoxLine } from "../payments/payment_line";

const CARD = { waiting: "waiting", waitingCard: "waiting", [UNKNOWN_STATUS]: "unknown" };

/** How far the payment of an order is, or null before it has begun. */
function payment(order) {
    const lines = order.payment_ids;
    if (!lines.length) {
        return null;
    }
    const { currency, remainingDue } = order;
    const card = lines.map((line) => isBoxLine(line) && CARD[line.payment_status]).find(Boolean);
    const paid = lines.filter((line) => line.isDone()).reduce((sum, line) => sum + line.amount, 0);
    const isPart = !currency.isZero(paid) && remainingDue > 0;
    const shown = (amount) => (isPart ? formatCurrency(amount, currency.id) : null);
    return { card: card || null, paid: shown(paid), due: shown(remainingDue) };
}

patch(CustomerDisplayPosAdapter.prototype, {
    formatOrderData(order) {
        super.formatOrderData(order);
        this.data.retailPayment = payment(order);
        this.data.retailPlace = order.config._retail?.store?.name || "";
    },

    dispatch(pos) {
        super.dispatch(...arguments);
        pos.retailDisplays?.show(this.data);
    },
});
