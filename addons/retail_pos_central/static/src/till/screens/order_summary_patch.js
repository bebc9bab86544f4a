/**
 * The number pad's discount and price, within the cashier's limit and with a reason.
 *
 * Where a limit or a reason may stop the cashier, the figure is typed as a whole in a popup: on the way
 * to 50 the pad would otherwise have set 5.
 */

import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { parseFloat } from "@web/views/fields/parsers";
import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { askedReasons, discountByHand, priceByHand } from "../campaigns/price_override";
import { isInChain } from "../campaigns/order_basket";
import { limitOf } from "../../core/overrides";

function readNumber(value) {
    try {
        return typeof value === "number" ? value : parseFloat(String(value));
    } catch {
        return null;
    }
}

patch(PosStore.prototype, {
    /** Whether a figure by hand is asked for as a whole, to be allowed or not. */
    retailAsksByHand() {
        if (!isInChain(this.config) || !this.retail) {
            return false;
        }
        const limit = limitOf(this.retail.settings, this.getCashier()?._role);
        return limit < 100 || askedReasons(this).length > 0;
    },

    restrictLineDiscountChange() {
        return super.restrictLineDiscountChange() || this.retailAsksByHand();
    },

    restrictLinePriceChange() {
        return super.restrictLinePriceChange() || this.retailAsksByHand();
    },

    async setDiscountFromUI(line, value) {
        const percent = readNumber(value);
        if (!isInChain(this.config) || line.refunded_orderline_id || percent === null) {
            return super.setDiscountFromUI(line, value);
        }
        if (percent < 0 || percent > 100) {
            this.notification.add(_t("A discount is from 0 to 100 percent."), { type: "warning" });
            return;
        }
        await discountByHand(this, [...line.combo_line_ids, line], percent);
    },
});

patch(OrderSummary.prototype, {
    async setLinePrice(line, price) {
        const typed = readNumber(price);
        if (isInChain(this.pos.config) && !line.refunded_orderline_id && typed !== null) {
            if (typed < 0 || !(await priceByHand(this.pos, line, typed))) {
                return;
            }
        }
        return super.setLinePrice(line, price);
    },
});
