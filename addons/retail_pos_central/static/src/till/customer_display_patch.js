/**
 * What customers see on their own display beside Odoo's lines: savings by name, what they save in all, and
 * what is missing for an offer.
 *
 * Odoo words the whole order for a display, and sends it to the server, within each change of it. On tills
 * of the chain that waits until the cashier's screen is painted, and several changes go as one.
 */

import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { Chrome } from "@point_of_sale/app/pos_app";
import { isInChain } from "./campaigns/order_basket";
import { hintTexts, savedText } from "./campaigns/hint_texts";

const AFTER_PAINT_MS = 60;

patch(Chrome.prototype, {
    sendOrderToCustomerDisplay(order, scaleData) {
        if (!isInChain(order.config)) {
            return super.sendOrderToCustomerDisplay(order, scaleData);
        }
        const isWaiting = Boolean(this.retailShownNext);
        this.retailShownNext = [order, scaleData];
        if (!isWaiting) {
            setTimeout(() => {
                const next = this.retailShownNext;
                this.retailShownNext = null;
                super.sendOrderToCustomerDisplay(...next);
            }, AFTER_PAINT_MS);
        }
    },
});

patch(CustomerDisplayPosAdapter.prototype, {
    formatOrderData(order) {
        super.formatOrderData(order);
        if (isInChain(order.config) && !order.finalized) {
            const saved = savedText(order);
            this.data.retailHints = hintTexts(order).map(({ text }) => text);
            this.data.retailSaved = saved && _t("You save %s", saved);
        }
    },

    getOrderlineData(line) {
        const savings = (line.retailSavingsShown || []).map(({ name, text }) => ({ name, text }));
        return { ...super.getOrderlineData(line), retailSavings: savings };
    },
});
