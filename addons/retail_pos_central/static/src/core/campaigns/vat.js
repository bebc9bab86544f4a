/**
 * VAT that is contained in the nets of a basket: rounded once per rate, not per line.
 */

import { roundedShare } from "./rational";

/** The VAT within an amount at a rate given as a fraction of percent: 25/1 → 25/125 of it. */
export function vatWithin(net, rate) {
    return roundedShare(net, rate.num, 100 * rate.den + rate.num);
}

/**
 * @param {{rate: {num, den}, net: number}[]} lines
 * @returns {{rate: number, net: number, vat: number}[]} highest rate first
 */
export function vatByRate(lines) {
    const nets = new Map();
    for (const { rate, net } of lines) {
        const key = rate.num / rate.den;
        const sum = nets.get(key) || { rate, net: 0 };
        sum.net += net;
        nets.set(key, sum);
    }
    return [...nets]
        .sort(([a], [b]) => b - a)
        .map(([key, { rate, net }]) => ({ rate: key, net, vat: vatWithin(net, rate) }));
}
