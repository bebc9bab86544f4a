import { patch } from "@web/core/utils/patch";
import { PosOrderLine } from "@point_of_sale/../tests/unit/data/pos_order_line.data";

// For all tests: the web POS defines the properties of a model once for the whole page.
patch(PosOrderLine.prototype, {
    _load_pos_data_fields() {
        return [
            ...super._load_pos_data_fields(...arguments),
            "retail_savings",
            "retail_manual_discount",
            "retail_at",
            "retail_units",
            "retail_override_reason",
        ];
    },
});
