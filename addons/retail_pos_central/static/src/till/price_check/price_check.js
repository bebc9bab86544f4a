/**
 * What does this cost? Scan or type, see price and offers, sell it or not. Works offline.
 */

import { Component, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { useBarcodeReader } from "@point_of_sale/app/hooks/barcode_reader_hook";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { priceWithOffers, productOffers } from "../campaigns/product_offers";

export class PriceCheck extends Component {
    static template = "retail_pos_central.PriceCheck";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({ code: "", found: null, message: "" });
        useAutofocus({ refName: "code" });
        const look = (code) => this.look(code.base_code || code.code);
        useBarcodeReader({ product: look, weight: look, price: look, quantity: look }, true);
    }

    async onSubmit() {
        await this.look(this.state.code.trim());
    }

    async look(code) {
        if (!code) {
            return;
        }
        const product = await this.pos.retailFindProduct(code);
        this.state.code = "";
        this.state.found = product ? this.answer(product) : null;
        this.state.message = product ? "" : _t("No goods have the code %(code)s.", { code });
    }

    answer(product) {
        const offers = productOffers(this.pos, product);
        const amount = priceWithOffers(this.pos, product, offers);
        this.pos.retailNote("price_check", { amount, note: product.display_name });
        const money = (amount) => formatCurrency(amount, this.pos.currency.id);
        return {
            product,
            name: product.display_name,
            amount,
            price: money(amount),
            unit: product.uom_id?.name || "",
            offers: offers.map((offer) => ({
                id: offer.id,
                name: offer.name,
                price: offer.price === null ? "" : money(offer.price),
                missing: this.missingText(offer, money),
            })),
        };
    }

    missingText({ missingQty, missingAmount }, money) {
        if (missingQty) {
            return _t("%(qty)s more", { qty: missingQty });
        }
        return missingAmount ? _t("%(amount)s more", { amount: money(missingAmount) }) : "";
    }

    async sell() {
        const { product } = this.state.found;
        this.props.close();
        await this.pos.addLineToCurrentOrder({
            product_id: product,
            product_tmpl_id: product.product_tmpl_id,
        });
    }
}
