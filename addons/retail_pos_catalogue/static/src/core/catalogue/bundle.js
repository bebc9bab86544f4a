/**
 * All rows that the web POS needs of some goods, taken from chunks and from what changed since.
 */

import { ITEM, KEYS } from "./changes.js";

/**
 * @param {Iterable<number>} templateIds
 * @param {{goods: Chunk[], prices: Chunk[]}} chunks those that hold these templates
 * @param {Changes} changes
 * @returns {object} {model: rows}
 */
export function bundleOf(templateIds, { goods, prices }, changes) {
    const take = (model, values, from = goods) => {
        const field = KEYS[model];
        const held = from.flatMap((chunk) => chunk.rows(model, field, values));
        return [...held.filter((row) => !changes.has(model, row.id)), ...changes.rows(model, values)];
    };
    const rows = {};
    const set = (list, field) => new Set(list.flatMap((row) => row[field] ?? []));
    rows["product.template"] = take("product.template", new Set(templateIds));
    const ids = set(rows["product.template"], "id");
    rows["product.product"] = take("product.product", ids);
    rows["product.uom"] = take("product.uom", set(rows["product.product"], "id"));
    const lines = set(rows["product.template"], "attribute_line_ids");
    rows["product.template.attribute.line"] = take("product.template.attribute.line", lines);
    const values = set(rows["product.template.attribute.line"], "product_template_value_ids");
    rows["product.template.attribute.value"] = take("product.template.attribute.value", values);
    rows["product.template.attribute.exclusion"] = take("product.template.attribute.exclusion", values);
    rows["product.combo"] = take("product.combo", set(rows["product.template"], "combo_ids"));
    rows["product.combo.item"] = take("product.combo.item", set(rows["product.combo"], "combo_item_ids"));
    rows[ITEM] = take(ITEM, ids, prices);
    return rows;
}

/** What these goods lead to: parts of menus, optional goods. */
export function leadsTo(rows) {
    return {
        templates: rows["product.template"].flatMap((row) => row.pos_optional_product_ids || []),
        products: rows["product.combo.item"].map((row) => row.product_id).filter(Boolean),
    };
}

/** Templates that a change of these rows concerns, by what stands in the rows or `templateOf` tells of a product. */
export function templatesConcerned(records, templateOf) {
    const found = new Set();
    const ownTemplate = new Map(
        (records["product.product"] || []).map((row) => [row.id, row.product_tmpl_id])
    );
    (records["product.template"] || []).forEach((row) => found.add(row.id));
    ownTemplate.forEach((template) => found.add(template));
    for (const row of records["product.uom"] || []) {
        const template = ownTemplate.get(row.product_id) ?? templateOf(row.product_id);
        if (template) {
            found.add(template);
        }
    }
    return found;
}
