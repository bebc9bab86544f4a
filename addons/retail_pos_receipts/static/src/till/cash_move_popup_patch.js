/** Cash in and out print the chain's receipt, to be signed. */

import { patch } from "@web/core/utils/patch";
import { parseFloat } from "@web/views/fields/parsers";
import { CashMovePopup } from "@point_of_sale/app/components/popups/cash_move_popup/cash_move_popup";
import { toMinor } from "@retail_pos_central/core/basket";

patch(CashMovePopup.prototype, {
    setup() {
        super.setup();
        const { pos, printer } = this;
        if (pos.retail?.contents.receipt) {
            this.printer = { ...printer, print: () => this.retailPrintMove() };
        }
    },

    retailPrintMove() {
        const { type, amount, reason } = this.state;
        return this.pos.retailPrintOther({
            kind: type === "in" ? "cash_in" : "cash_out",
            cash_move: {
                amount: toMinor(parseFloat(amount), this.pos.currency.decimal_places),
                reason: reason.trim(),
            },
        });
    },
});
