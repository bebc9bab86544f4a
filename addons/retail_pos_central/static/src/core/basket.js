/**
 * Between an order of the till and the campaign engine: quantities as decimal texts, amounts in
 * minor units, and back: the discount that makes Odoo's own arithmetic come out at the engine's net.
 */

/** 3 → "3", 1.2350000000000001 → "1.235": the quantity the cashier sees, without float noise. */
export function qtyText(qty, digits = 6) {
    const text = qty.toFixed(digits).replace(/\.?0+$/, "");
    return text === "-0" ? "0" : text;
}

/** Amount in minor units, half up on the magnitude, immune to float noise (1.005 is 101). */
export function toMinor(amount, decimals = 2) {
    const scaled = Math.abs(amount) * 10 ** decimals;
    const minor = Math.floor(scaled + 0.5 + scaled * 1e-12 + 1e-9);
    return amount < 0 ? -minor || 0 : minor;
}

export function fromMinor(minor, decimals = 2) {
    return minor / 10 ** decimals;
}

/**
 * The discount in percent with which price × qty becomes exactly the net, in full double precision.
 * It also absorbs the rounding of a weighed line, so that lines add up to the total to the øre; that
 * part may be a tiny bit below zero.
 */
export function discountFor(price, qty, netMinor, decimals = 2) {
    const gross = price * qty;
    if (!gross) {
        return 0;
    }
    const net = fromMinor(netMinor, decimals);
    if (Math.abs(gross - net) < 1e-9 * Math.max(1, Math.abs(gross))) {
        return 0;
    }
    const exact = 100 * (1 - net / gross);
    // 20 rather than 19.999999999999996 where both give the net: people read this figure too.
    const readable = Number(exact.toFixed(4));
    return Math.abs(gross * (1 - readable / 100) - net) < 1e-9 ? readable : exact;
}

/** A cashier's own discount counts on what campaigns left of the price. */
export function netAfterManual(netMinor, manualPercent) {
    if (!manualPercent) {
        return netMinor;
    }
    const percent = Math.min(100, Math.max(0, manualPercent));
    return netMinor - toMinor((netMinor * percent) / 100, 0);
}
