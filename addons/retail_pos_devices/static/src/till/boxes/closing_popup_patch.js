/** With the session its passes for the boxes end; nothing of them stays in the browser. */

import { patch } from "@web/core/utils/patch";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";

patch(ClosePosPopup.prototype, {
    async closeSession() {
        const result = await super.closeSession();
        if (this.pos.session?.state === "closed") {
            this.pos.retailBoxes?.forget();
        }
        return result;
    },
});
