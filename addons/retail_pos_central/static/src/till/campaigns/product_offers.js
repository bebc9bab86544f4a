/**
 * The offers that one product is part of now, and what one unit of it costs by itself with each.
 */

import { evaluate } from "../../core/campaigns/engine";
import { fromMinor, toMinor } from "../../core/basket";
import { shelfPrice } from "../prices";
import { tillNow } from "../sync/till_clock";
import { campaignBook } from "./campaign_book";
import { productGroups } from "./order_basket";

/** @returns {{id, name, price: number | null}[]} price null: the offer needs more than one unit */
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
    const result = evaluate(campaignBook.compiled, basket, { strict: false });
    const [priced] = result.lines;
    const applied = priced.applied.map(({ offer, amount }) => ({
        id: offer,
        name: campaignBook.nameOf(offer),
        price: fromMinor(line.price - amount, decimals),
    }));
    const hinted = result.hints
        .filter((hint) => !applied.some(({ id }) => id === hint.offer))
        .map((hint) => ({ id: hint.offer, name: campaignBook.nameOf(hint.offer), price: null }));
    return [...applied, ...hinted];
}
