/** What a box's word on a card payment means for the till. Amounts are minor units (øre). */

/** The payment line's status while its outcome is not known; Odoo's own statuses serve for the rest. */
export const UNKNOWN_STATUS = "retail_unknown";

const RUNNING = ["sending", "in_progress"];
const TAKEN = ["approved", "partial"];
const NOT_TAKEN = ["declined", "cancelled", "failed", "reversed"];

/**
 * @param payment as GET /v1/payments/{id} gives it
 * @returns {{final: boolean, taken: boolean, lineStatus: string, code: string|null}}
 */
export function meaning(payment) {
    const code = payment.error?.code || null;
    if (TAKEN.includes(payment.state)) {
        return {
            final: true,
            taken: true,
            lineStatus: "done",
            code: payment.state === "partial" ? "partial" : code,
        };
    }
    if (NOT_TAKEN.includes(payment.state)) {
        return { final: true, taken: false, lineStatus: "retry", code: code || payment.state };
    }
    if (RUNNING.includes(payment.state)) {
        return { final: false, taken: false, lineStatus: "waitingCard", code };
    }
    // "unknown", and whatever a newer box may say: nothing is decided.
    return { final: false, taken: false, lineStatus: UNKNOWN_STATUS, code: code || "unknown" };
}

export function toMinor(amount, decimals) {
    return Math.round(Math.abs(amount) * 10 ** decimals);
}

export function fromMinor(amount, decimals) {
    return amount / 10 ** decimals;
}

/** The request for a payment line; a negative amount is money back to the card. */
export function paymentRequest({ id, amount, decimals, currency, reference, original }) {
    const kind = amount < 0 ? "refund" : "payment";
    return {
        id,
        kind,
        amount: toMinor(amount, decimals),
        currency,
        reference,
        original: kind === "refund" ? original || null : null,
    };
}

/** Fields of Odoo's payment line that say which card paid; nothing that could serve to pay again. */
export function cardFields(payment) {
    const card = payment.card || {};
    const digits = String(card.masked_pan || "").replace(/\D/g, "");
    return {
        card_type: card.entry || "",
        card_brand: card.brand || "",
        card_no: digits.slice(-4),
        payment_method_authcode: card.auth_code || "",
        payment_ref_no: payment.psp_reference || card.ref || "",
    };
}
