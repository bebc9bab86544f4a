/** Practice sales on their way to head office's report. They are kept until it has them. */

import { ConnectionLostError } from "@web/core/network/rpc";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { toMinor } from "@retail_pos_central/core/basket";
import { askServer } from "@retail_pos_central/till/sync/server";
import { practiceReport } from "../core/practice";

export class PracticeDesk {
    constructor(pos, reason) {
        this.pos = pos;
        this.reason = reason;
    }

    toMinor(value) {
        return toMinor(value, this.pos.currency.decimal_places);
    }

    get finished() {
        return this.pos.models["pos.order"].filter((order) => order.retail_training && order.finalized);
    }

    /** Finished practice sales in the form of core/practice.js. */
    plain(order) {
        return {
            uuid: order.uuid,
            pos_reference: order.pos_reference,
            at_ms: order.date_order.toMillis(),
            total: order.priceIncl,
            lines: order.lines.map((line) => ({ name: line.getFullProductName(), qty: line.qty })),
            payments: order.payment_ids.map((payment) => ({
                name: payment.payment_method_id.name,
                amount: payment.amount,
                isCash: payment.payment_method_id.is_cash_count,
            })),
        };
    }

    async send() {
        const waiting = this.finished.filter((order) => !order.uiState.retailReported);
        if (!waiting.length) {
            return;
        }
        const options = { reason: this.reason, toMinor: (value) => this.toMinor(value) };
        const orders = waiting.map((order) => practiceReport(this.plain(order), options));
        try {
            const { taken } = await askServer("/retail_pos/training/orders", {
                config_id: this.pos.config.id,
                orders,
            });
            for (const order of waiting.filter(({ uuid }) => taken.includes(uuid))) {
                order.uiState.retailReported = true;
            }
        } catch (error) {
            // It goes with the next one; a practice sale is worth no message to a cashier.
            if (!(error instanceof ConnectionLostError)) {
                logPosMessage("PracticeDesk", "send", "Practice could not be reported", false, [error]);
            }
        }
    }

    /** After the drawer was counted a new day of practice begins. */
    forget() {
        for (const order of this.finished.filter((each) => each.uiState.retailReported)) {
            this.pos.data.localDeleteCascade(order);
        }
    }
}
