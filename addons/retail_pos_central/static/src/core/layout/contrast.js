/**
 * Colours a person can read: WCAG 2 contrast between two colours, and the ink for a background.
 */

/** WCAG AA for normal text. */
export const AA_RATIO = 4.5;

export const LIGHT_INK = "#ffffff";
export const DARK_INK = "#000000";

/** "#2f6f4f" or "#264" → [47, 111, 79]; null for anything else. */
export function parseColor(color) {
    const match = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(String(color ?? "").trim());
    if (!match) {
        return null;
    }
    const digits = match[1].length === 3 ? [...match[1]].map((d) => d + d).join("") : match[1];
    return [0, 2, 4].map((start) => parseInt(digits.slice(start, start + 2), 16));
}

function luminance(color) {
    const [red, green, blue] = parseColor(color).map((channel) => {
        const value = channel / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 (equal) to 21 (black on white). */
export function contrastRatio(first, second) {
    const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}

/** The ink with more contrast on a background. One of the two always passes AA. */
export function inkOn(background) {
    const light = contrastRatio(background, LIGHT_INK);
    const dark = contrastRatio(background, DARK_INK);
    return light >= AA_RATIO || light >= dark
        ? { color: LIGHT_INK, ratio: light }
        : { color: DARK_INK, ratio: dark };
}
