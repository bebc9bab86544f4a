/** Words and icons of the receipt designer: blocks, kinds, papers, properties. */

import { _t } from "@web/core/l10n/translation";

export const BLOCK_LABELS = {
    logo: [_t("Logo"), "fa-picture-o"],
    text: [_t("Text"), "fa-font"],
    header: [_t("Number, date, till"), "fa-id-card-o"],
    lines: [_t("Goods"), "fa-list"],
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
    copy: _t("Copy"),
    gift: _t("Gift receipt"),
    parked: _t("Parked sale"),
};

/** Width of the paper and, as printers differ, how many characters a row holds. */
export const PAPERS = [
    { columns: 32, label: "58 mm (32)" },
    { columns: 42, label: "80 mm (42)" },
    { columns: 48, label: "80 mm (48)" },
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
