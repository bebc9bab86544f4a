/**
 * Campaigns that a person should look at before they are released. None of these stops the engine:
 * malformed campaigns are left out, and overlapping ones are decided by priority and the best deal.
 *
 * code                meaning
 * malformed           the offer cannot be priced (its message names the field)
 * goods_not_sold      none of the products is of the goods of the offer
 * part_not_sold       none of the products can be this part of a bundle (`part`)
 * exclusive_overlap   two exclusive offers on the same goods at the same time (`other`, `product`)
 */

import { compile } from "./compile";
import { selects } from "./selector";

const DAY_S = 86_400;

/** Stretches of the day in seconds; hours that cross midnight are two. */
function stretches(hours) {
    return (hours || [{ start: 0, end: DAY_S }]).flatMap(({ start, end }) =>
        start < end
            ? [[start, end]]
            : [
                  [start, DAY_S],
                  [0, end],
              ]
    );
}

function shareOne(a, b) {
    return !a || !b || [...a].some((value) => b.has(value));
}

/** Whether two offers can be open at the same time in the same store. */
export function canMeet(a, b) {
    const start = Math.max(a.window?.from?.ms ?? -Infinity, b.window?.from?.ms ?? -Infinity);
    const end = Math.min(a.window?.to?.ms ?? Infinity, b.window?.to?.ms ?? Infinity);
    const hours = stretches(a.hours).some(([from, to]) =>
        stretches(b.hours).some(([otherFrom, otherTo]) => from < otherTo && otherFrom < to)
    );
    return start < end && hours && shareOne(a.weekdays, b.weekdays) && shareOne(a.stores, b.stores);
}

function isAbout(offer, product) {
    if (offer.parts) {
        const part = offer.parts.some(({ items }) => selects(items, product));
        return part && (!offer.items || selects(offer.items, product));
    }
    return selects(offer.items, product);
}

function unsold(offer, products) {
    if (!products.some((product) => isAbout(offer, product))) {
        const message = `offer "${offer.id}": items: none of the goods are sold`;
        return [{ code: "goods_not_sold", offer: offer.id, message }];
    }
    return (offer.parts || []).flatMap(({ items }, part) => {
        if (products.some((product) => selects(items, product))) {
            return [];
        }
        const message = `offer "${offer.id}": parts[${part}].items: none of the goods are sold`;
        return [{ code: "part_not_sold", offer: offer.id, part, message }];
    });
}

function overlaps(offers, products) {
    const found = new Map();
    for (const product of products) {
        const own = offers.filter((offer) => isAbout(offer, product));
        own.forEach((a, place) =>
            own.slice(place + 1).forEach((b) => {
                const key = `${a.standing}/${b.standing}`;
                if (!found.has(key) && canMeet(a, b)) {
                    const message = `offers "${a.id}" and "${b.id}" are both exclusive on ${product.product}`;
                    const pair = { offer: a.id, other: b.id, product: product.product };
                    found.set(key, { code: "exclusive_overlap", ...pair, message });
                }
            })
        );
    }
    return [...found.values()];
}

/**
 * @param {object[]} sources offers as the rules describe them
 * @param {{product: string, groups: string[]}[]} products what the stores sell
 * @returns {{code, offer, message}[]}
 */
export function findProblems(sources, products) {
    const { offers, errors } = compile(sources, { strict: false });
    const exclusive = offers.filter((offer) => offer.combine === "exclusive" && !offer.orderLevel);
    return [
        ...errors.map(({ offer, field, message }) => ({ code: "malformed", offer, field, message })),
        ...offers.flatMap((offer) => unsold(offer, products)),
        ...overlaps(exclusive, products),
    ];
}
