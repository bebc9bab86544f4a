/**
 * The unit price of goods on the till, at whatever price they have there: `product.retailUnitPrice(24.9)`.
 */

import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { ProductProduct } from "@point_of_sale/app/models/product_product";
import { fromMinor, toMinor } from "@retail_pos_central/core/basket";
import { isWorthShowing, unitPrice } from "../core/unit_price";

const BASES = { kg: () => "kg", l: () => "l", m: () => "m", m2: () => "m²", piece: () => _t("piece") };

patch(ProductProduct.prototype, {
    /** {price, base} in the currency of `price`; null where it is unknown or says nothing new. */
    retailUnitPrice(price, decimals = 2) {
        if (!isWorthShowing(this.retail_unit_amount)) {
            return null;
        }
        const minor = unitPrice(toMinor(price, decimals), this.retail_unit_amount);
        return { price: fromMinor(minor, decimals), base: BASES[this.retail_unit_base]() };
    },
});
