/** The cash drawer at the till's box: one of its own, or on the printer's cable. */

import { patch } from "@web/core/utils/patch";
import { HardwareProxy } from "@point_of_sale/app/services/hardware_proxy_service";

patch(HardwareProxy.prototype, {
    async openCashbox(action = false) {
        const printer = this.pos.retailPrinter;
        if (!printer?.drawer) {
            return super.openCashbox(action);
        }
        // Odoo offers its own setting for drawers only beside its own printers; a printer without one ignores the kick.
        printer.openDrawer();
        if (action) {
            this.pos.logEmployeeMessage(action, "CASH_DRAWER_ACTION");
        }
    },
});
