/** Every opening of the drawer is counted, with a printer of Odoo's as with one at a box. */

import { patch } from "@web/core/utils/patch";
import { HardwareProxy } from "@point_of_sale/app/services/hardware_proxy_service";

patch(HardwareProxy.prototype, {
    async openCashbox(action = false) {
        if (this.printer || this.pos?.retailPrinter?.isThere) {
            this.pos.retailNote("drawer", { note: action || "" });
        }
        return super.openCashbox(action);
    },
});
