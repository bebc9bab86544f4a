/**
 * The catalogue on the till's screens: goods come into memory when they are scanned, searched, browsed or on
 * a button. `pos.retailState.catalogue` tells how it stands.
 */

import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { referencedIds } from "@retail_pos_central/core/layout/layout";
// What is extended here comes from there, so those patches are made first.
import "@retail_pos_central/till/pos_store_patch";
import { readRaw } from "@retail_pos_central/till/models/read_raw";

/** As many as Odoo shows at once. */
const SHOWN = 100;

patch(PosStore.prototype, {
    get retailCatalogue() {
        return this.data.retailCatalogue;
    },

    async processServerData() {
        const catalogue = this.retailCatalogue;
        this.data.retailOnGoods = (rows) => this.onRetailGoods(rows);
        await super.processServerData(...arguments);
        if (!catalogue) {
            return;
        }
        this.retailState.catalogue = { ...catalogue.state };
        catalogue.onState = (state) => Object.assign(this.retailState.catalogue, state);
        catalogue.onWaiting = () => this.retail.pullSoon({ feed: true }, 0);
        window.addEventListener("pos-network-online", () => catalogue.wake());
        catalogue.questions = this.retail.questions;
        await this.retailButtons;
        // In the background: a till that holds a catalogue starts with it, another asks the server meanwhile.
        catalogue.wake();
    },

    /** One that holds a catalogue asks for a newer one; one that holds none is on its own, since that may take long. */
    retailFirstQuestions() {
        return [...super.retailFirstQuestions(), ...(this.retailCatalogue?.isReady ? ["catalogue"] : [])];
    },

    onRetailContents(contents) {
        super.onRetailContents(...arguments);
        this.retailButtons = this.loadRetailButtons(contents.layout);
    },

    /** Goods on buttons are there before they are drawn. */
    async loadRetailButtons(layout = this.retail.contents.layout) {
        if (layout) {
            await this.data.retailLoadProducts(referencedIds(layout).products);
        }
    },

    /** Goods came into memory. */
    onRetailGoods(rows) {
        const exclusions = rows["product.template.attribute.exclusion"];
        if (exclusions) {
            const models = this.models["product.template.attribute.exclusion"];
            this.productAttributesExclusion = this.computeProductAttributesExclusion(
                models.readMany(exclusions.map((row) => row.id))
            );
        }
        if (rows["product.pricelist.item"] && this.retail?.db) {
            // Their dated prices begin and end at their second as well; the prices of all goods in memory are read.
            readRaw(this.models, () => this.retail.schedulePriceMoment());
        }
    },

    // -- finding -------------------------------------------------------------------

    async retailBringGoods({ barcodes = [], templates = [], products = [] }) {
        await super.retailBringGoods(...arguments);
        const { isReady, finder } = this.retailCatalogue || {};
        if (isReady) {
            const ofBarcodes = barcodes.flatMap((barcode) => finder.byBarcode(String(barcode)));
            const ofProducts = products.map((id) => finder.ofProduct(id));
            await this.data.retailLoadTemplates([...templates, ...ofBarcodes, ...ofProducts]);
        }
    },

    async retailFindProduct(code) {
        const { isReady, finder } = this.retailCatalogue || {};
        if (isReady) {
            await this.data.retailLoadTemplates([...finder.byBarcode(code), ...finder.byCode(code)]);
        }
        return super.retailFindProduct(code);
    },

    /** With typing errors, without the line. */
    async retailSearchProducts(text, limit) {
        const { isReady, finder } = this.retailCatalogue || {};
        if (!isReady) {
            return super.retailSearchProducts(...arguments);
        }
        // Some of what is found may not be for sale.
        const ids = finder.search(text, 2 * limit);
        await this.data.retailLoadTemplates(ids);
        return this.retailVariantsForSale(
            this.models["product.template"].readMany(ids).filter(Boolean),
            limit
        );
    },

    /** Ids of the templates that the product screen shows now, best first. */
    retailShownIds(limit = SHOWN) {
        const { finder } = this.retailCatalogue;
        const word = this.searchProductWord.trim();
        const category = this.selectedCategory;
        const key = `${this.retailState.catalogue.version}/${category?.id || 0}/${limit}/${word}`;
        if (this.retailShown?.key !== key) {
            const ids = word
                ? finder.search(word, limit)
                : finder.browse(
                      category ? new Set(category.getAllChildren().map(({ id }) => id)) : null,
                      limit
                  );
            this.retailShown = { key, ids };
            this.data.retailLoadTemplates(ids);
        }
        return this.retailShown.ids;
    },

    get productsToDisplay() {
        if (!this.retailState?.catalogue?.ready) {
            return super.productsToDisplay;
        }
        const isSearch = this.searchProductWord.trim() !== "";
        if (isSearch && !this._searchTriggered) {
            this.setSelectedCategory(0);
        }
        this._searchTriggered = isSearch;
        const hidden = new Set(this.getExcludedProductIds());
        return this.models["product.template"]
            .readMany(this.retailShownIds())
            .filter((template) => !hidden.has(template.id) && template.canBeDisplayed);
    },
});
