/** Random baskets and campaigns from a seed, so that every failure can be repeated. */

/** A small generator of random numbers (mulberry32). */
export class Random {
    constructor(seed) {
        this.state = seed >>> 0;
    }

    next() {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    }

    /** A whole number from least to most. */
    between(least, most) {
        return least + Math.floor(this.next() * (most - least + 1));
    }

    chance(probability) {
        return this.next() < probability;
    }

    pick(values) {
        return values[this.between(0, values.length - 1)];
    }

    some(values, probability) {
        const chosen = values.filter(() => this.chance(probability));
        return chosen.length ? chosen : [this.pick(values)];
    }

    shuffled(values) {
        const list = [...values];
        for (let last = list.length - 1; last > 0; last--) {
            const other = this.between(0, last);
            [list[last], list[other]] = [list[other], list[last]];
        }
        return list;
    }
}

const PRODUCTS = ["A", "B", "C", "D"];
const GROUPS = ["g1", "g2", "g3"];

/** Prices that round badly, and prices as they are in shops. */
const PRICES = {
    tiny: (random) => random.between(1, 40),
    odd: (random) => random.between(50, 3000),
    shop: (random) => random.between(1, 60) * 500 - 10,
    same: (random) => random.pick([1000, 1000, 2000]),
};

export function randomSelector(random) {
    const roll = random.next();
    if (roll < 0.4) {
        return { all: true };
    }
    const selector =
        roll < 0.7 ? { products: random.some(PRODUCTS, 0.4) } : { groups: random.some(GROUPS, 0.4) };
    if (random.chance(0.2)) {
        selector.except_products = [random.pick(PRODUCTS)];
    }
    return selector;
}

function effect(random, kinds, top) {
    const kind = random.pick(kinds);
    return kind === "percent"
        ? { percent: random.pick([5, 10, 12.5, 20, 25, 33, 50, 100]) }
        : { [kind]: random.between(1, top) };
}

const KINDS = {
    percent: (random) => effect(random, ["percent"]),
    amount: (random, price) => ({ amount: random.between(1, price) }),
    price: (random, price) => ({ price: random.between(0, price) }),
    multibuy: (random, price) => {
        const size = random.between(2, 3);
        return { size, price: random.between(1, price * size) };
    },
    cheapest_free: (random) => {
        const size = random.between(2, 4);
        return { size, free: random.between(1, Math.min(2, size - 1)) };
    },
    bundle: (random, price) => {
        const parts = Array.from({ length: random.between(1, 3) }, () => ({
            items: randomSelector(random),
            qty: random.chance(0.8) ? 1 : 2,
        }));
        return { parts, ...effect(random, ["price", "percent", "amount"], price * 2) };
    },
};

export function randomOffer(random, id, price, kinds = Object.keys(KINDS)) {
    const kind = random.pick(kinds);
    const offer = { id, name: id, kind, priority: 10, combine: "best", ...KINDS[kind](random, price) };
    if (kind !== "bundle") {
        offer.items = randomSelector(random);
    }
    if (random.chance(0.25)) {
        offer.max_per_order = random.between(1, 3);
    }
    if (random.chance(0.1)) {
        offer.min_qty = random.between(1, 4);
    }
    return offer;
}

export function randomLine(random, id, priceOf, most = 3) {
    const weighed = random.chance(0.15);
    return {
        id,
        product: random.pick(PRODUCTS),
        groups: random.some(GROUPS, 0.3),
        price: priceOf(random),
        qty: weighed ? String(random.between(50, 2500) / 1000) : String(random.between(1, most)),
        measure: weighed ? "weight" : "each",
        vat: random.pick([25, 15, 12]),
    };
}

/** A case with at most `units` units, and offers that compete for them. */
export function randomCase(random, { units = 6, offers = 4, kinds } = {}) {
    const priceOf = PRICES[random.pick(Object.keys(PRICES))];
    const lines = [];
    let count = 0;
    while (count < units) {
        const line = randomLine(random, String(lines.length + 1), priceOf, Math.min(3, units - count));
        count += line.measure === "weight" ? 1 : Number(line.qty);
        lines.push(line);
    }
    const price = Math.max(1, ...lines.map((line) => line.price));
    return {
        now: "2026-11-21T17:00:00+01:00",
        store: "OSL-01",
        timezone: "Europe/Oslo",
        customer: { groups: [] },
        coupons: [],
        tender: null,
        offers: Array.from({ length: random.between(1, offers) }, (_none, place) =>
            randomOffer(random, `o${place + 1}`, price, kinds)
        ),
        lines,
    };
}
