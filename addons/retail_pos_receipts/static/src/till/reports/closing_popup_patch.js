/** Closing ends with the Z report: on screen and printed, before the till is left. */

import { patch } from "@web/core/utils/patch";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { isInChain } from "@retail_pos_central/till/campaigns/order_basket";

patch(ClosePosPopup.prototype, {
    async closeSession() {
        if (!isInChain(this.pos.config)) {
            return super.closeSession();
        }
        await this.pos.retailJournal.send();
        const { router } = this.pos;
        const leave = router.close;
        let wantsToLeave = false;
        // Odoo leaves the till in the same breath as it closes the session: the report comes between.
        router.close = () => (wantsToLeave = true);
        try {
            return await super.closeSession();
        } finally {
            router.close = leave;
            if (wantsToLeave && this.pos.session.state === "closed") {
                await this.retailZReport();
            }
            if (wantsToLeave) {
                router.close();
            }
        }
    },

    async retailZReport() {
        const report = await this.pos.retailAskReport("/retail_pos/till/z_report", {
            session_id: this.pos.session.id,
        });
        if (report) {
            this.props.close();
            // Without a printer the browser would ask for one while the report is being read.
            if (this.pos.retailPrinter?.isThere || this.hardwareProxy.printer) {
                this.pos.retailPrintReport(report);
            }
            await this.pos.retailShowReport(report);
        }
    },
});
