/**
 * Which offers touch a basket, and which of its lines each may serve.
 */

import { basketRefusal, isOpenAt, quantityOf } from "./conditions";
import { compareFractions } from "./rational";
import { isExcepted, selects } from "./selector";

/**
 * A touched offer: `lines` it may serve (for a bundle of any part; `parts` lists them by part),
 * `refusal` when it is closed for this basket: store, customer, coupon, tender, time or min_qty.
 */
class Touched {
    constructor(offer, basket) {
        this.offer = offer;
        this.lines = [];
        this.parts = offer.parts ? offer.parts.map(() => []) : null;
        this.refusal = basketRefusal(offer, basket);
        if (!this.refusal && offer.orderLevel && !isOpenAt(offer, basket.zone, basket.now)) {
            this.refusal = "time";
        }
    }

    add(line, part) {
        if (this.lines[this.lines.length - 1] !== line) {
            this.lines.push(line);
        }
        if (this.parts) {
            this.parts[part].push(line);
        }
    }
}

/**
 * The offers that touch a basket, in the order they stand. Only goods that are bought count: a return
 * triggers nothing and receives nothing.
 * @returns {Touched[]}
 */
export function touchedOffers(compiled, basket) {
    const touched = new Map();
    for (const line of basket.lines) {
        if (!line.positive) {
            continue;
        }
        const visited = new Set();
        const visit = (entry) => {
            if (!visited.has(entry)) {
                visited.add(entry);
                visitEntry(entry, line, basket, touched);
            }
        };
        compiled.forAll.forEach(visit);
        compiled.byProduct.get(line.product)?.forEach(visit);
        line.groups.forEach((code) => compiled.byGroup.get(code)?.forEach(visit));
    }
    const list = [...touched.values()].sort((a, b) => a.offer.standing - b.offer.standing);
    list.forEach(checkQuantity);
    return list;
}

function visitEntry({ offer, selector, part }, line, basket, touched) {
    if (isExcepted(selector, line) || (offer.parts && offer.items && !selects(offer.items, line))) {
        return;
    }
    let record = touched.get(offer);
    if (!record) {
        record = new Touched(offer, basket);
        touched.set(offer, record);
    }
    if (!record.refusal && (offer.orderLevel || isOpenAt(offer, basket.zone, line.at))) {
        record.add(line, part);
    }
}

function checkQuantity(record) {
    if (record.refusal) {
        return;
    }
    const { minQty } = record.offer;
    if (!record.lines.length) {
        record.refusal = "time";
    } else if (minQty) {
        record.quantity = quantityOf(record.lines);
        if (compareFractions(record.quantity, minQty) < 0) {
            record.refusal = "min_qty";
        }
    }
}
