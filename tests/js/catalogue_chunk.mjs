/** A small chunk of a catalogue, for the tests of what is made of it. */
import { Chunk } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/chunk.js";

export const CHUNK = new Chunk({
    "product.template": {
        same: {
            pos_categ_ids: [3],
            is_favorite: false,
            attribute_line_ids: [],
            combo_ids: [],
            pos_optional_product_ids: [],
        },
        fields: ["default_code", "id", "name", "pos_sequence"],
        rows: [
            ["M1", 10, "Tine Lettmelk 1 l", 2],
            [false, 11, "Grovbrød økologisk", 1],
        ],
    },
    "product.product": {
        same: { default_code: false },
        fields: ["barcode", "id", "product_tmpl_id"],
        rows: [
            ["7038010000010", 110, 10],
            ["7038010000027", 111, 11],
            ["7038010000034", 112, 11],
        ],
    },
    "product.uom": {
        same: { uom_id: 9 },
        fields: ["barcode", "id", "product_id"],
        rows: [["17038010000017", 1, 110]],
    },
});
