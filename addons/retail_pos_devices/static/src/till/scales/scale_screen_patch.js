/** The weight that is sold is the one at the moment of the press, and without one nothing is sold. */

import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ScaleScreen } from "@point_of_sale/app/screens/scale_screen/scale_screen";

patch(ScaleScreen.prototype, {
    async confirm() {
        if (this.scale.retailScale) {
            await this.scale.readWeight();
            if (!this.scale.product || !this.scale.isWeightValid) {
                return;
            }
        }
        return super.confirm();
    },
});

patch(PosStore.prototype, {
    /** After an error of the scale Odoo sells one kilogram; here nothing is added. */
    async weighProduct() {
        const weight = await super.weighProduct();
        return weight === null && this.scale.retailScale ? undefined : weight;
    },
});
