/**
 * Bars of Code 128 and EAN-13 as strings of 1 (bar) and 0 (gap), and as SVG for screen and mail.
 * The printer draws its own; this keeps a preview from lying about what can be encoded.
 */

/** Widths of bars and gaps of the 107 symbols of Code 128, in order of their value. */
const CODE128 = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 " +
    "122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 " +
    "321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 " +
    "211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 " +
    "213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 " +
    "121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 " +
    "241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 " +
    "412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 " +
    "211214 211232 2331112"
).split(" ");
const START_B = 104;
const STOP = 106;

const EAN_LEFT = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split(" ");
const EAN_PARITY = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".split(" ");

function widthsToBars(widths) {
    return [...widths].map((width, i) => (i % 2 ? "0" : "1").repeat(Number(width))).join("");
}

/** Code set B holds ASCII 32 to 126; null when the text has anything else. */
export function code128Bars(data) {
    const values = [...data].map((letter) => letter.charCodeAt(0) - 32);
    if (!values.length || values.some((value) => value < 0 || value > 94)) {
        return null;
    }
    const check = values.reduce((sum, value, i) => sum + value * (i + 1), START_B) % 103;
    return [START_B, ...values, check, STOP].map((value) => widthsToBars(CODE128[value])).join("");
}

export function ean13CheckDigit(twelve) {
    const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0);
    return String((10 - (sum % 10)) % 10);
}

/** Null unless the data is 13 digits with the right check digit. */
export function ean13Bars(data) {
    if (!/^\d{13}$/.test(data) || ean13CheckDigit(data.slice(0, 12)) !== data[12]) {
        return null;
    }
    const invert = (bits) => [...bits].map((bit) => (bit === "1" ? "0" : "1")).join("");
    const parity = EAN_PARITY[Number(data[0])];
    const left = [...data.slice(1, 7)].map((digit, i) => {
        const code = EAN_LEFT[Number(digit)];
        return parity[i] === "L" ? code : [...invert(code)].reverse().join("");
    });
    const right = [...data.slice(7)].map((digit) => invert(EAN_LEFT[Number(digit)]));
    return `101${left.join("")}01010${right.join("")}101`;
}

export function barcodeBars(symbology, data) {
    return symbology === "ean13" ? ean13Bars(data) : code128Bars(data);
}

/** Dots of one character across the paper, and the narrowest bar and module that printers and scanners manage. */
export const DOTS_PER_LETTER = 12;
const NARROWEST_BAR = 2;
/** Bytes that each version of a QR code holds at error correction M. */
const QR_BYTES = [
    14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779,
    857, 911, 997, 1059, 1125, 1190,
];

export function barcodeFits(symbology, data, columns) {
    const bars = barcodeBars(symbology, data);
    return Boolean(bars) && bars.length * NARROWEST_BAR <= columns * DOTS_PER_LETTER;
}

/** The size up to `wanted` at which a QR code fits the paper; 0 where none does. */
export function qrSizeFor(data, wanted, columns) {
    const bytes = new TextEncoder().encode(data).length;
    const version = QR_BYTES.findIndex((room) => bytes <= room) + 1;
    return version ? Math.min(wanted, Math.floor((columns * DOTS_PER_LETTER) / (17 + 4 * version))) : 0;
}

/** An SVG with one unit a module and a quiet zone of ten; null when the data can't be encoded. */
export function barcodeSvg(symbology, data, heightPx) {
    const bars = barcodeBars(symbology, data);
    if (!bars) {
        return null;
    }
    const rects = [...bars.matchAll(/1+/g)].map(
        (bar) => `<rect x="${bar.index + 10}" y="0" width="${bar[0].length}" height="10"/>`
    );
    const width = bars.length + 20;
    return (
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 10" preserveAspectRatio="none" ` +
        `style="width:${width * 1.5}px;max-width:100%;height:${heightPx}px" shape-rendering="crispEdges" ` +
        `role="img">${rects.join("")}</svg>`
    );
}
