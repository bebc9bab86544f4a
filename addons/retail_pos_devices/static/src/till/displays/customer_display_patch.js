/** What Odoo words for its own customer display goes to the displays at the boxes as well. */

import { patch } from "@web/core/utils/patch";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";

patch(CustomerDisplayPosAdapter.prototype, {
    dispatch(pos) {
        super.dispatch(...arguments);
        pos.retailDisplays?.show(this.data);
    },
});
