/** The moments of a sale at which something may be asked. Tills outside the chain's tree work as Odoo made them. */

import { browser } from "@web/core/browser/browser";
import { patch } from "@web/core/utils/patch";
import { OpeningControlPopup } from "@point_of_sale/app/components/popups/opening_control_popup/opening_control_popup";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { toMinor } from "@retail_pos_central/core/basket";
import { isInChain } from "@retail_pos_central/till/campaigns/order_basket";
import { readRaw } from "@retail_pos_central/till/models/read_raw";
import { markRaw } from "@odoo/owl";
import { PromptDesk, promptProduct } from "./prompt_desk";

patch(PosStore.prototype, {
    async processServerData() {
        await super.processServerData(...arguments);
        if (isInChain(this.config)) {
            this.retailPrompts = markRaw(new PromptDesk(this, browser.localStorage));
            if (this.barcodeReader) {
                this.barcodeReader.retailPrompts = this.retailPrompts;
            }
        }
    },

    async addLineToOrder(vals, order, opts = {}, configure = true) {
        // Scans come with `configure` false, so that tells nothing about who adds the goods.
        const isNoSale = vals.qty < 0 || vals.refunded_orderline_id || vals.is_reward_line;
        if (!this.retailPrompts || isNoSale) {
            return super.addLineToOrder(vals, order, opts, configure);
        }
        const { models } = this;
        const find = (model, one) => (typeof one === "number" ? models[model].get(one) : one);
        const product = find("product.product", vals.product_id);
        const template = find("product.template", vals.product_tmpl_id) || product.product_tmpl_id;
        const event = { moment: "product", product: promptProduct(product, template) };
        const { allowed, forLine, forOrder } = await this.retailPrompts.ask(event, order);
        if (!allowed) {
            return;
        }
        const values = forLine.length ? { ...vals, retail_answers: forLine } : vals;
        const before = readRaw(order, ({ lines }) => new Map(lines.map(({ uuid, qty }) => [uuid, qty])));
        const line = await super.addLineToOrder(values, order, opts, configure);
        if (!line) {
            return line;
        }
        order.addRetailAnswers(forOrder);
        return (await this.retailTotalAllowed(order)) ? line : this.takeBack(order, line, before);
    },

    retailTotalAllowed(order) {
        const total = toMinor(order.priceIncl, order.currency.decimal_places);
        return this.retailPrompts.askAboutOrder({ moment: "total", total }, order);
    },

    /** The line as it was before goods were added to it. */
    takeBack(order, line, before) {
        const rest = before.get(line.uuid);
        if (rest) {
            line.setQuantity(rest);
        } else {
            order.removeOrderline(line);
        }
    },

    async setPartnerToCurrentOrder(partner) {
        super.setPartnerToCurrentOrder(partner);
        const order = this.getOrder();
        if (!partner || !this.retailPrompts || !order) {
            return;
        }
        if (!(await this.retailPrompts.askAboutOrder({ moment: "customer" }, order))) {
            order.setPartner(false);
        }
    },

    async pay() {
        const order = this.getOrder();
        if (this.retailPrompts && order.canPay() && !(await this.retailPrompts.mayPay(order))) {
            return;
        }
        return super.pay();
    },

    async validateOrderFast(paymentMethod) {
        if (this.retailPrompts && !(await this.retailPrompts.mayPay(this.getOrder()))) {
            return;
        }
        return super.validateOrderFast(paymentMethod);
    },

    async closeSession() {
        if (this.retailPrompts && !(await this.retailPrompts.ask({ moment: "closing" })).allowed) {
            return;
        }
        return super.closeSession();
    },
});

patch(TicketScreen.prototype, {
    async onDoRefund() {
        const desk = this.pos.retailPrompts;
        const source = this.getSelectedOrder();
        if (!desk || !source) {
            return super.onDoRefund(...arguments);
        }
        const { allowed, forOrder } = await desk.ask({ moment: "return" });
        if (!allowed) {
            return;
        }
        await super.onDoRefund(...arguments);
        const order = this.pos.getOrder();
        if (order?.lines.some((line) => line.refunded_orderline_id)) {
            order.addRetailAnswers(forOrder);
        }
    },
});

patch(OpeningControlPopup.prototype, {
    async confirm() {
        await super.confirm();
        if (this.pos.session.state === "opened") {
            await this.pos.retailPrompts?.ask({ moment: "opening" });
        }
    },
});
