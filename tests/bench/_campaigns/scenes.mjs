/** Random baskets and campaigns of a chain for the engine's benchmark, from a fixed seed. */
import { Random } from "../../campaigns/random.mjs";

/** A catalogue like a grocer's: departments, brands, shelf prices. */
function catalogue(random, size) {
    return Array.from({ length: size }, (_none, place) => ({
        product: `P${place}`,
        groups: [`dept${place % 40}`, `brand${random.between(0, 200)}`],
        price: random.between(2, 60) * 500 - 10,
        measure: place % 12 === 0 ? "weight" : "each",
        vat: place % 5 === 0 ? 25 : 15,
    }));
}

function randomLines(random, goods, count) {
    return Array.from({ length: count }, (_none, place) => {
        const { product, groups, price, measure, vat } = random.pick(goods);
        const qty =
            measure === "weight" ? String(random.between(200, 2500) / 1000) : String(random.between(1, 4));
        return {
            id: String(place + 1),
            product,
            groups,
            price,
            qty,
            measure,
            vat,
            at: "2026-11-21T16:55:00+01:00",
        };
    });
}

/** An offer of any kind on a few products, as a chain has hundreds of; some are open at certain hours. */
function offerOn(random, id, goods) {
    const few = () => Array.from({ length: random.between(2, 6) }, () => random.pick(goods).product);
    const base = {
        id,
        name: id,
        priority: random.pick([5, 10, 10, 10]),
        combine: "best",
        items: { products: few() },
    };
    if (random.chance(0.2)) {
        base.hours = [["08:00", "20:00"]];
    }
    const kinds = [
        () => ({ kind: "percent", percent: random.pick([10, 20, 25, 30]) }),
        () => ({ kind: "amount", amount: 500 }),
        () => ({ kind: "price", price: random.between(2, 20) * 500 - 10 }),
        () => ({ kind: "multibuy", size: random.between(2, 3), price: random.between(5, 30) * 500 }),
        () => ({ kind: "cheapest_free", size: random.between(3, 4), free: 1 }),
        () => ({
            kind: "bundle",
            parts: [
                { items: { products: few() }, qty: 1 },
                { items: { products: few() }, qty: 1 },
            ],
            price: random.between(5, 30) * 500,
        }),
        () => ({ kind: "percent", percent: 5, combine: "stack" }),
        () => ({ kind: "threshold", min: random.between(1, 10) * 10000, percent: 5 }),
    ];
    return { ...base, ...random.pick(kinds)() };
}

/** `live` offers of which `touching` are on goods of the basket and the others on goods that are not. */
export function scene(seed, { lines, live, touching, wide = 0 }) {
    const random = new Random(seed);
    const goods = catalogue(random, 3000);
    const inBasket = randomLines(random, goods.slice(0, 1000), lines);
    const bought = goods.filter(({ product }) => inBasket.some((line) => line.product === product));
    const offers = [];
    for (let place = 0; place < live; place++) {
        offers.push(offerOn(random, `o${place}`, place < touching ? bought : goods.slice(1000)));
    }
    for (let place = 0; place < wide; place++) {
        offers[place].items = {
            groups: [`dept${place}`, `dept${place + 1}`, `dept${place + 2}`, `dept${place + 3}`],
        };
    }
    return { offers: random.shuffled(offers), lines: inBasket };
}

export function basketOf(lines) {
    return {
        now: "2026-11-21T17:00:00+01:00",
        store: "OSL-01",
        timezone: "Europe/Oslo",
        customer: { groups: ["club"] },
        coupons: [],
        tender: null,
        lines,
    };
}
