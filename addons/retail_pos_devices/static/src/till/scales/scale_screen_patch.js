/** The weight that is sold is the one at the moment of the press, and without one nothing is sold, unless a manager types it. */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { patch } from "@web/core/utils/patch";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { ScaleScreen } from "@point_of_sale/app/screens/scale_screen/scale_screen";
import { typedTareKg } from "../../core/weighing";
import { ManualWeightDialog } from "./manual_weight_dialog";

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

    get retailTare() {
        return formatFloat(this.scale.tare || 0, { digits: [0, this.scale.product.decimalAccuracy] });
    },

    /** What is no weight leaves the tare as it was. */
    retailSetTare(input) {
        this.scale.tare = typedTareKg(input.value) ?? this.scale.tare;
        input.value = this.retailTare;
    },

    onError(message) {
        if (!this.scale.retailScale) {
            return super.onError(message);
        }
        this.scale.retailBroken = { problem: String(message), product: this.scale.product.name };
        this.props.getPayload(null);
        this.props.close();
    },
});

patch(ProductScreen.prototype, {
    async _barcodeGS1Action() {
        this.pos.retailReadsCode = true;
        try {
            return await super._barcodeGS1Action(...arguments);
        } finally {
            this.pos.retailReadsCode = false;
        }
    },
});

patch(PosStore.prototype, {
    /** After an error of the scale Odoo sells one kilogram; here nothing is added, or what a manager has entered. */
    async weighProduct() {
        if (this.retailCodeWeight) {
            return this.retailCodeWeight;
        }
        this.scale.retailBroken = null;
        const weight = await super.weighProduct();
        if (weight === null && this.scale.retailBroken) {
            return this.retailWeighByHand(this.scale.retailBroken);
        }
        return weight === null && this.scale.retailScale ? undefined : weight;
    },

    async retailWeighByHand({ problem, product }) {
        if (this.getCashier()?._role !== "manager") {
            this.dialog.add(AlertDialog, {
                title: _t("The scale can't weigh"),
                body: [problem, _t("A manager may enter the weight by hand.")].join(" "),
            });
            return undefined;
        }
        const typed = await makeAwaitable(this.dialog, ManualWeightDialog, { problem, product });
        if (!typed) {
            return undefined;
        }
        const { employee_id } = this.retailGrantQuestion();
        const note = [product, typed.weight, typed.reason, employee_id];
        this.data.call("pos.session", "retail_note_weight", [this.session.id, ...note], {}, true);
        this.retailByHand = true;
        return typed.weight;
    },

    async addLineToOrder(vals) {
        this.retailByHand = false;
        // Packed goods whose code holds their weight were weighed before: Odoo would ask for it again.
        this.retailCodeWeight = this.retailReadsCode && vals.qty > 0 ? vals.qty : null;
        const line = await super.addLineToOrder(...arguments);
        if (line && this.retailByHand) {
            line.setCustomerNote(_t("Weight entered by hand"));
        }
        this.retailByHand = false;
        return line;
    },
});
