/** The price check tells the unit price as well, and the "before" price of a reduction while head office answers. */

import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { shelfPrice } from "@retail_pos_central/till/prices";
import { askServer } from "@retail_pos_central/till/sync/server";

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
        const unit = product.retailUnitPrice(shelfPrice(this.pos, product), currency.decimal_places);
        const unitText = unit
            ? _t("%(price)s per %(base)s", {
                  price: formatCurrency(unit.price, currency.id),
                  base: unit.base,
              })
            : "";
        return { ...super.answer(product), unitText };
    },

    /** Head office keeps the history of prices; without it the till says nothing about earlier ones. */
    async tellBefore(product) {
        this.state.before = { id: product.id, text: "" };
        try {
            const params = { config_id: this.pos.config.id, product_id: product.id };
            const found = await askServer("/retail_pos/till/before_price", params, BEFORE_TIMEOUT_MS);
            if (found && this.state.before.id === product.id) {
                const price = formatCurrency(found.before, this.pos.currency.id);
                this.state.before.text = _t("Before %(price)s (lowest of 30 days)", { price });
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError || error instanceof RPCError)) {
                throw error;
            }
        }
    },
});
