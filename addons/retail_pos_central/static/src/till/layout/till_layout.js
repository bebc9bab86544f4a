/**
 * The released layout on the product screen: resolves it for this cashier and moment, adds price and
 * picture to its buttons, and does what a pressed button says.
 */

import { Component } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { resolveLayout } from "../../core/layout/layout";
import { tillNow } from "../sync/till_clock";
import { shelfPrice } from "../prices";
import "./actions";
import { LayoutGrid } from "./layout_grid";

export class TillLayout extends Component {
    static template = "retail_pos_central.TillLayout";
    static components = { LayoutGrid };
    static props = { addProduct: Function };

    setup() {
        this.pos = usePos();
        this.ui = useService("ui");
    }

    get layout() {
        // Reading the version makes a release show at once.
        this.pos.retailState.contentVersion;
        const place = this.pos.config._retail || {};
        return resolveLayout(this.pos.retail.contents.layout, {
            lang: user.lang?.replace("-", "_"),
            now: tillNow(),
            role: this.pos.getCashier()?._role || "cashier",
            store: place.store?.code,
            timezone: place.timezone,
        });
    }

    get gridProps() {
        const layout = this.layout;
        const wanted = this.pos.retailState.layoutPage;
        const page = layout.pages.find(({ id }) => id === wanted) || layout.pages[0];
        return {
            ...layout,
            pageId: page.id,
            buttons: page.buttons.map((button) => this.describe(button)),
            isSmall: this.ui.isSmall,
        };
    }

    describe(button) {
        if (button.action.type !== "product") {
            return button;
        }
        const product = this.pos.models["product.product"].get(button.action.product_id);
        if (!product || !product.product_tmpl_id?.canBeDisplayed) {
            return { ...button, label: button.label || _t("Not for sale"), unavailable: true };
        }
        return {
            ...button,
            label: button.label || product.display_name || product.product_tmpl_id.name,
            price: this.priceText(product),
            imageUrl: button.picture ? product.getImageUrl() : null,
        };
    }

    /** Weighed goods say what the price is for. */
    priceText(product) {
        const price = formatCurrency(shelfPrice(this.pos, product), this.pos.currency.id);
        return product.product_tmpl_id.to_weight ? `${price}/${product.uom_id?.name || ""}` : price;
    }

    async onButton(button) {
        const { action } = button;
        switch (action.type) {
            case "product":
                return this.addProduct(action);
            case "category":
                this.pos.setSelectedCategory(0);
                this.pos.setSelectedCategory(action.category_id);
                this.pos.retailState.showGoods = true;
                return;
            case "page":
                return this.onPage(action.page);
            case "action": {
                const run = registry.category("retail_till_actions").get(action.name, null);
                if (!run) {
                    this.pos.notification.add(
                        _t("This till can't do “%(name)s” yet.", { name: button.label }),
                        {
                            type: "warning",
                        }
                    );
                    return;
                }
                return run(this.pos);
            }
        }
    }

    async addProduct({ product_id, qty }) {
        const product = this.pos.models["product.product"].get(product_id);
        await this.props.addProduct(product, Number(qty || 1));
    }

    onPage(pageId) {
        this.pos.retailState.layoutPage = pageId;
    }

    showGoods() {
        this.pos.setSelectedCategory(0);
        this.pos.retailState.showGoods = true;
    }
}
