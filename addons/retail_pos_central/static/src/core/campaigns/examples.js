/**
 * Worked examples of one offer: small baskets that show a buyer what the customer will pay, priced
 * by the engine itself. When and for whom the offer counts is set aside: an example shows the deal.
 */

import { evaluateCase } from "./engine";

const SET_ASIDE = ["from", "to", "weekdays", "hours", "stores", "customer_groups", "coupon"];
const LARGEST_EXAMPLE = 100;

/**
 * @param {object} offer as the engine takes it; may still be incomplete
 * @param {{items: object[], parts: object[][]}} goods products that the offer is about, for a bundle
 *     by part: {id, name, price, groups, vat, measure}
 * @returns {{error: string|null, examples: {goods: {name, qty}[], total, regular, saved}[]}}
 */
export function exampleBaskets(offer, goods) {
    const deal = Object.fromEntries(Object.entries(offer).filter(([name]) => !SET_ASIDE.includes(name)));
    const examples = [];
    for (const basket of basketsFor(deal, goods)) {
        const result = price(deal, basket);
        if (result.error) {
            return { error: result.error, examples: [] };
        }
        const regular = result.lines.reduce((sum, line) => sum + line.gross, 0);
        examples.push({
            goods: basket.map(({ product, qty }) => ({ name: product.name, qty: String(qty) })),
            total: result.total,
            regular,
            saved: regular - result.total,
        });
    }
    if (!examples.length) {
        const { error } = price(deal, []);
        return { error: error || null, examples };
    }
    return { error: null, examples };
}

function price(offer, basket) {
    return evaluateCase({
        now: "2026-01-01T12:00:00Z",
        timezone: "UTC",
        tender: offer.tender ?? null,
        offers: [offer],
        lines: basket.map(({ product, qty }, index) => ({
            id: String(index + 1),
            product: product.id,
            groups: product.groups,
            price: product.price,
            qty: String(qty),
            measure: product.measure,
            vat: product.vat,
        })),
    });
}

function basketsFor(offer, goods) {
    if (offer.kind === "bundle") {
        return bundleBaskets(offer, goods.parts || []);
    }
    const items = (goods.items || []).filter((product) => product.price > 0);
    if (!items.length) {
        return [];
    }
    const makers = { multibuy: groupBaskets, cheapest_free: groupBaskets, threshold: thresholdBaskets };
    return (makers[offer.kind] || singleBaskets)(offer, items);
}

/** One of each of the first goods, or as many as the least quantity asks for. */
function singleBaskets(offer, items) {
    const qty = Math.max(1, Math.ceil(Number(offer.min_qty || 1)));
    return items.slice(0, 2).map((product) => [{ product, qty: qty > LARGEST_EXAMPLE ? 1 : qty }]);
}

/** A group of one kind of goods, a mixed one, one unit more than a group. */
function groupBaskets({ size }, items) {
    if (!Number.isInteger(size) || size < 2 || size > LARGEST_EXAMPLE) {
        return [[{ product: items[0], qty: 1 }]];
    }
    const [first] = items;
    const baskets = [[{ product: first, qty: size }]];
    if (items.length > 1) {
        baskets.push(mixedBasket(items.slice(0, size), size));
    }
    baskets.push([{ product: first, qty: size + 1 }]);
    return baskets;
}

/** `count` units spread over the products, the first taking what is left. */
function mixedBasket(items, count) {
    return items.map((product, index) => ({ product, qty: index ? 1 : count - items.length + 1 }));
}

function bundleBaskets(offer, parts) {
    const complete = parts.length > 0 && parts.every((items) => items.length);
    if (!complete) {
        return [];
    }
    return [parts.map((items, index) => ({ product: items[0], qty: offer.parts[index].qty || 1 }))];
}

/** Just below the amount, and enough. */
function thresholdBaskets({ min }, [product]) {
    const enough = Math.ceil(min / product.price);
    if (!(enough >= 1 && enough <= LARGEST_EXAMPLE)) {
        return [[{ product, qty: 1 }]];
    }
    const counts = enough > 1 ? [enough, enough - 1] : [enough];
    return counts.map((qty) => [{ product, qty }]);
}
