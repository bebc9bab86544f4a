/**
 * Texts as they are searched: small letters without accents, in words.
 */

/** Letters that Unicode does not take apart. */
const LETTERS = { æ: "ae", ø: "o", å: "a", œ: "oe", ß: "ss", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i" };
const OTHERS = /[æøåœßđðþłı]/g;
const MARKS = /\p{M}/gu;
/** "0,5 l" and "0.5 l" are the same. */
const DECIMAL_COMMA = /(\d),(?=\d)/g;
const NOT_ASCII = /[^\p{ASCII}]/u;

export function fold(text) {
    const small = text.toLowerCase().replace(DECIMAL_COMMA, "$1.");
    if (!NOT_ASCII.test(small)) {
        return small;
    }
    return small
        .normalize("NFC")
        .replace(OTHERS, (letter) => LETTERS[letter])
        .normalize("NFD")
        .replace(MARKS, "");
}

const isDigit = (code) => code >= 48 && code <= 57;
const isWordChar = (code) => isDigit(code) || (code >= 97 && code <= 122) || code > 127;
const POINT = 46;

/**
 * Calls back with start and end of each word of a folded text; a point between digits does not part them. By hand, since a start goes through the names of a whole catalogue.
 */
export function eachWord(text, callback, start = 0, end = text.length) {
    let from = -1;
    for (let place = start; place <= end; place++) {
        const code = place < end ? text.charCodeAt(place) : 0;
        const isInside =
            isWordChar(code) ||
            (code === POINT &&
                from >= 0 &&
                isDigit(text.charCodeAt(place - 1)) &&
                isDigit(text.charCodeAt(place + 1)));
        if (isInside) {
            from = from < 0 ? place : from;
        } else if (from >= 0) {
            callback(from, place);
            from = -1;
        }
    }
}

export function wordsOf(folded) {
    const words = [];
    eachWord(folded, (start, end) => words.push(folded.slice(start, end)));
    return words;
}
