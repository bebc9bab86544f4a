/** The words that the label designer offers. */

import { _t } from "@web/core/l10n/translation";

export const ELEMENT_LABELS = {
    text: _t("Text"),
    price: _t("Price, large"),
    barcode: _t("Barcode"),
    qr: _t("QR code"),
    box: _t("Coloured area"),
    line: _t("Line"),
};

export const FIELD_LABELS = {
    name: _t("Name of the goods"),
    content: _t("Content"),
    price: _t("Price"),
    before: _t("Before price"),
    unit_price: _t("Unit price"),
    offer: _t("Campaign"),
    valid: _t("Valid dates"),
    code: _t("Item number"),
    barcode: _t("Barcode"),
    store: _t("Store"),
    printed: _t("Date of print"),
};
