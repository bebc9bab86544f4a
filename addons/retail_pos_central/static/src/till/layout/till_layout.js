/**
 * The released layout on the product screen: resolves it for this cashier and moment, adds price and
 * picture to its buttons, and does what a pressed button says.
 */

import { Component, toRaw, useEffect, useExternalListener } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { BUTTON_KEYS, stepsOf } from "../../core/layout/actions";
import { referencedIds, resolveLayout } from "../../core/layout/layout";
import { readRaw } from "../models/read_raw";
import { shelfPrice } from "../prices";
import { tillNow } from "../sync/till_clock";
import { runAction } from "./actions";
import { keepPictures } from "./kept_pictures";
import { LayoutGrid } from "./layout_grid";

export class TillLayout extends Component {
    static template = "retail_pos_central.TillLayout";
    static components = { LayoutGrid };
    static props = { addProduct: Function };

    setup() {
        this.pos = usePos();
        this.ui = useService("ui");
        this.dialog = useService("dialog");
        useExternalListener(window, "keydown", (event) => this.onKeydown(event));
        useEffect(
            () => {
                keepPictures(this.pictureUrls);
            },
            () => [this.pos.retailState.contentVersion]
        );
    }

    get document() {
        // Reading the version makes a release show at once.
        this.pos.retailState.contentVersion;
        return this.pos.retail.contents.layout;
    }

    get layout() {
        const place = this.pos.config._retail || {};
        return resolveLayout(this.document, {
            lang: user.lang?.replace("-", "_"),
            now: tillNow(),
            role: this.pos.getCashier()?._role || "cashier",
            store: place.store?.code,
            timezone: place.timezone,
            training: this.pos.retailTraining,
        });
    }

    get gridProps() {
        this.followGoods();
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
            return { ...button, imageUrl: button.image };
        }
        const product = this.pos.models["product.product"].get(button.action.product_id);
        // A hundred goods with their prices: read at once, and again when gridProps says that they may have changed.
        const shown = product && readRaw(product, (raw) => this.describeGoods(button, raw));
        return shown || { ...button, label: button.label || _t("Not for sale"), unavailable: true };
    }

    describeGoods(button, product) {
        const template = product.product_tmpl_id;
        return (
            template?.canBeDisplayed && {
                ...button,
                label: button.label || product.display_name || template.name,
                price: button.action.ask_price ? "" : this.priceText(product),
                imageUrl: button.image || (button.picture ? product.getImageUrl() : null),
            }
        );
    }

    /** What prices and names of goods follow from: each change that the feed brings is such a moment. */
    followGoods() {
        const order = this.pos.getOrder();
        return [
            this.pos.config.uiState.retailPriceMoment,
            order?.pricelist_id?.id,
            order?.fiscal_position_id?.id,
        ];
    }

    /** Weighed goods say what the price is for. */
    priceText(product) {
        const pos = toRaw(this.pos);
        const price = formatCurrency(shelfPrice(pos, product), pos.currency.id);
        return product.product_tmpl_id.to_weight ? `${price}/${product.uom_id?.name || ""}` : price;
    }

    /** Pictures of all pages, so that those not yet opened show offline as well. */
    get pictureUrls() {
        const products = this.pos.models["product.product"];
        const shown = this.document.pages.flatMap((page) =>
            page.buttons.filter((button) => button.picture === "product" && !button.image)
        );
        const { products: ids } = referencedIds({ pages: [{ buttons: shown }] });
        return ids
            .map((id) => products.get(id))
            .filter(Boolean)
            .map((product) => product.getImageUrl());
    }

    /** The button with this key, on whichever page it is; dialogs and inputs keep their keys. */
    onKeydown(event) {
        const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
        if (
            !isPlain ||
            event.repeat ||
            !BUTTON_KEYS.includes(event.key) ||
            this.ui.activeElement !== document
        ) {
            return;
        }
        const buttons = this.layout.pages.flatMap((page) => page.buttons);
        const button = buttons.find((each) => each.key === event.key);
        if (button) {
            event.preventDefault();
            const described = this.describe(button);
            if (!described.unavailable) {
                this.onButton(described);
            }
        }
    }

    async onButton(button) {
        if (button.locked) {
            const roles = this.document.pages
                .flatMap((page) => page.buttons)
                .find((each) => each.id === button.id).use_roles;
            const message = roles.includes("manager")
                ? _t("Only a manager may use “%(button)s”.", { button: button.label })
                : _t("You may not use “%(button)s”.", { button: button.label });
            this.pos.notification.add(message, { type: "warning" });
            return;
        }
        // A step that was given up, or that there is no way to do, ends the sequence.
        for (const step of stepsOf(button.action)) {
            if ((await this.runStep(step)) === false) {
                return;
            }
        }
    }

    async runStep(action) {
        switch (action.type) {
            case "product":
                return this.addProduct(action);
            case "category":
                this.pos.setSelectedCategory(0);
                this.pos.setSelectedCategory(action.category_id);
                this.pos.retailState.showGoods = true;
                return true;
            case "page":
                return this.onPage(action.page);
            default:
                return runAction(this.pos, action);
        }
    }

    async addProduct(action) {
        const product = this.pos.models["product.product"].get(action.product_id);
        if (!product?.product_tmpl_id?.canBeDisplayed) {
            this.pos.notification.add(_t("These goods are not for sale on this till."), { type: "warning" });
            return false;
        }
        const price = action.ask_price ? await this.pos.retailTypePrice(product) : undefined;
        if (price === null) {
            return false;
        }
        return this.props.addProduct(product, Number(action.qty || 1), price);
    }

    onPage(pageId) {
        this.pos.retailState.layoutPage = pageId;
        return true;
    }

    showGoods() {
        this.pos.setSelectedCategory(0);
        this.pos.retailState.showGoods = true;
    }
}
