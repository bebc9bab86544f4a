/** What the customer sees on a display at the box, made from what Odoo words for its own customer display. */

const MOST_LINES = 300;
const MOST_CHARS = 200;
const NO_CONTROLS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const text = (value) =>
    String(value ?? "")
        .replace(NO_CONTROLS, " ")
        .trim()
        .slice(0, MOST_CHARS);

/**
 * @param data of Odoo's customer display: {finalized, amount, change, lines: [{productName, price, qty, unit,
 *   unitPrice, discount, retailSavings, retailEach}], retailHints, retailSaved, retailPayment: {card, paid, due},
 *   retailPlace, scaleData: {product, netWeight, tare, unitPrice, totalPrice}}
 * @param words {welcome, thanks, total, paid, change, due, paid_so_far, card, checking, tare} in the
 *   customer's language; change, paid_so_far and tare have %s for what is known then
 * @param {string} lang such as nb_NO
 */
export function displayDocument(data, words, lang) {
    const onScale = data.scaleData ? [weighed(data.scaleData, words)] : [];
    const lines = [...(data.lines || []).map(line), ...onScale].slice(-MOST_LINES);
    if (data.finalized) {
        const hint = data.change ? words.change.replace("%s", data.change) : "";
        return {
            state: "paid",
            lang,
            title: text(words.thanks),
            total_text: text(words.paid),
            total: text(data.amount),
            hint: text(hint),
        };
    }
    if (!lines.length) {
        const hint = text(data.retailPlace);
        return { state: "welcome", lang, title: text(words.welcome), ...(hint ? { hint } : {}) };
    }
    return { state: "sale", lang, lines, ...toPay(data, words) };
}

/** What is left to pay, and what the customer shall do for it just now, which comes before offers. */
function toPay(data, words) {
    const { card, paid, due } = data.retailPayment || {};
    const title = { waiting: words.card, unknown: words.checking }[card];
    const offers = title ? [] : data.retailHints || [];
    const hint = [paid && words.paid_so_far.replace("%s", paid), data.retailSaved, ...offers];
    return {
        ...(title ? { title: text(title) } : {}),
        total_text: text(paid ? words.due : words.total),
        total: text(paid ? due : data.amount),
        hint: text(hint.filter(Boolean).join(" · ")),
    };
}

/** What lies on the scale: customers may see it weighed, and what the packaging is taken for. */
function weighed({ product, netWeight, tare, unitPrice, totalPrice }, words) {
    const isBlank = !/\d/.test(netWeight || "");
    const packed = /[1-9]/.test(tare || "") ? words.tare.replace("%s", tare) : "";
    const detail = [isBlank ? unitPrice : `${netWeight} × ${unitPrice}`, packed].filter(Boolean).join(" · ");
    return { text: text(product?.name), detail: text(detail), amount: isBlank ? "" : text(totalPrice) };
}

/** Pieces are counted, goods by weight or measure have its unit. */
function line(item) {
    const several = item.qty && !/^1([.,]0+)?$/.test(item.qty);
    const unit = /[.,]/.test(item.qty || "") ? item.unit || "" : "";
    const price = item.retailEach || item.unitPrice || "";
    const each = several ? `${item.qty} ${unit} × ${price}`.replace(/ +/g, " ") : "";
    const savings = (item.retailSavings || []).map(({ name, text: amount }) =>
        [name, amount].filter(Boolean).join(" ")
    );
    const discount = item.discount && item.discount !== "0" ? `−${item.discount} %` : "";
    const detail = [each, ...(savings.length ? savings : [discount])].filter(Boolean).join(" · ");
    return { text: text(item.productName), detail: text(detail), amount: text(item.price) };
}
