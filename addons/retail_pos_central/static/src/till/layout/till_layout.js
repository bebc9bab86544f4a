/**
 * The released layout on the product screen: resolves it for this cashier and moment, adds price and
 * picture to its buttons, and does what a pressed button says.
 */

import {
    Component,
    onMounted,
    onWillUnmount,
    toRaw,
    useEffect,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { BUTTON_KEYS, stepsOf } from "../../core/layout/actions";
import { KeptPages, reusePages } from "../../core/layout/kept_pages";
import { referencedIds, resolveLayout } from "../../core/layout/layout";
import { readRaw } from "../models/read_raw";
import { shelfPrice } from "../prices";
import { tillNow } from "../sync/till_clock";
import { runAction } from "./actions";
import { keepPictures } from "./kept_pictures";
import { LayoutGrid } from "./layout_grid";

/** Where a browser can't say when it is idle. */
const IDLE_MS = 100;
const LOOK_AT_CLOCK_MS = 5000;
const isSold = (product) => Boolean(product?.product_tmpl_id?.canBeDisplayed);
/** Without one, Odoo would send a picture that stands for none. */
const hasPicture = (product) => Boolean(product.product_tmpl_id.image_128);
const minuteNow = () => Math.floor(tillNow() / 60_000);

export class TillLayout extends Component {
    static template = "retail_pos_central.TillLayout";
    static components = { LayoutGrid };
    static props = { addProduct: Function };

    setup() {
        this.pos = usePos();
        this.ui = useService("ui");
        this.dialog = useService("dialog");
        this.kept = new KeptPages();
        // An object: a template's getters are called on what is forgotten after each rendering.
        this.resolved = { key: [], layout: null };
        /** page → its buttons as they are drawn */
        this.faces = new Map();
        this.state = useState({ minute: minuteNow(), ahead: 0 });
        useExternalListener(window, "keydown", (event) => this.onKeydown(event));
        let clock;
        onMounted(() => {
            clock = browser.setInterval(() => (this.state.minute = minuteNow()), LOOK_AT_CLOCK_MS);
        });
        onWillUnmount(() => browser.clearInterval(clock));
        useEffect(() => this.drawAhead());
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

    /** Worked out again when who looks, what is released or the minute differs; the same object while all is as before. */
    get layout() {
        const place = this.pos.config._retail || {};
        const who = {
            lang: user.lang?.replace("-", "_"),
            role: this.pos.getCashier()?._role || "cashier",
            store: place.store?.code,
            timezone: place.timezone,
            training: this.pos.retailTraining,
        };
        const key = [this.document, this.state.minute, ...Object.values(who)];
        if (!this.resolved.layout || key.some((part, index) => part !== this.resolved.key[index])) {
            const layout = resolveLayout(this.document, { ...who, now: tillNow() });
            Object.assign(this.resolved, { key, layout: reusePages(this.resolved.layout, layout) });
        }
        return this.resolved.layout;
    }

    get gridProps() {
        const layout = this.layout;
        const wanted = this.pos.retailState.layoutPage;
        const page = layout.pages.find(({ id }) => id === wanted) || layout.pages[0];
        // Reading it makes what was drawn ahead show.
        this.state.ahead;
        if (this.kept.open([layout, ...this.followGoods()], page.id)) {
            this.faces.clear();
        }
        return {
            columns: layout.columns,
            rows: layout.rows,
            pages: layout.pages.map((each) => ({
                id: each.id,
                name: each.name,
                buttons: each === page || this.kept.count(each) ? this.describePage(each) : undefined,
            })),
            pageId: page.id,
            isSmall: this.ui.isSmall,
        };
    }

    /** As many buttons of a page as are to be drawn: the same array as before, where none came and no goods did. */
    describePage(page) {
        const count = this.kept.count(page);
        let faces = this.faces.get(page);
        if (!faces || faces.length > count || this.hasNewGoods(faces)) {
            faces = [];
        }
        if (faces.length < count || !this.faces.has(page)) {
            const more = page.buttons.slice(faces.length, count).map((button) => this.describe(button));
            faces = [...faces, ...more];
            this.faces.set(page, faces);
        }
        return faces;
    }

    /** Whether goods are for sale by now that were not when their button was drawn. */
    hasNewGoods(faces) {
        const products = this.pos.models["product.product"];
        const missing = faces.filter((face) => face.unavailable);
        // each of them is read, so that the arrival of any is noticed
        return missing.filter(({ action }) => isSold(products.get(action.product_id))).length > 0;
    }

    /** The rest of the open page, a slice after each frame. */
    drawRest(page) {
        const waiting = browser.setTimeout(() => {
            this.kept.drawSlice(page);
            this.state.ahead++;
        });
        return () => browser.clearTimeout(waiting);
    }

    /** While the till has nothing else to do, the pages that are not open yet, a few buttons at a time. */
    drawAhead() {
        const open = this.layout.pages.find(({ id }) => id === this.kept.openId);
        if (open && this.kept.isPart(open)) {
            return this.drawRest(open);
        }
        const idle = window.requestIdleCallback || ((work) => browser.setTimeout(work, IDLE_MS));
        const cancel = window.cancelIdleCallback || browser.clearTimeout;
        const waiting = idle(() => {
            const { pages } = this.layout;
            if (this.kept.drawAhead(pages)) {
                this.state.ahead++;
            }
        });
        return () => cancel.call(window, waiting);
    }

    describe(button) {
        if (button.action.type !== "product") {
            return { ...button, imageUrl: button.image };
        }
        const product = this.pos.models["product.product"].get(button.action.product_id);
        // A hundred goods with their prices: read at once, and again when gridProps says that they may have changed.
        const shown = product && readRaw(product, (raw) => this.describeGoods(button, raw));
        return (
            shown || {
                ...button,
                label: button.label || _t("Not for sale"),
                unavailable: true,
            }
        );
    }

    describeGoods(button, product) {
        return (
            isSold(product) && {
                ...button,
                label: button.label || product.display_name || product.product_tmpl_id.name,
                price: button.action.ask_price ? "" : this.priceText(product),
                imageUrl:
                    button.image || (button.picture && hasPicture(product) ? product.getImageUrl() : null),
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
            .filter((product) => product && hasPicture(product))
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
        if (!isSold(product)) {
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
