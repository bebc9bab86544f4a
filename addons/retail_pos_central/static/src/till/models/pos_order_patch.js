/**
 * Campaigns on the order: every change of what counts for prices prices the whole basket anew.
 *
 * Odoo calls triggerRecomputeAllPrices after each such change; the campaigns are evaluated right
 * before, and the changes of discount that they make call it no second time.
 */

import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { applyCampaigns, isInChain, notePricing, tenderOf } from "../campaigns/order_basket";
import { readRaw } from "./read_raw";

const NOTHING = { hints: [], refusedCoupons: [], exact: true };
/** Orders being priced now, by uuid: writing a discount must not start over. */
const pricing = new Set();

patch(PosOrder.prototype, {
    triggerRecomputeAllPrices() {
        if (pricing.has(this.uuid)) {
            return;
        }
        if (this.isOpenForCampaigns()) {
            this.evaluateCampaigns();
            this.recomputePricesLazily();
            return;
        }
        if (this._prices) {
            this.forgetOwnFigures();
            // Odoo writes into the object that it finds, and ours has figures that are only read.
            this._prices = {};
        }
        super.triggerRecomputeAllPrices();
    },

    /** What was paid, or is being read from the server or the cache, is not priced again. */
    isOpenForCampaigns() {
        return (
            Boolean(this._prices && this.uiState) &&
            !this.finalized &&
            !this.models._loadingData &&
            isInChain(this.config)
        );
    },

    evaluateCampaigns(options) {
        pricing.add(this.uuid);
        try {
            this._retail = applyCampaigns(this, options);
            this.uiState.retailNow = this._retail.now;
        } catch (error) {
            // A till never stops for a campaign: lines keep their last prices.
            logPosMessage("PosOrder", "evaluateCampaigns", "Campaigns could not be evaluated", false, [
                error,
            ]);
        } finally {
            pricing.delete(this.uuid);
        }
    },

    /** Asked several times at each scan: only the line found is followed, and which one is selected. */
    getSelectedOrderline() {
        const uuid = this.uiState.selected_orderline_uuid;
        const { lines } = this;
        return lines[readRaw(this, (order) => order.lines.findIndex((line) => line.uuid === uuid))];
    },

    /** At payment: what head office needs to work the prices out again. */
    noteRetailPricing() {
        if (isInChain(this.config)) {
            notePricing(this, this._retail || NOTHING);
        }
    },

    get retailHints() {
        return (this._retail || NOTHING).hints;
    },

    /** Rows under the lines of the receipt, a text or {language: text} each; other addons add theirs. */
    get retailReceiptNotes() {
        return [];
    },

    /** Savings of the whole order by campaign, in minor units. */
    get retailSavings() {
        const byName = new Map();
        for (const saving of this.lines.flatMap((line) => line.retail_savings || [])) {
            byName.set(saving.name, (byName.get(saving.name) || 0) + saving.amount);
        }
        return [...byName].map(([name, amount]) => ({ name, amount }));
    },

    /** @returns {boolean} whether the code counts now */
    addRetailCoupon(code) {
        const coupons = this.uiState.retailCoupons || [];
        this.uiState.retailCoupons = [...coupons, code];
        this.triggerRecomputeAllPrices();
        if (this._retail?.refusedCoupons.includes(code)) {
            this.uiState.retailCoupons = coupons;
            this.triggerRecomputeAllPrices();
            return false;
        }
        return true;
    },

    setPartner(partner) {
        super.setPartner(partner);
        this.triggerRecomputeAllPrices();
    },

    /** The tender may bring a discount, so it is known before the amount due is. */
    addPaymentline(paymentMethod) {
        const methods = new Set([...this.payment_ids.map((p) => p.payment_method_id?.id), paymentMethod.id]);
        this.repriceForTender(methods.size === 1 ? `pm:${paymentMethod.id}` : null);
        const result = super.addPaymentline(paymentMethod);
        if (!result.status) {
            this.repriceForTender(tenderOf(this));
        }
        return result;
    },

    removePaymentline(line) {
        const result = super.removePaymentline(line);
        this.repriceForTender(tenderOf(this));
        return result;
    },

    repriceForTender(tender) {
        if (this.isOpenForCampaigns()) {
            this.evaluateCampaigns({ tender });
            this.recomputePricesLazily();
        }
    },

    /** The order keeps the prices at scan: only another pricelist asks for other prices. */
    setPricelist(pricelist) {
        const isSame = pricelist && this.pricelist_id?.id === pricelist.id;
        if (isSame && this.lines.length && isInChain(this.config)) {
            return;
        }
        super.setPricelist(pricelist);
    },

    /** Where the chain lets open orders follow: the prices that hold now. */
    followPrices() {
        if (!this.finalized && this.lines.length && this.pricelist_id) {
            super.setPricelist(this.pricelist_id);
        }
    },
});
