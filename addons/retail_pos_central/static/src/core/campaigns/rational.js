/**
 * Exact arithmetic on amounts. Amounts are integers in minor units; quantities and percentages are
 * fractions `{num, den}` read from decimal text. Nothing here passes through a binary fraction:
 * products beyond 2^53 are computed with BigInt.
 */

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/;
const MAX_DECIMALS = 6;

/**
 * The fraction a decimal text stands for, or null when it is no such text.
 * "0.735" → {num: 735, den: 1000}; "-2" → {num: -2, den: 1}. More than six decimals that are not
 * zeros, exponents, spaces and decimal commas are refused.
 */
export function parseDecimal(text) {
    const match = typeof text === "string" ? DECIMAL.exec(text) : null;
    if (!match) {
        return null;
    }
    const decimals = (match[3] || "").replace(/0+$/, "");
    const num = Number(match[2] + decimals);
    if (decimals.length > MAX_DECIMALS || !Number.isSafeInteger(num)) {
        return null;
    }
    return { num: match[1] && num ? -num : num, den: 10 ** decimals.length };
}

/** A JSON number (20, 12.5) or decimal text ("11.11") as a fraction, or null. */
export function parseNumber(value) {
    return typeof value === "number" ? parseDecimal(String(value)) : parseDecimal(value);
}

/** a + b for fractions whose denominators are powers of ten. */
export function addFractions(a, b) {
    const den = Math.max(a.den, b.den);
    return { num: a.num * (den / a.den) + b.num * (den / b.den), den };
}

/** Negative, zero or positive as a < b, a = b, a > b. */
export function compareFractions(a, b) {
    const difference = BigInt(a.num) * BigInt(b.den) - BigInt(b.num) * BigInt(a.den);
    return difference < 0n ? -1 : Number(difference > 0n);
}

/** amount × num / den, rounded half-up on the magnitude. */
export function roundedShare(amount, num, den) {
    const product = Math.abs(amount * num);
    const negative = amount < 0 !== num < 0;
    let magnitude;
    if (2 * product + den <= Number.MAX_SAFE_INTEGER) {
        const rest = product % den;
        magnitude = (product - rest) / den + (2 * rest >= den ? 1 : 0);
    } else {
        const exact = BigInt(amount) * BigInt(num);
        const size = exact < 0n ? -exact : exact;
        magnitude = Number((2n * size + BigInt(den)) / (2n * BigInt(den)));
    }
    return negative && magnitude ? -magnitude : magnitude;
}

/** amount × weight / whole for non-negative integers: the floor, and the remainder of the division. */
export function floorShare(amount, weight, whole) {
    const product = amount * weight;
    if (product <= Number.MAX_SAFE_INTEGER) {
        const rest = product % whole;
        return { share: (product - rest) / whole, rest };
    }
    const exact = BigInt(amount) * BigInt(weight);
    const divisor = BigInt(whole);
    return { share: Number(exact / divisor), rest: Number(exact % divisor) };
}
