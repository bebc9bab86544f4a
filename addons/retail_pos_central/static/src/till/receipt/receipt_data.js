/* global luxon */
/**
 * An order of the till as the data of a receipt: texts, and amounts in minor units.
 */

import { qtyText, toMinor } from "../../core/basket";
import { inOtherWords } from "../../core/receipt/names";
import { formatOrgNumber } from "../../core/receipt/org_number";
import { localized } from "../../core/texts";
import { campaignBook } from "../campaigns/campaign_book";
import { tillLanguage } from "../language/till_language";
import { tillNow } from "../sync/till_clock";

const { DateTime } = luxon;
const BREAK = /<br\s*\/?>|\r?\n/i;

/** Who sells: what every receipt begins with, also one without goods. */
export function partiesData(pos) {
    const { config, company } = pos;
    const now = DateTime.fromMillis(tillNow()).setZone(config._retail?.timezone || "local");
    return {
        copy_number: 0,
        lang: tillLanguage(),
        training: Boolean(pos.retailTraining),
        store: config._retail?.store || { name: config.name },
        company: companyData(company, config),
        till: { name: config.name },
        cashier: { name: pos.getCashier()?.name || "" },
        order: { number: "", barcode: "", date: now.toFormat("dd.MM.yyyy"), time: now.toFormat("HH:mm") },
        customer: null,
    };
}

/**
 * @param {PosOrder} order
 * @param {{kind?: string, copyNumber?: number}} options `kind` is guessed from the order when absent
 */
export function receiptData(order, { kind, copyNumber = 0 } = {}) {
    const { config, company, currency } = order;
    const minor = (amount) => toMinor(amount, currency.decimal_places);
    const lang = order.partner_id?.lang || tillLanguage();
    const shown = order.lines.filter((line) => !line.combo_parent_id);
    const lines = shown.map((line) => lineData(line, minor, lang));
    const sum = (field) => lines.reduce((total, line) => total + line[field], 0);
    const net = minor(order.prices.taxDetails.total_amount_no_rounding);
    const rounding = order.finalized ? minor(order.appliedRounding) : 0;
    return {
        kind: kind || kindOf(order),
        copy_number: copyNumber,
        lang,
        training: Boolean(order.retail_training),
        store: config._retail?.store || { name: config.name },
        company: companyData(company, config),
        till: { name: config.name },
        cashier: { name: cashierName(order) },
        order: orderFacts(order, config._retail?.timezone),
        lines,
        notes: notesIn(order.retailReceiptNotes, lang),
        totals: { gross: sum("gross"), discount: sum("discount"), net, rounding, to_pay: net + rounding },
        vat: vatByRate(order, minor),
        payments: order.payment_ids.filter((p) => !p.is_change).map((p) => paymentData(p, minor, lang)),
        change: order.finalized ? minor(order.change) : 0,
        customer: customerData(order.partner_id),
    };
}

function kindOf(order) {
    if (!order.finalized) {
        return "parked";
    }
    const [hasBack, hasSold] = [order.lines.some(isBack), order.lines.some((line) => !isBack(line))];
    if (hasBack && hasSold) {
        return "exchange";
    }
    return order.isRefund || hasBack ? "return" : "sale";
}

const isBack = (line) => line.qty < 0;

function cashierName(order) {
    return order.employee_id?.name || order.user_id?.name || "";
}

function companyData(company, config) {
    const address = [company.street, [company.zip, company.city].filter(Boolean).join(" ")];
    const png = /^data:image\/png;base64,(.+)$/.exec(config.uiState?.receiptLogoDataUrl || "");
    return {
        name: company.name,
        org_number: formatOrgNumber(company.vat || company.company_registry),
        address: address.filter(Boolean).join(", "),
        phone: company.phone || "",
        email: company.email || "",
        website: company.website || "",
        logo: png ? { data: png[1], width_px: 256 } : null,
    };
}

function orderFacts(order, timezone) {
    const moment = (order.date_order || DateTime.now()).setZone(timezone || "local");
    const original = order.lines.map((line) => line.refunded_orderline_id?.order_id).find(Boolean);
    return {
        number: order.pos_reference || order.name,
        original: original?.pos_reference || "",
        barcode: order.pos_reference || order.name,
        reference: order.tracking_number || "",
        date: moment.toFormat("dd.MM.yyyy"),
        time: moment.toFormat("HH:mm"),
        note: order.general_customer_note || "",
    };
}

/** What the customer calls the goods; the till knows other languages' names where they differ from its own. */
function goodsName(line, lang) {
    const { product_id: product, attribute_value_ids: chosen } = line;
    const values = chosen?.length ? chosen : product.product_template_variant_value_ids || [];
    const parts = [product.product_tmpl_id, ...values].filter(Boolean);
    return inOtherWords(
        line.getFullProductName(),
        parts.map((part) => ({ own: part.name, other: part._retail_names?.[lang] }))
    );
}

/** As somebody typed them, or in the customer's language where they are known in several. */
const notesIn = (notes, lang) => notes.map((note) => localized(note, lang));

function lineData(line, minor, lang) {
    const isCombo = line.combo_line_ids.length > 0;
    const net = isCombo ? comboAmount(line, minor) : minor(line.prices.total_included);
    const gross = isCombo ? net : toMinor(minor(line.price_unit) * line.qty, 0);
    const weighed = !Number.isInteger(line.qty);
    return {
        name: goodsName(line, lang),
        qty: qtyText(line.qty),
        unit: weighed ? line.product_id.uom_id?.name || "" : "",
        weighed,
        price: minor(line.price_unit),
        gross,
        discount: gross - net,
        net,
        vat: line.tax_ids.reduce((total, tax) => total + tax.amount, 0),
        savings: (line.retail_savings || []).map(({ offer, name, amount }) => ({
            name: campaignBook.nameOf(offer, lang) || name,
            amount,
        })),
        notes: notesIn(line.retailReceiptNotes, lang),
    };
}

function comboAmount(line, minor) {
    return line.combo_line_ids.reduce((total, child) => total + minor(child.prices.total_included), 0);
}

/** As Odoo books it: the sum over the lines of what each tax got. */
function vatByRate(order, minor) {
    const byRate = new Map();
    for (const line of order.lines) {
        const taxes = line.prices.taxes_data || [];
        const parts = taxes.length
            ? taxes.map((t) => [t.tax.amount, t.base_amount_currency, t.tax_amount_currency])
            : [[0, line.prices.total_excluded, 0]];
        for (const [rate, base, vat] of parts) {
            const found = byRate.get(rate) || { rate, base: 0, vat: 0 };
            byRate.set(rate, { rate, base: found.base + base, vat: found.vat + vat });
        }
    }
    return [...byRate.values()]
        .sort((a, b) => b.rate - a.rate)
        .map(({ rate, base, vat }) => ({
            rate,
            base: minor(base),
            vat: minor(vat),
            net: minor(base) + minor(vat),
        }));
}

export function paymentData(payment, minor, lang) {
    const { payment_method_id: method } = payment;
    const slip = (payment.ticket || "")
        .split(BREAK)
        .map((line) => line.trim())
        .filter(Boolean);
    const isCard = slip.length || payment.card_no || payment.card_type;
    return {
        name: method._retail_names?.[lang] || method.name,
        amount: minor(payment.getAmount()),
        card: isCard
            ? {
                  slip,
                  brand: payment.card_brand || payment.card_type || "",
                  masked_pan: payment.card_no || "",
                  auth_code: payment.payment_method_authcode || "",
                  ref: payment.payment_ref_no || payment.transaction_id || "",
              }
            : null,
    };
}

function customerData(partner) {
    if (!partner) {
        return null;
    }
    return {
        name: partner.name || "",
        number: partner.ref || "",
        address: [partner.street, [partner.zip, partner.city].filter(Boolean).join(" ")]
            .filter(Boolean)
            .join(", "),
        email: partner.email || "",
        phone: partner.phone || "",
    };
}
