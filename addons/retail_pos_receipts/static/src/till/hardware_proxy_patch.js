/**
 * Every opening of the drawer is told, with a printer of Odoo's as with one at a box. Reports count those without a
 * sale alone, as Norwegian rules want it.
 */

import { patch } from "@web/core/utils/patch";
import { HardwareProxy } from "@point_of_sale/app/services/hardware_proxy_service";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";

patch(HardwareProxy.prototype, {
    async openCashbox(action = false) {
        if (this.printer || this.pos?.retailPrinter?.isThere) {
            const order = this.retailSale || undefined;
            this.pos.retailNote(order ? "drawer_sale" : "drawer", { order, note: action || "" });
        }
        return super.openCashbox(action);
    },
});

patch(OrderPaymentValidation.prototype, {
    finalizeValidation() {
        // Odoo opens the drawer before it waits for anything.
        this.pos.hardwareProxy.retailSale = this.order;
        try {
            return super.finalizeValidation(...arguments);
        } finally {
            this.pos.hardwareProxy.retailSale = null;
        }
    },
});
