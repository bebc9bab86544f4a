/**
 * Order lines: the cashier's own discount is kept apart from what campaigns give, and a line keeps
 * the price it was scanned at.
 */

import { toRaw } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { RAW_SYMBOL } from "@point_of_sale/app/models/related_models/utils";
import { parseFloat } from "@web/views/fields/parsers";
import { isCampaignLine, isInChain } from "../campaigns/order_basket";
import { tillNow } from "../sync/till_clock";

/** While two lines are compared for merging, the discount is the cashier's alone. */
let comparing = 0;

patch(PosOrderline.prototype, {
    initState() {
        super.initState();
        if (isInChain(this.config)) {
            this.uiState.retailAt = new Date(tillNow()).toISOString();
        }
    },

    setDiscount(discount) {
        if (this.order_id?.finalized || !isCampaignLine(this)) {
            return super.setDiscount(discount);
        }
        const percent = typeof discount === "number" ? discount : readPercent(discount);
        this.retail_manual_discount = Math.min(Math.max(percent || 0, 0), 100);
        this.order_id.triggerRecomputeAllPrices();
    },

    getDiscount() {
        return comparing ? this.manualDiscount : super.getDiscount();
    },

    get manualDiscount() {
        const own = this.retail_manual_discount || 0;
        return isCampaignLine(this) ? own : this.discount || 0;
    },

    /** Odoo's words for a discount are for lines that campaigns leave alone; ours have names. */
    getDiscountStr() {
        return isCampaignLine(this) ? "" : super.getDiscountStr();
    },

    canBeMergedWith(orderline) {
        // Each line of the order is asked this at each scan: most are of other goods.
        if (toRaw(this)[RAW_SYMBOL].product_id !== toRaw(orderline)[RAW_SYMBOL].product_id) {
            return false;
        }
        comparing++;
        try {
            return super.canBeMergedWith(orderline);
        } finally {
            comparing--;
        }
    },

    /** A price that changed since the line was scanned does not reach it by a change of quantity. */
    setQuantity(quantity, keepPrice) {
        return super.setQuantity(quantity, keepPrice || this.priceChangedSinceScan());
    },

    priceChangedSinceScan() {
        const isOwn = this.price_type === "original" && !this.isLotTracked() && !this.isPartOfCombo();
        if (!isOwn || !this.order_id || !isInChain(this.config)) {
            return false;
        }
        const price = this.product_id.product_tmpl_id.getPrice(
            this.order_id.pricelist_id,
            this.qty,
            this.getPriceExtra(),
            false,
            this.product_id
        );
        return !this.currency.isZero(this.currency.round(price) - this.currency.round(this.price_unit));
    },

    /** Rows under the line on the receipt, a text or {language: text} each; other addons add theirs. */
    get retailReceiptNotes() {
        return [this.customer_note, ...this.packLotLines].filter(Boolean);
    },

    /** What campaigns and the cashier took off, each by its name. */
    get retailSavingsShown() {
        const scale = 10 ** this.currency.decimal_places;
        const shown = (amount) => formatCurrency(-amount, this.currency.id);
        const savings = this.retail_savings || [];
        const list = savings.map(({ offer, name, amount }) => ({ offer, name, text: shown(amount / scale) }));
        if (this.retail_manual_discount && isCampaignLine(this)) {
            const saved = savings.reduce((sum, { amount }) => sum + amount, 0) / scale;
            const taken = this.price_unit * this.qty - saved - this.basePrice;
            const name = _t("Discount %(percent)s %", { percent: this.retail_manual_discount });
            list.push({ offer: "manual", name, text: shown(taken) });
        }
        return list;
    },
});

function readPercent(text) {
    try {
        return parseFloat(String(text));
    } catch {
        return 0;
    }
}
