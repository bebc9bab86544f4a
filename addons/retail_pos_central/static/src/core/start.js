/**
 * What a till that starts need not ask head office. Pure.
 */

/**
 * Of rows that a till holds since its last start, those that may be gone at head office: not what has just come from there.
 *
 * @param {Object<string, number[]>} held ids by model
 * @param {Object<string, {id: number}[]>} loaded rows by model
 * @returns {Object<string, number[]>}
 */
export function idsInDoubt(held, loaded) {
    const doubtful = {};
    for (const [model, ids] of Object.entries(held)) {
        const fresh = new Set((loaded[model] || []).map((row) => row.id));
        const rest = ids.filter((id) => !fresh.has(id));
        if (rest.length) {
            doubtful[model] = rest;
        }
    }
    return doubtful;
}
