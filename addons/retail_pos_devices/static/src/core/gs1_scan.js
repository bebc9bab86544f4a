/**
 * What a GS1 code, taken apart by the box, means in Odoo's barcode reader: goods with their weight, price, batch or
 * serial number.
 */

/** A GTIN of 14 digits as goods may be kept: without the zeros that shorter codes were filled up with. */
export function barcodesOf(gtin) {
    const found = [gtin];
    for (const length of [13, 12, 8]) {
        if (/^0+$/.test(gtin.slice(0, 14 - length))) {
            found.push(gtin.slice(14 - length));
        }
    }
    return found;
}

/**
 * @param parsed the box's reading of the code: {kind: "gs1", gtin, weight_kg, price, batch, serial, count}
 * @param {(barcode: string) => object|undefined} find the goods with such a barcode, {soldByWeight, uom}
 * @returns {{type: string, code: object|object[]}|null} which of a screen's callbacks, and with what; null where the
 *   code names no goods, so that it is read as any other
 */
export function readerCall(parsed, find) {
    if (parsed?.kind !== "gs1" || !/^\d{14}$/.test(parsed.gtin || "")) {
        return null;
    }
    const candidates = barcodesOf(parsed.gtin);
    const barcode = candidates.find((candidate) => find(candidate)) || candidates[1] || parsed.gtin;
    const goods = find(barcode);
    const product = { type: "product", code: barcode, base_code: barcode, value: barcode };
    if (isNumber(parsed.price)) {
        return { type: "price", code: { ...product, type: "price", value: Number(parsed.price) } };
    }
    const lot = parsed.serial || parsed.batch;
    return {
        type: "gs1",
        code: [
            product,
            ...(lot ? [{ type: "lot", code: lot, value: lot, base_code: lot }] : []),
            ...(goods?.soldByWeight && isNumber(parsed.weight_kg)
                ? [
                      {
                          type: "quantity",
                          value: Number(parsed.weight_kg),
                          rule: { associated_uom_id: [goods.uom] },
                      },
                  ]
                : []),
        ],
    };
}

/** The day from which these goods may not be sold any more, where it has passed; today as YYYY-MM-DD. */
export function pastDate(parsed, today) {
    const last = parsed?.expires || null;
    return last && last < today ? last : null;
}

function isNumber(text) {
    return /^\d+(\.\d+)?$/.test(text || "") && Number(text) > 0;
}
