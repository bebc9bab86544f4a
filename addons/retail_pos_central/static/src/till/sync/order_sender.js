/**
 * Sends what head office does not have yet, again and again, less often each time it fails.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { tillLog } from "./till_log";

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 300000;

export class OrderSender {
    constructor(pos) {
        this.pos = pos;
        this.waitMs = FIRST_WAIT_MS;
    }

    /** Looks again after a while, as long as there is something to send. */
    wake() {
        if (this.timer) {
            return;
        }
        this.timer = setTimeout(async () => {
            this.timer = null;
            await this.send();
        }, this.waitMs);
    }

    /** The line is back: no need to wait out a long pause. */
    hurry() {
        this.waitMs = FIRST_WAIT_MS;
        clearTimeout(this.timer);
        this.timer = null;
        return this.send();
    }

    async send() {
        const orders = this.pos.retailUnsentOrders;
        if (!orders.length) {
            this.waitMs = FIRST_WAIT_MS;
            return true;
        }
        try {
            this.pos.addPendingOrder(orders.map((order) => order.id));
            await this.pos.syncAllOrders({ orders });
        } catch (error) {
            logPosMessage("OrderSender", "send", "Sales could not be sent", false, [error]);
            tillLog.add("sales", `not sent: ${error.data?.message || error.message}`);
        }
        const left = this.pos.retailUnsentOrders.length;
        tillLog.add("sales", `${orders.length - left} sent, ${left} left`);
        this.waitMs = left ? Math.min(this.waitMs * 2, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
        if (left) {
            this.wake();
        }
        return !left;
    }
}
