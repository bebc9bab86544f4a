/**
 * Chunks of the catalogue, as the server packs them: rows of each model as columns, equal values once.
 *
 * A chunk of goods holds a range of template ids with all that belongs to them; a chunk of prices the
 * items of one pricelist for the same range. See tools/chunks.py.
 */

const TEMPLATE = "product.template";
const PRODUCT = "product.product";
const PACKAGING = "product.uom";

export function numberOf(templateId, span) {
    return Math.floor(templateId / span);
}

/** One row as the server read it. */
function rowAt({ same, fields, rows }, place) {
    const row = { ...same };
    const values = rows[place];
    for (let i = 0; i < fields.length; i++) {
        row[fields[i]] = values[i];
    }
    return row;
}

export class Chunk {
    constructor(models) {
        this.models = models;
    }

    static parse(bytes) {
        return new Chunk(JSON.parse(new TextDecoder().decode(bytes)));
    }

    /** A field's value in each row of a model. */
    column(model, field) {
        const { same, fields, rows } = this.models[model] || { rows: [] };
        const place = rows.length ? fields.indexOf(field) : -1;
        return rows.map((row) => (place < 0 ? same[field] : row[place]));
    }

    /** Rows of a model whose field has one of the values; all of them without a field. */
    rows(model, field = null, values = null) {
        const packed = this.models[model];
        if (!packed) {
            return [];
        }
        const { same, fields, rows } = packed;
        const column = fields.indexOf(field);
        const found = [];
        for (let place = 0; place < rows.length; place++) {
            const value = column < 0 ? same[field] : rows[place][column];
            if (field === null || values.has(value)) {
                found.push(rowAt(packed, place));
            }
        }
        return found;
    }
}

/**
 * What is searched, of goods with all that belongs to them: an entry for each template.
 *
 * @param {object} rows {model: rows}, of one chunk or of a change
 * @returns {{id, name, codes, barcodes, products, categories, favorite, sequence}[]}
 */
export function entriesOf(rows) {
    const entries = new Map();
    for (const row of rows[TEMPLATE] || []) {
        entries.set(row.id, {
            id: row.id,
            name: row.name,
            codes: row.default_code ? [row.default_code] : [],
            barcodes: [],
            products: [],
            categories: row.pos_categ_ids,
            favorite: Boolean(row.is_favorite),
            sequence: row.pos_sequence || 0,
        });
    }
    const ofProduct = new Map();
    for (const row of rows[PRODUCT] || []) {
        const entry = entries.get(row.product_tmpl_id);
        if (entry) {
            ofProduct.set(row.id, entry);
            entry.products.push(row.id);
            addOnce(entry.codes, row.default_code);
            addOnce(entry.barcodes, row.barcode);
        }
    }
    for (const row of rows[PACKAGING] || []) {
        addOnce(ofProduct.get(row.product_id)?.barcodes, row.barcode);
    }
    return [...entries.values()].sort((a, b) => a.id - b.id);
}

function addOnce(list, value) {
    if (value && list && !list.includes(value)) {
        list.push(value);
    }
}

const LINE = "\n";
const SPACE = " ";
const oneLine = (text) => String(text).replace(/\s+/g, SPACE).trim();
const words = (list) => list.map((text) => String(text).replace(/\s+/g, "")).join(SPACE);

/**
 * A digest is what is kept beside a chunk, so that a start reads it instead of all rows: a few long
 * texts and arrays of numbers instead of many objects.
 */
export function digestOf(entries) {
    const column = (of) => entries.map(of);
    const list = (of) => column((entry) => of(entry).join(SPACE)).join(LINE);
    return {
        ids: Int32Array.from(column((entry) => entry.id)),
        sequences: Int32Array.from(column((entry) => entry.sequence)),
        favorites: Uint8Array.from(column((entry) => Number(entry.favorite))),
        names: column((entry) => oneLine(entry.name)).join(LINE),
        codes: column((entry) => words(entry.codes)).join(LINE),
        barcodes: column((entry) => words(entry.barcodes)).join(LINE),
        products: list((entry) => entry.products),
        categories: list((entry) => entry.categories),
    };
}

export function chunkDigest(chunk) {
    const rows = (model) => chunk.rows(model);
    return digestOf(
        entriesOf({ [TEMPLATE]: rows(TEMPLATE), [PRODUCT]: rows(PRODUCT), [PACKAGING]: rows(PACKAGING) })
    );
}
