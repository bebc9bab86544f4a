/** What a scale at a box says of the goods on it. Whatever is not a weight at rest is an error, never 0. */

import { BoxError } from "./errors.js";

/** How long the box waits for the scale to come to rest. */
export const REST_S = 2;

/** The goods or the hand move, or nothing lies there yet: looked at again by itself. */
const PASSING = ["scale_motion", "scale_underload", "scale_minimum", "scale_overload", "scale_unchanged"];

export function isPassing(code) {
    return PASSING.includes(code);
}

/** @param answer of POST /v1/scales/{device}/read; @returns {number} kilograms */
export function weightKg(answer) {
    const isWeight = answer?.unit === "kg" && answer.stable === true && /^\d+(\.\d+)?$/.test(answer.weight);
    if (!isWeight) {
        throw new BoxError("scale_error", { message: "the box's answer is no weight at rest" });
    }
    return Number(answer.weight);
}

/** The question; some scales show price and name to the customer. Prices are minor units, as in payments. */
export function weighRequest({ name, unitPrice, decimals }) {
    const price = Math.round(unitPrice * 10 ** decimals);
    const text = String(name || "")
        .trim()
        .slice(0, 40);
    return {
        stable: true,
        wait_s: REST_S,
        ...(price >= 1 && price <= 999_999 ? { unit_price: price } : {}),
        ...(text ? { text } : {}),
    };
}

/** What packaging weighs, as a person typed it ("0,02"), in kilograms; null when it is no weight. */
export function typedTareKg(text) {
    const match = /^\s*(\d{0,4})(?:[.,](\d{1,3}))?\s*(?:kg)?\s*$/i.exec(String(text ?? ""));
    return match ? Number(`${match[1] || 0}.${match[2] || 0}`) : null;
}

/** A weight that a person typed, in kilograms as printed ("1,235"), or null when it is none. */
export function typedWeightKg(text) {
    return typedTareKg(text) || null;
}
