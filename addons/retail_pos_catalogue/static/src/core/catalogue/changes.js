/**
 * What the change feed has brought since the chunks were made: rows that replace those of the chunks,
 * and ids that are gone. Small, as the chunks are fetched anew before it grows large.
 */

export const ITEM = "product.pricelist.item";

/** Models of the catalogue, and the field by which their rows are found. */
export const KEYS = {
    "product.template": "id",
    "product.product": "product_tmpl_id",
    "product.uom": "product_id",
    "product.template.attribute.line": "id",
    "product.template.attribute.value": "id",
    "product.template.attribute.exclusion": "product_template_attribute_value_id",
    "product.combo": "id",
    "product.combo.item": "id",
    [ITEM]: "product_tmpl_id",
};

export class Changes {
    constructor() {
        this.models = Object.fromEntries(
            Object.keys(KEYS).map((model) => [model, { rows: new Map(), ids: new Map() }])
        );
        this.size = 0;
    }

    /** A row as it is now; null when it is gone. Rows of no article (prices for all goods) are not kept. */
    put(model, id, row) {
        const { rows, ids } = this.models[model];
        const field = KEYS[model];
        const old = rows.get(id);
        this.size += rows.has(id) ? 0 : 1;
        if (old) {
            ids.get(old[field])?.delete(id);
        }
        rows.set(id, row);
        if (row) {
            if (!ids.has(row[field])) {
                ids.set(row[field], new Set());
            }
            ids.get(row[field]).add(id);
        }
    }

    has(model, id) {
        return this.models[model].rows.has(id);
    }

    /** Changed rows of a model whose key field has one of the values. */
    rows(model, values) {
        const { rows, ids } = this.models[model];
        return [...values].flatMap((value) => [...(ids.get(value) || [])].map((id) => rows.get(id)));
    }
}
