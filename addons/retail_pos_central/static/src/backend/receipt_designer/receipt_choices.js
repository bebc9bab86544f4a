/** Words and icons of the receipt designer: blocks, kinds, papers, properties. */

import { _t } from "@web/core/l10n/translation";

export const BLOCK_LABELS = {
    logo: [_t("Logo"), "fa-picture-o"],
    text: [_t("Text"), "fa-font"],
    header: [_t("Number, date, till"), "fa-id-card-o"],
    lines: [_t("Goods or figures"), "fa-list"],
    totals: [_t("Totals"), "fa-calculator"],
    payments: [_t("Payments"), "fa-credit-card"],
    vat: [_t("VAT per rate"), "fa-table"],
    savings: [_t("Savings"), "fa-tags"],
    customer: [_t("Customer"), "fa-user"],
    return_terms: [_t("Return terms"), "fa-undo"],
    signature: [_t("Signature line"), "fa-pencil"],
    barcode: [_t("Barcode"), "fa-barcode"],
    qr: [_t("QR code"), "fa-qrcode"],
    rule: [_t("Line across"), "fa-minus"],
    space: [_t("Space"), "fa-arrows-v"],
    cut: [_t("Cut"), "fa-scissors"],
};

export const KIND_LABELS = {
    sale: _t("Sale"),
    return: _t("Return"),
    exchange: _t("Exchange"),
    copy: _t("Copy"),
    gift: _t("Gift receipt"),
    parked: _t("Parked sale"),
    payment_slip: _t("Payment slip"),
    cash_in: _t("Cash in"),
    cash_out: _t("Cash out"),
    x_report: _t("X report"),
    z_report: _t("Z report"),
};

/** A block's conditions in few words, for the list. */
export function conditionWords({ if: conditions = {} }) {
    const { kind = [], customer, saved, min_total } = conditions;
    const words = kind.map((each) => KIND_LABELS[each] || each);
    if (customer !== undefined) {
        words.push(customer ? _t("customer known") : _t("customer unknown"));
    }
    if (saved !== undefined) {
        words.push(saved ? _t("saved something") : _t("saved nothing"));
    }
    if (min_total !== undefined) {
        words.push(_t("from %s", min_total / 100));
    }
    return words.join(", ");
}

/** Width of the paper and, as printers differ, how many characters a row holds. */
export const PAPERS = [
    { columns: 32, label: "58 mm (32)" },
    { columns: 42, label: "80 mm (42)" },
    { columns: 48, label: "80 mm (48)" },
];

/** Where the receipt is looked at: all show the same document. */
export const VIEWS = [
    ["paper", _t("On paper")],
    ["screen", _t("On the till")],
    ["mail", _t("In a mail")],
];

export const ALIGNMENTS = [
    ["left", "fa-align-left", _t("Left")],
    ["center", "fa-align-center", _t("Centre")],
    ["right", "fa-align-right", _t("Right")],
];

export const SIZES = [
    ["normal", _t("Normal")],
    ["tall", _t("Tall")],
    ["wide", _t("Wide")],
    ["double", _t("Double")],
];
