/** The price check tells the unit price as well. */

import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { shelfPrice } from "@retail_pos_central/till/prices";

patch(PriceCheck.prototype, {
    answer(product) {
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
});
