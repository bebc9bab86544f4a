/**
 * Measures, wraps and pads text in characters: paper knows no other unit.
 */

/** Asian letters and emoji take two columns; the printer's side measures them so and refuses what is wider. */
const WIDE =
    /[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d37f}\u{1f200}-\u{1f2ff}\u{1f600}-\u{1f64f}\u{20000}-\u{3ffff}]/u;
const BREAKS = /\r\n|[\n\r\u2028\u2029]/;
/** What no paper shows: to a printer these would be commands, so it refuses a row that has one. */
const CONTROLS = /[\p{Cc}\p{Cs}]/gu;
/** What belongs to the figure before it, and what to the word after: "340 g", "str. M" stay on one row. */
const UNIT = /^(?:k?g|hg|[dcm]?l|[cm]?m|stk|pk|pcs|kr|%)[.,;:)]*$/i;
const LABEL = /^(?:str|nr|no|size)\.?$/i;

/** Paper prints code points; combining marks are composed first so that "å" is one. */
export function characters(text) {
    return [...String(text).normalize("NFC")];
}

export function textWidth(text) {
    return characters(text).reduce((width, letter) => width + letterWidth(letter), 0);
}

function letterWidth(letter) {
    return WIDE.test(letter) ? 2 : 1;
}

/** Characters that fit on a row at a size: wide and double letters take two columns. */
export function columnsAt(columns, size) {
    return size === "wide" || size === "double" ? Math.floor(columns / 2) : columns;
}

/** Splits a text into rows of at most `width` characters, between words where it can. */
export function wrap(text, width) {
    const rows = [];
    for (const paragraph of String(text).split(BREAKS)) {
        rows.push(...wrapParagraph(paragraph.replace(CONTROLS, " "), width));
    }
    return rows;
}

/** Blanks stay as written where the text fits; leading ones indent every row they wrap to. */
function wrapParagraph(paragraph, width) {
    const whole = paragraph.trimEnd();
    if (textWidth(whole) <= width) {
        return [whole];
    }
    const margin = whole.match(/^\s*/)[0].slice(0, Math.floor(width / 2));
    const room = width - margin.length;
    return wrapWords(wordsOf(whole.trim(), room), room).map((row) => margin + row);
}

function wordsOf(text, width) {
    const words = [];
    for (const word of text.split(/\s+/)) {
        const before = words.at(-1) || "";
        const isOne = (/\d$/.test(before) && UNIT.test(word)) || LABEL.test(before);
        if (isOne && textWidth(`${before} ${word}`) <= width) {
            words[words.length - 1] = `${before} ${word}`;
        } else {
            words.push(word);
        }
    }
    return words;
}

function wrapWords(words, width) {
    const rows = [];
    let row = "";
    for (const word of words) {
        const candidate = row ? `${row} ${word}` : word;
        if (textWidth(candidate) <= width) {
            row = candidate;
            continue;
        }
        if (row) {
            rows.push(row);
        }
        const pieces = breakWord(word, width);
        rows.push(...pieces.slice(0, -1));
        row = pieces.at(-1);
    }
    rows.push(row);
    return rows;
}

function breakWord(word, width) {
    const pieces = [""];
    let room = width;
    for (const letter of characters(word)) {
        if (letterWidth(letter) > room) {
            pieces.push("");
            room = width;
        }
        pieces[pieces.length - 1] += letter;
        room -= letterWidth(letter);
    }
    return pieces;
}

/** Fills a text up with blanks to the width, as a printer's column does. */
export function pad(text, width, align = "left") {
    const missing = Math.max(0, width - textWidth(text));
    if (align === "right") {
        return " ".repeat(missing) + text;
    }
    if (align === "center") {
        const before = Math.floor(missing / 2);
        return " ".repeat(before) + text + " ".repeat(missing - before);
    }
    return text + " ".repeat(missing);
}
