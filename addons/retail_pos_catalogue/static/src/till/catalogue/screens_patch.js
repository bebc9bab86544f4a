/**
 * Buttons whose goods are still on their way, and categories whose goods are not in memory.
 */

import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { PosCategory } from "@point_of_sale/app/models/pos_category";
import { TillLayout } from "@retail_pos_central/till/layout/till_layout";
import { RetailStatusDialog } from "@retail_pos_central/till/status/retail_status";
import { catalogueInUse } from "./catalogue";

patch(PosCategory.prototype, {
    get hasProductsToShow() {
        const { finder } = catalogueInUse() || {};
        if (!finder) {
            return super.hasProductsToShow;
        }
        return this.getAllChildren().some((category) => finder.categories.has(category.id));
    },
});

patch(TillLayout.prototype, {
    describe(button) {
        const { catalogue } = this.pos.retailState;
        const { type, product_id } = button.action;
        const isComing = catalogue && !catalogue.ready && type === "product";
        if (isComing && !this.pos.models["product.product"].get(product_id)) {
            return { ...button, label: button.label || _t("Being fetched …"), unavailable: true };
        }
        return super.describe(button);
    },
});

patch(RetailStatusDialog.prototype, {
    get facts() {
        const { catalogue } = this.retail;
        if (!catalogue) {
            return super.facts;
        }
        const { fetched, total, ready } = catalogue;
        const isFetching = fetched < total;
        const goods = ready
            ? _t("%(count)s goods", { count: this.pos.retailCatalogue.finder.size })
            : _t("none yet");
        const fetching = _t("%(fetched)s of %(total)s parts fetched", { fetched, total });
        return [...super.facts, [_t("Catalogue on this till"), isFetching ? `${goods}, ${fetching}` : goods]];
    },

    get warnings() {
        const { catalogue } = this.retail;
        const found = [...super.warnings];
        if (catalogue && !catalogue.ready) {
            found.push(
                _t("The catalogue is on its way. Until it is here, goods are asked for at head office.")
            );
        }
        if (catalogue?.full) {
            found.push(
                _t(
                    "This device has no room for the catalogue: it is fetched anew at each start. Free some space."
                )
            );
        }
        return found;
    },
});
