/**
 * Writes amounts and quantities the way a receipt shows them. Amounts are integers in minor
 * units (øre), quantities decimal strings: nothing here goes through a float.
 */

import { languageOf } from "./texts.js";

const DECIMAL_COMMA = new Set(["nb", "da", "sv", "de", "fi", "fr", "nl", "es", "it"]);

function separators(lang) {
    return DECIMAL_COMMA.has(languageOf(lang)) ? [",", " "] : [".", ","];
}

/** 123450 → "1 234,50" in Norwegian, "1,234.50" in English. */
export function formatMoney(minor, lang, digits = 2) {
    const [decimal, group] = separators(lang);
    const text = String(Math.abs(minor)).padStart(digits + 1, "0");
    const whole = digits ? text.slice(0, -digits) : text;
    const fraction = digits ? decimal + text.slice(-digits) : "";
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
    return (minor < 0 ? "-" : "") + grouped + fraction;
}

/** "1.500" → "1,5"; "3" → "3". */
export function formatQty(qty, lang) {
    const [decimal] = separators(lang);
    let text = String(qty);
    if (text.includes(".")) {
        text = text.replace(/0+$/, "").replace(/\.$/, "");
    }
    return text.replace(".", decimal);
}

/** 12.5 → "12,5 %". */
export function formatRate(rate, lang) {
    return `${formatQty(rate, lang)} %`;
}
