/**
 * Joins the chain's side of the till to the web POS: `pos.retail` is what head office released,
 * `pos.retailState` how it stands, `pos.retailUnsentOrders` what head office does not have yet.
 *
 * Hooks for other addons: `retailHealth()` adds figures to acknowledgements, `retailReceiptDocument()`
 * and `retailPrintDocument()` make and print receipts, `retailActions` (till/layout/actions.js) adds
 * actions for layout buttons.
 */

import { markRaw } from "@odoo/owl";
import { AlertDialog, ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { NumberPopup } from "@point_of_sale/app/components/popups/number_popup/number_popup";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { campaignBook } from "./campaigns/campaign_book";
import { isInChain } from "./campaigns/order_basket";
import { OrderSender } from "./sync/order_sender";
import { newRetailState, RetailTill } from "./sync/retail_till";
import { tillLog } from "./sync/till_log";
import { isUnsentSale, markUnsent } from "./sync/unsent_orders";
import { parsePrice } from "./typed_numbers";

patch(PosStore.prototype, {
    async processServerData() {
        this.retailState = newRetailState();
        // Raw: what they hold goes into IndexedDB, which can't copy reactive objects.
        this.retail = markRaw(
            new RetailTill(this, {
                onContents: (contents) => this.onRetailContents(contents),
                onPrices: () => this.onRetailPrices(),
                onReload: () => this.offerRetailReload(),
            })
        );
        this.retailSender = markRaw(new OrderSender(this));
        if (this.barcodeReader) {
            this.barcodeReader.isOffline = () => this.data.network.offline;
        }
        await super.processServerData(...arguments);
        // Absent only where the server side of this addon is not installed yet.
        if (this.config._retail) {
            await this.retail.start();
        }
    },

    async afterProcessServerData() {
        this.addPendingOrder(this.retailUnsentOrders.map((order) => order.id));
        const result = await super.afterProcessServerData(...arguments);
        // It has started: whoever asks for open orders from now on has a reason.
        this.data.retailKnowsOpenOrders = false;
        window.addEventListener("pos-network-online", () => this.retailSender.hurry());
        this.retailSender.wake();
        return result;
    },

    /** Sales that are paid and not at head office. */
    get retailUnsentOrders() {
        return this.models["pos.order"].filter(isUnsentSale);
    },

    /** More for the acknowledgement: {boxes: […]} from the devices' addon. */
    retailHealth() {
        return {};
    },

    /** Names of what a page of this till asks head office as it opens; addons add theirs. */
    retailFirstQuestions() {
        return ["feed", "manifest"];
    },

    onRetailContents({ campaign }) {
        const place = this.config._retail || {};
        campaignBook.set(campaign || [], { store: place.store?.code, timezone: place.timezone });
        for (const order of this.getOpenOrders()) {
            order.triggerRecomputeAllPrices();
        }
    },

    /** Prices changed by the feed or because a dated price began or ended. */
    onRetailPrices() {
        const { uiState } = this.config;
        uiState.retailPriceMoment = (uiState.retailPriceMoment || 0) + 1;
        if (this.retail.settings.reprice === "follow") {
            this.getOpenOrders().forEach((order) => order.followPrices());
        }
    },

    /** The till was set up anew at head office: a reload brings it, unsent sales stay. */
    offerRetailReload() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("This till was set up anew"),
            body: _t(
                "Head office changed how this till is set up. Reload now to use it? Sales not yet sent are kept."
            ),
            confirmLabel: _t("Reload"),
            confirm: () => this.retailReload(),
            cancelLabel: _t("Later"),
            cancel: () => {},
        });
    },

    retailReload(why = "a new configuration") {
        tillLog.add("page", `reload for ${why}`);
        window.location.reload();
    },

    setOrder(order) {
        super.setOrder(order);
        this.retail?.settle();
    },

    addNewOrder() {
        const order = super.addNewOrder(...arguments);
        this.retail?.settle();
        return order;
    },

    orderDone(order) {
        super.orderDone(order);
        Object.assign(this.retailState, { layoutPage: null, showGoods: false });
        this.retail.settle();
    },

    /** Goods that head office gave no price are not sold for nothing by mistake. */
    async addLineToOrder(vals, order, opts = {}, configure = true) {
        // Scanned goods come unconfigured when there is nothing to choose; they still need a price.
        const byHand = configure || Boolean(opts.code);
        if (isInChain(this.config) && byHand && this.lacksPrice(vals, order, opts)) {
            const price = await this.askPrice(vals);
            if (price === null) {
                return;
            }
            vals = { ...vals, price_unit: price };
        }
        return super.addLineToOrder(vals, order, opts, configure);
    },

    lacksPrice(vals, order, { code }) {
        const template = vals.product_tmpl_id?.getPrice
            ? vals.product_tmpl_id
            : this.models["product.template"].get(vals.product_tmpl_id);
        const product = vals.product_id?.product_tmpl_id ? vals.product_id : template?.product_variant_ids[0];
        const hasOwnPrice = "price_unit" in vals || ["price", "discount"].includes(code?.type);
        if (!product || hasOwnPrice || template.isCombo() || template.isConfigurable()) {
            return false;
        }
        return !template.getPrice(order.pricelist_id, vals.qty || 1, 0, false, product);
    },

    /** @returns {Promise<number | null>} null: it is not sold */
    async askPrice({ product_tmpl_id }) {
        const name = product_tmpl_id.name || this.models["product.template"].get(product_tmpl_id)?.name;
        if (!this.cashierHasPriceControlRights()) {
            this.dialog.add(AlertDialog, {
                title: _t("%(name)s has no price", { name }),
                body: _t("Ask a manager for the price. The goods are not on the sale."),
            });
            return null;
        }
        return this.retailTypePrice(
            null,
            _t("%(name)s has no price. Type the price for this sale.", { name })
        );
    },

    /** @returns {Promise<number | null>} null: it is not sold */
    async retailTypePrice(product, title = _t("Price of %(name)s", { name: product.display_name })) {
        const isValid = (value) => parsePrice(value) !== null;
        return parsePrice(await makeAwaitable(this.dialog, NumberPopup, { title, isValid }));
    },

    /** Whether sales here are only practice; the training addon knows. */
    get retailTraining() {
        return false;
    },

    /**
     * Brings goods into memory, {barcodes: […], templates: [ids], products: [ids]}, where an addon holds
     * them elsewhere.
     */
    async retailBringGoods(_goods) {},

    /** By barcode, packaging or internal reference; asks the server only when the till has none. */
    async retailFindProduct(code) {
        const { models } = this;
        const known =
            models["product.product"].getBy("barcode", code) ||
            models["product.uom"]?.getBy("barcode", code)?.product_id ||
            models["product.product"].find((product) => product.default_code === code);
        if (known || this.data.network.offline) {
            return known || null;
        }
        try {
            const found = await this.loadNewProducts([["product_variant_ids.barcode", "in", [code]]]);
            return found?.["product.product"]?.[0] || null;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return null;
            }
            throw error;
        }
    },

    /** Goods for sale that are called so, best first, a variant each; an addon that holds more looks there as well. */
    async retailSearchProducts(text, limit) {
        const templates = this.getProductsBySearchWord(text, this.models["product.template"].getAll());
        return this.retailVariantsForSale(templates, limit);
    },

    retailVariantsForSale(templates, limit) {
        const hidden = new Set(this.getExcludedProductIds());
        return templates
            .filter((template) => template.canBeDisplayed && !hidden.has(template.id))
            .flatMap((template) => template.product_variant_ids)
            .slice(0, limit);
    },

    /** The drawer that hangs on Odoo's own printer; the devices' addon knows of others. */
    async retailOpenDrawer() {
        if (!this.hardwareProxy.printer) {
            return false;
        }
        await this.hardwareProxy.openCashbox(_t("Opened by button"));
        return true;
    },

    retailPresentCoupon(code) {
        const order = this.getOrder();
        if (order.uiState.retailCoupons?.includes(code)) {
            this.notification.add(_t("Coupon %(code)s is already on this sale.", { code }), {
                type: "warning",
            });
        } else if (!campaignBook.knowsCoupon(code) || !order.addRetailCoupon(code)) {
            this.notification.add(_t("Coupon %(code)s does not count here and now.", { code }), {
                type: "warning",
            });
        } else {
            this.notification.add(_t("Coupon %(code)s is on the sale.", { code }), { type: "success" });
        }
    },

    async syncAllOrders(options = {}) {
        try {
            return await super.syncAllOrders(options);
        } finally {
            // Odoo forgets that an order has to be sent before it knows that it arrived.
            this.retailUnsentOrders.forEach(markUnsent);
            if (this.retailUnsentOrders.length) {
                this.retailSender?.wake();
            }
        }
    },

    async postSyncAllOrders(orders) {
        for (const order of orders) {
            if (order.uiState) {
                order.uiState.retailUnsent = false;
            }
        }
        return super.postSyncAllOrders(orders);
    },

    /** A session never closes over sales that head office does not have. */
    async closeSession() {
        if (await this.retailAllSent()) {
            return super.closeSession();
        }
    },

    /** Sends what is left; says so when that can't be done now. */
    async retailAllSent() {
        if (await this.retailSender.hurry()) {
            return true;
        }
        this.dialog.add(AlertDialog, {
            title: _t("Sales are not at head office yet"),
            body: _t(
                "%(count)s sales have not been sent. They are safe on this till. Wait until the line is back, then close the register.",
                { count: this.retailUnsentOrders.length }
            ),
        });
        return false;
    },
});

patch(ClosePosPopup.prototype, {
    /** Cash was counted meanwhile, and the line may have gone: asked once more at the very end. */
    async closeSession() {
        if (await this.pos.retailAllSent()) {
            return super.closeSession();
        }
    },
});

patch(OrderPaymentValidation.prototype, {
    async finalizeValidation() {
        this.order.uiState.retailUnsent = true;
        const types = this.order.payment_ids.map((payment) => payment.payment_method_id.type);
        tillLog.add(
            "payment",
            `sale of ${this.order.lines.length} lines paid by ${types.join(", ") || "nothing"}`
        );
        this.order.noteRetailPricing();
        return super.finalizeValidation();
    },
});
