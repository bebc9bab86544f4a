/**
 * What does this cost? Scan, type a code or a piece of the name, see price and offers, sell it or not. Works offline.
 */

import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { formatCurrency } from "@web/core/currency";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { useBarcodeReader } from "@point_of_sale/app/hooks/barcode_reader_hook";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { isSearchable, markAfter, offered } from "../../core/typed_goods";
import { priceWithOffers, productOffers } from "../campaigns/product_offers";

/** A list that needs no scrolling beside the keyboard of a handheld. */
const HITS = 8;
/** Who types is let finish the word. */
const TYPING_MS = 150;

export class PriceCheck extends Component {
    static template = "retail_pos_central.PriceCheck";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({ code: "", found: null, message: "", hits: [], marked: -1 });
        this.code = useAutofocus({ refName: "code" });
        const look = (code) => this.look(code.base_code || code.code);
        useBarcodeReader({ product: look, weight: look, price: look, quantity: look }, true);
        onWillUnmount(() => browser.clearTimeout(this.typing));
    }

    /** What was scanned: these goods or none, never some that are almost called so. */
    async look(code) {
        if (!code) {
            return;
        }
        const product = await this.pos.retailFindProduct(code);
        if (product) {
            await this.show(product);
        } else {
            this.clear(_t("No goods have the code %(code)s.", { code }));
        }
    }

    async show(product) {
        this.clear();
        this.state.found = this.answer(product);
    }

    clear(message = "") {
        browser.clearTimeout(this.typing);
        Object.assign(this.state, { code: "", found: null, message, hits: [], marked: -1 });
    }

    // -- typing --------------------------------------------------------------------

    onInput(event) {
        this.clear();
        this.state.code = event.target.value;
        this.typing = browser.setTimeout(() => this.search(this.state.code.trim()), TYPING_MS);
    }

    onKeydown(event) {
        const marked = markAfter(event.key, this.state.marked, this.state.hits.length);
        if (marked !== null) {
            event.preventDefault();
            this.state.marked = marked;
        }
    }

    /** Enter takes what is marked; of what was not on the screen yet, only the one that is meant beyond doubt. */
    async onSubmit() {
        const text = this.state.code.trim();
        if (!text) {
            return;
        }
        const { hits, marked } = this.state;
        if (marked >= 0) {
            await this.show(hits[marked].product);
            return;
        }
        browser.clearTimeout(this.typing);
        const { exact } = await this.search(text);
        const isMeant = exact || (this.state.marked === 0 && this.state.hits.length === 1);
        // A packaging's code, or goods that the till does not hold.
        const product = isMeant
            ? this.state.hits[0].product
            : this.state.marked < 0 && (await this.pos.retailFindProduct(text));
        if (product) {
            await this.show(product);
            return;
        }
        if (!this.state.hits.length) {
            this.clear(_t("No goods have the code or name %(text)s.", { text }));
        } else if (this.state.marked < 0) {
            this.state.message = _t("No goods have the code %(code)s. Is it one of these?", { code: text });
        }
        // The next scan or word takes its place.
        this.code.el?.select();
    }

    /** Lists what is called so or nearly so. */
    async search(text) {
        const found = isSearchable(text) ? await this.pos.retailSearchProducts(text, HITS) : [];
        const { hits, marked, exact } = offered(text, found);
        // Somebody may have typed on.
        if (this.state.code.trim() === text) {
            Object.assign(this.state, { hits: hits.map((product) => this.hit(product)), marked });
        }
        return { exact };
    }

    hit(product) {
        const amount = priceWithOffers(this.pos, product, productOffers(this.pos, product));
        const price = formatCurrency(amount, this.pos.currency.id);
        return { product, id: product.id, name: product.display_name, price };
    }

    // -- the answer ----------------------------------------------------------------

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
