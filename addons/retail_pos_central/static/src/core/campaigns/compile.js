/**
 * Campaigns made ready for many baskets: read once, indexed by product and group, so that an offer
 * that does not touch a basket costs nothing when it is priced.
 */

import { CampaignError, shown } from "./errors";
import { ORDER_KINDS, readOffer } from "./offer_check";

function addTo(map, key, value) {
    const list = map.get(key);
    if (list) {
        list.push(value);
    } else {
        map.set(key, [value]);
    }
}

/**
 * @param {object[]} sources offers as the rules describe them, in the order they stand
 * @param {{strict?: boolean}} [options] strict (default): a malformed offer throws CampaignError;
 *     otherwise it is left out and its error stands in `errors`, so that a till never stops
 * @returns the compiled campaigns for `evaluate`: reuse them as long as the campaigns are the same
 */
export function compile(sources, { strict = true } = {}) {
    if (!Array.isArray(sources)) {
        throw new CampaignError("campaigns", "offers", `must be a list, not ${shown(sources)}`);
    }
    const compiled = {
        offers: [],
        errors: [],
        byProduct: new Map(),
        byGroup: new Map(),
        forAll: [],
        byCoupon: new Map(),
    };
    const seen = new Set();
    sources.forEach((source, standing) => {
        try {
            const offer = readOffer(source, standing);
            if (seen.has(offer.id)) {
                throw new CampaignError(`offer "${offer.id}"`, "id", "stands twice", { offer: offer.id });
            }
            seen.add(offer.id);
            addOffer(compiled, offer);
        } catch (error) {
            if (strict || !(error instanceof CampaignError)) {
                throw error;
            }
            compiled.errors.push(error);
        }
    });
    return compiled;
}

function addOffer(compiled, offer) {
    compiled.offers.push(offer);
    if (offer.coupon) {
        addTo(compiled.byCoupon, offer.coupon, offer);
    }
    offer.orderLevel = ORDER_KINDS.has(offer.kind);
    const selectors = offer.parts ? offer.parts.map((part) => part.items) : [offer.items];
    selectors.forEach((selector, part) => {
        const entry = { offer, selector, part };
        if (selector.all) {
            compiled.forAll.push(entry);
            return;
        }
        selector.products.forEach((code) => addTo(compiled.byProduct, code, entry));
        selector.groups.forEach((code) => addTo(compiled.byGroup, code, entry));
    });
}
