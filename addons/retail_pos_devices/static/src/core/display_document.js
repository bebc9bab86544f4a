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
 *   unitPrice, discount, retailSavings}], retailHints, retailSaved}
 * @param words {welcome, thanks, total, paid, change} in the customer's language; change has %s for the amount
 * @param {string} lang such as nb_NO
 */
export function displayDocument(data, words, lang) {
    const lines = (data.lines || []).slice(-MOST_LINES).map(line);
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
        return { state: "welcome", lang, title: text(words.welcome) };
    }
    const hint = [data.retailSaved, ...(data.retailHints || [])].filter(Boolean).join(" · ");
    return {
        state: "sale",
        lang,
        lines,
        total_text: text(words.total),
        total: text(data.amount),
        hint: text(hint),
    };
}

function line(item) {
    const several = item.qty && !/^1([.,]0+)?$/.test(item.qty);
    const each = several
        ? `${item.qty} ${item.unit || ""} × ${item.unitPrice || ""}`.replace(/ +/g, " ")
        : "";
    const savings = (item.retailSavings || []).map((saving) => saving.text || saving.name);
    const discount = item.discount && item.discount !== "0" ? `−${item.discount} %` : "";
    const detail = [each, ...(savings.length ? savings : [discount])].filter(Boolean).join(" · ");
    return { text: text(item.productName), detail: text(detail), amount: text(item.price) };
}
