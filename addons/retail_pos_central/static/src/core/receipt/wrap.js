/**
 * Measures, wraps and pads text in characters: paper knows no other unit.
 */

/** Paper prints code points; combining marks are composed first so that "å" is one. */
export function characters(text) {
    return [...String(text).normalize("NFC")];
}

export function textWidth(text) {
    return characters(text).length;
}

/** Characters that fit on a row at a size: wide and double letters take two columns. */
export function columnsAt(columns, size) {
    return size === "wide" || size === "double" ? Math.floor(columns / 2) : columns;
}

/** Splits a text into rows of at most `width` characters, between words where it can. */
export function wrap(text, width) {
    const rows = [];
    for (const paragraph of String(text).split(/\r?\n/)) {
        rows.push(...wrapParagraph(paragraph, width));
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
    return wrapWords(whole.trim().split(/\s+/), width - margin.length).map((row) => margin + row);
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
    const letters = characters(word);
    const pieces = [];
    for (let start = 0; start < letters.length; start += width) {
        pieces.push(letters.slice(start, start + width).join(""));
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
