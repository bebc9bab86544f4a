/**
 * An order of the till as a basket of the campaign engine, and the engine's answer back on the order.
 */

import { reactive } from "@odoo/owl";
import { evaluate } from "../../core/campaigns/engine";
import { discountFor, netAfterManual, qtyText, toMinor } from "../../core/basket";
import { readRaw } from "../models/read_raw";
import { tillNow } from "../sync/till_clock";
import { campaignBook } from "./campaign_book";
import { priceReturns } from "./order_returns";

/** Tills outside the chain's tree work as Odoo made them. */
export function isInChain(config) {
    return Boolean(config?._retail?.store?.id);
}

/** What a line was sold as stays untouched: refunds, combos, rewards of pos_loyalty, tips. */
export function isCampaignLine(line) {
    return isInChain(line.config) && isPriced(line);
}

function isPriced(line) {
    return (
        Boolean(line.product_id) &&
        !line.refunded_orderline_id &&
        !line.isPartOfCombo() &&
        !line.is_reward_line &&
        !line.isTipLine() &&
        line.qty > 0 &&
        line.price_unit >= 0
    );
}

/** A price that the cashier typed is final: campaigns leave it alone. */
function takesOffers(line) {
    return line.price_type !== "manual";
}

/** Codes that campaigns select goods by: categories with all above them, and tags. */
export function productGroups(product) {
    const template = product.product_tmpl_id;
    return [
        ...template.parentCategories.map((id) => `categ:${id}`),
        ...template.parentPosCategIds.map((id) => `poscateg:${id}`),
        ...(template.product_tag_ids || []).map((tag) => `tag:${tag.id}`),
    ];
}

function vatRate(line) {
    const rate = line.tax_ids.reduce((sum, tax) => sum + (tax.amount_type === "percent" ? tax.amount : 0), 0);
    return String(rate);
}

export function isWeighed(line) {
    return Boolean(line.product_id.product_tmpl_id.to_weight) || !Number.isInteger(line.qty);
}

function basketLine(line, decimals) {
    return {
        id: line.uuid,
        product: takesOffers(line) ? String(line.product_id.id) : "manual",
        groups: takesOffers(line) ? productGroups(line.product_id) : [],
        price: toMinor(line.price_unit, decimals),
        qty: qtyText(line.qty),
        measure: isWeighed(line) ? "weight" : "each",
        vat: vatRate(line),
        at: line.uiState?.retailAt || null,
    };
}

/** The tender that pays the whole order, while its payments are of one method only. */
export function tenderOf(order) {
    const methods = new Set(order.payment_ids.map((payment) => payment.payment_method_id?.id));
    return methods.size === 1 ? `pm:${[...methods][0]}` : null;
}

export function basketOf(order, lines, { tender = tenderOf(order) } = {}) {
    const tags = order.partner_id?.category_id || [];
    return {
        now: new Date(tillNow()).toISOString(),
        store: campaignBook.store,
        timezone: campaignBook.timezone,
        customer: { groups: tags.map((tag) => `ctag:${tag.id ?? tag}`) },
        coupons: [...(order.uiState?.retailCoupons || [])],
        tender,
        lines: lines.map((line) => basketLine(line, order.currency.decimal_places)),
    };
}

/**
 * Prices an open order and writes discount and savings to its lines.
 * @returns {{hints, refusedCoupons, exact}} what the screen shows beside the lines
 */
export function applyCampaigns(order, options) {
    // Read without reactivity, which costs more than the whole evaluation; written with it.
    const [lines, basket] = readRaw(order, (raw) => {
        const priced = raw.lines.filter(isPriced);
        return [priced, basketOf(raw, priced, options)];
    });
    // Manual prices are priced apart, so that an offer for all goods does not reach them either.
    const open = basket.lines.filter((line) => line.product !== "manual");
    const result = evaluate(
        campaignBook.compiled,
        { ...basket, lines: open },
        { strict: false, units: true }
    );
    const priced = new Map(result.lines.map((line) => [line.id, line]));
    const { decimal_places } = order.currency;
    lines.forEach((line) => writeLine(line, priced.get(line.uuid), decimal_places));
    priceReturns(order);
    return {
        now: basket.now,
        hints: result.hints.map((hint) => ({ ...hint, name: campaignBook.nameOf(hint.offer) })),
        refusedCoupons: result.refused_coupons,
        exact: result.exact !== false,
        units: new Map(result.lines.map(({ id, units }) => [id, units])),
    };
}

/**
 * Notes on the order what its prices were worked out from, for head office to work them out again, and
 * what each unit cost where they differ, for returns.
 */
export function notePricing(order, priced) {
    order.retail_pricing = {
        now: priced.now || order.uiState.retailNow || new Date(tillNow()).toISOString(),
        coupons: [...(order.uiState.retailCoupons || [])],
    };
    for (const line of order.lines.filter(isCampaignLine)) {
        const units = line.retail_manual_discount ? null : priced.units?.get(line.uuid);
        line.retail_at = line.uiState?.retailAt || false;
        if (units?.length > 1) {
            line.retail_units = units;
        }
    }
}

/** @param {object} line plain; a change is written so that who shows it sees it */
function writeLine(line, priced, decimals) {
    const gross = toMinor(toMinor(line.price_unit, decimals) * line.qty, 0);
    const net = netAfterManual(priced ? priced.net : gross, line.retail_manual_discount);
    const savings = (priced?.applied || []).map(({ offer, amount }) => ({
        offer,
        name: campaignBook.nameOf(offer),
        amount,
    }));
    const changes = {};
    const discount = discountFor(line.price_unit, line.qty, net, decimals);
    if (Math.abs((line.discount || 0) - discount) > 1e-12) {
        changes.discount = discount;
    }
    if (JSON.stringify(line.retail_savings || []) !== JSON.stringify(savings)) {
        changes.retail_savings = savings;
    }
    if (Object.keys(changes).length) {
        reactive(line).update(changes);
    }
}
