/**
 * What customers see on their own display beside Odoo's lines: savings by name, what they save in all, and
 * what is missing for an offer.
 *
 * Odoo words the whole order for a display, and sends it to the server, within each change of it. On tills
 * of the chain that waits until the cashier's screen is painted and has nothing else to draw, and several changes
 * go as one.
 */

import { browser } from "@web/core/browser/browser";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { Chrome } from "@point_of_sale/app/pos_app";
import { isInChain } from "./campaigns/order_basket";
import { hintTexts, savedText } from "./campaigns/hint_texts";
import { readRaw } from "./models/read_raw";

const AFTER_PAINT_MS = 60;
/** Customers wait no longer for it, however much the till has to do. */
const AT_LATEST_MS = 200;
/** A frame of its own: the row that was added is still being scrolled to. */
const whenIdle = (work) =>
    window.requestIdleCallback ? window.requestIdleCallback(work, { timeout: AT_LATEST_MS }) : work();

patch(Chrome.prototype, {
    sendOrderToCustomerDisplay(order, scaleData) {
        if (!isInChain(order.config)) {
            return super.sendOrderToCustomerDisplay(order, scaleData);
        }
        const isWaiting = Boolean(this.retailShownNext);
        this.retailShownNext = [order, scaleData];
        if (!isWaiting) {
            const send = () => {
                const next = this.retailShownNext;
                this.retailShownNext = null;
                super.sendOrderToCustomerDisplay(...next);
            };
            setTimeout(() => whenIdle(send), AFTER_PAINT_MS);
        }
    },
});

/** Reads what the display's words follow from: Odoo words them again when any of it changes. */
function follow(order) {
    const { uiState } = order;
    const texts = (line) => [line.customer_note, line.note, line.full_product_name, line.pack_lot_ids.length];
    return [
        order._prices?.original,
        order.state,
        order.general_customer_note,
        uiState?.selected_orderline_uuid,
        uiState?.selected_paymentline_uuid,
        order.lines.map(texts),
        order.payment_ids.map((payment) => [payment.amount, payment.payment_status, payment.qrPaymentData]),
    ];
}

/** What the server last heard of this browser's display while nothing was on the sale. */
const IDLE_KEY = "retail_display_idle";

patch(CustomerDisplayPosAdapter.prototype, {
    /** A till that starts tells the server of an empty sale, as it did when the last one was over. */
    dispatch(pos) {
        const words = this.data.lines?.length ? null : JSON.stringify(this.data);
        const isFirst = !this.retailHasTold;
        this.retailHasTold = true;
        if (isFirst && words && isInChain(pos.config) && words === browser.localStorage.getItem(IDLE_KEY)) {
            this.channel.postMessage(JSON.parse(words));
            return;
        }
        super.dispatch(...arguments);
        if (words && !pos.data.network.offline) {
            browser.localStorage.setItem(IDLE_KEY, words);
        } else {
            browser.localStorage.removeItem(IDLE_KEY);
        }
    },

    formatOrderData(order) {
        if (!isInChain(order.config)) {
            return super.formatOrderData(order);
        }
        follow(order);
        readRaw(order, (raw) => {
            super.formatOrderData(raw);
            if (!raw.finalized) {
                const saved = savedText(raw);
                this.data.retailHints = hintTexts(raw).map(({ text }) => text);
                this.data.retailSaved = saved && _t("You save %s", saved);
            }
        });
    },

    getOrderlineData(line) {
        const savings = (line.retailSavingsShown || []).map(({ name, text }) => ({ name, text }));
        // What one costs beside savings by name is the price before them.
        const each = savings.length ? formatCurrency(line.price_unit, line.currency.id) : null;
        return { ...super.getOrderlineData(line), retailSavings: savings, retailEach: each };
    },
});
