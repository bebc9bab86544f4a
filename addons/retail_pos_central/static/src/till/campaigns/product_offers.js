/**
 * The offers that one product is part of now: what one unit of it costs by itself with each, or what is missing for it.
 */

import { evaluate } from "../../core/campaigns/engine";
import { fromMinor, toMinor } from "../../core/basket";
import { shelfPrice } from "../prices";
import { tillNow } from "../sync/till_clock";
import { campaignBook } from "./campaign_book";
import { productGroups } from "./order_basket";

/** One unit of the product is among the offer's goods, and more is asked for. */
const NEEDS_MORE = new Set(["too_few", "min_qty", "min", "beaten"]);

/**
 * @returns {{id, name, price: number | null, missingQty: string | null, missingAmount: number | null}[]}
 *     price null: the offer needs more than one unit
 */
export function productOffers(pos, product) {
    const decimals = pos.currency.decimal_places;
    const line = {
        id: "one",
        product: String(product.id),
        groups: productGroups(product),
        price: toMinor(shelfPrice(pos, product), decimals),
        qty: "1",
        measure: "each",
        vat: "0",
    };
    const basket = {
        now: new Date(tillNow()).toISOString(),
        store: campaignBook.store,
        timezone: campaignBook.timezone,
        customer: null,
        coupons: [],
        tender: null,
        lines: [line],
    };
    const result = evaluate(campaignBook.compiled, basket, { strict: false, explain: true });
    const hints = new Map(result.hints.map((hint) => [hint.offer, hint]));
    return result.explain
        .filter(({ offer, applied, reason }) => offer && (applied || NEEDS_MORE.has(reason)))
        .map(({ offer, applied, amount }) => ({
            id: offer,
            name: campaignBook.nameOf(offer),
            price: applied ? fromMinor(line.price - amount, decimals) : null,
            missingQty: hints.get(offer)?.missing_qty ?? null,
            missingAmount: hints.has(offer)
                ? fromMinor(hints.get(offer).missing_amount ?? 0, decimals) || null
                : null,
        }));
}

/** What one unit costs now, by all offers that hold for everybody together. */
export function priceWithOffers(pos, product, offers) {
    const decimals = pos.currency.decimal_places;
    const regular = toMinor(shelfPrice(pos, product), decimals);
    const saved = offers
        .filter(({ price }) => price !== null)
        .reduce((sum, { price }) => sum + regular - toMinor(price, decimals), 0);
    return fromMinor(regular - saved, decimals);
}
