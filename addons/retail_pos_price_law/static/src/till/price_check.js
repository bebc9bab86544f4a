/** The price check tells the unit price as well, and the "before" price of a reduction: the till's own, and head office's. */

import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { fromMinor, toMinor } from "@retail_pos_central/core/basket";
import { productOffers } from "@retail_pos_central/till/campaigns/product_offers";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { shelfPrice } from "@retail_pos_central/till/prices";
import { askServer } from "@retail_pos_central/till/sync/server";
import { beforePrice } from "../core/before_price";

const BEFORE_TIMEOUT_MS = 4000;

patch(PriceCheck.prototype, {
    setup() {
        super.setup();
        // Who opens the check with goods has asked already.
        this.state.before ||= { id: null, text: "" };
    },

    answer(product) {
        this.tellBefore(product);
        const { currency } = this.pos;
        const found = super.answer(product);
        const unit = product.retailUnitPrice(found.amount, currency.decimal_places);
        const unitText = unit
            ? _t("%(price)s per %(base)s", {
                  price: formatCurrency(unit.price, currency.id),
                  base: unit.base,
              })
            : "";
        return { ...found, unitText };
    },

    /** What the till keeps is told at once; head office, which has the whole history, has the last word. */
    async tellBefore(product) {
        this.state.before = { id: product.id, text: this.beforeText(this.keptBefore(product)) };
        try {
            const params = { config_id: this.pos.config.id, product_id: product.id };
            const found = await askServer("/retail_pos/till/before_price", params, BEFORE_TIMEOUT_MS);
            if (this.state.before.id === product.id) {
                this.state.before.text = this.beforeText(found?.before);
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError || error instanceof RPCError)) {
                throw error;
            }
        }
    },

    /** The "before" price by the list that the till keeps, or null. */
    keptBefore(product) {
        const { decimal_places } = this.pos.currency;
        const minor = (price) => toMinor(price, decimal_places);
        const offers = productOffers(this.pos, product)
            .filter(({ price }) => price !== null)
            .map(({ id, price }) => ({ id, price: minor(price) }));
        const known = this.pos.retailBefore?.of(product.id);
        const before = known && beforePrice(known, offers, minor(shelfPrice(this.pos, product)));
        return before ? fromMinor(before, decimal_places) : null;
    },

    beforeText(before) {
        if (!before) {
            return "";
        }
        const price = formatCurrency(before, this.pos.currency.id);
        return _t("Before %(price)s (lowest of 30 days)", { price });
    },
});
