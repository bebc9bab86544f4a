/**
 * The kinds of receipt that a till prints, and what they have in common. "copy" is no kind of its own
 * but what a template may ask for: a copy of a return is still a return.
 */

export const RECEIPT_KINDS = [
    "sale",
    "return",
    "exchange",
    "copy",
    "gift",
    "parked",
    "payment_slip",
    "cash_in",
    "cash_out",
    "x_report",
    "z_report",
];

/** Goods with prices: totals, VAT, payments and savings have a meaning. */
const PRICED = new Set(["sale", "return", "exchange", "parked"]);
const REPORTS = new Set(["x_report", "z_report"]);
const CASH_MOVES = new Set(["cash_in", "cash_out"]);

/** The kind under a copy mark. */
export function ownKind(data) {
    return data.kind === "copy" ? data.of_kind || "sale" : data.kind;
}

export function isCopy(data) {
    return data.kind === "copy" || data.copy_number > 0;
}

export const isPriced = (data) => PRICED.has(ownKind(data));
export const isReport = (data) => REPORTS.has(data.kind);
export const isCashMove = (data) => CASH_MOVES.has(data.kind);
export const isSlip = (data) => data.kind === "payment_slip";
/** What a customer gets about goods; reports and slips have no return terms, savings or receipt barcode. */
export const isAboutGoods = (data) => isPriced(data) || ownKind(data) === "gift";
