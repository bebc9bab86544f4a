/**
 * Orders bring their receipt to head office, removed lines are counted, and goods may be taken and
 * bought on one receipt (an exchange).
 */

import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { buildReceipt } from "@retail_pos_central/core/receipt/document";
import { isInChain } from "@retail_pos_central/till/campaigns/order_basket";
import { receiptData } from "@retail_pos_central/till/receipt/receipt_data";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";

/** Set at start: orders are models and know neither template nor journal. */
export const till = { template: () => null, note: () => {} };

patch(PosOrder.prototype, {
    serializeForORM(opts = {}) {
        const data = super.serializeForORM(opts);
        if (this.finalized && this.uiState?.retailUnsent && till.template()) {
            data.retail_receipt = this.retailKeptReceipt();
        }
        return data;
    },

    /** Never holds a sale back: without a document head office has the sale all the same. */
    retailKeptReceipt() {
        try {
            return buildReceipt(till.template(), receiptData(this));
        } catch (error) {
            logPosMessage("PosOrder", "retailKeptReceipt", "The receipt could not be made", false, [error]);
            return null;
        }
    },

    /** Goods back and goods bought on one receipt: no longer a refund, but a sale with goods taken back. */
    isSaleDisallowed(values, options) {
        if (!isInChain(this.config)) {
            return super.isSaleDisallowed(values, options);
        }
        if (super.isSaleDisallowed(values, options) && this.lines.length) {
            this.is_refund = false;
        }
        return false;
    },

    removeOrderline(line) {
        if (!isInChain(this.config)) {
            return super.removeOrderline(line);
        }
        const isCorrection = !this.finalized && !line.canBeRemoved;
        const amount = line.uiState?.retailLastTotal ?? line.prices?.total_included ?? 0;
        const name = line.getFullProductName?.();
        const removed = super.removeOrderline(line);
        if (this.lines.length && this.lines.every((each) => each.refunded_orderline_id)) {
            this.is_refund = true;
        }
        if (removed && (isCorrection || amount)) {
            till.note("correction", { order: this, amount: -amount, note: name });
        }
        return removed;
    },
});

patch(PosOrderline.prototype, {
    /** The numpad sets a line to nothing before it removes it: what it was is what is taken off. */
    setQuantity(quantity, keep) {
        const before = this.qty;
        const total = before ? this.prices?.total_included : 0;
        const result = super.setQuantity(quantity, keep);
        if (this.uiState) {
            this.uiState.retailLastTotal = before && !this.qty ? total : undefined;
        }
        return result;
    },
});
