/**
 * The merchant's slips of card payments of this page, by the payment's uuid: lines of text as the terminal
 * gave them. They are no part of the sale, so nothing keeps them but the paper.
 */

export const merchantSlips = new Map();

/** Terminals put a line for it on the slip when the cardholder has to sign. */
export function needsSignature(lines) {
    return lines.some((line) => /signatu/i.test(line));
}
