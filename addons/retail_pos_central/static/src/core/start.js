/**
 * What a till that starts need not ask head office. Pure.
 */

/** What head office has just said is there: the rows that came, and of goods the variants that they name. */
function known(model, loaded) {
    const ids = (loaded[model] || []).map((row) => row.id);
    const goods = model === "product.product" ? loaded["product.template"] || [] : [];
    return new Set([...ids, ...goods.flatMap((row) => row.product_variant_ids || [])]);
}

/**
 * Of rows that a till holds since its last start, those that may be gone at head office: not what it has just named.
 *
 * @param {Object<string, number[]>} held ids by model
 * @param {Object<string, {id: number}[]>} loaded rows by model
 * @returns {Object<string, number[]>}
 */
export function idsInDoubt(held, loaded) {
    const doubtful = {};
    for (const [model, ids] of Object.entries(held)) {
        const there = known(model, loaded);
        const rest = ids.filter((id) => !there.has(id));
        if (rest.length) {
            doubtful[model] = rest;
        }
    }
    return doubtful;
}
