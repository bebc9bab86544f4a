/**
 * How long pricing a basket takes in Node. Prints one JSON line per case:
 *
 *     {"bench": "campaigns", "case": "...", "p50_ms": ..., "p99_ms": ..., "goal": {...}, "met": true}
 *
 * The goal is for 50 lines × 1,000 live offers of which 30 touch the basket; larger ones are reported.
 */
import { loadavg } from "node:os";

import { evaluate, compile } from "../../campaigns/engine.mjs";
import { Random } from "../../campaigns/random.mjs";

const GOAL = { p50_ms: 2, p99_ms: 10 };

/** Scenes that are priced before the clock runs: a till prices thousands of baskets a day. */
const WARM_UP_SCENES = 30;
const WARM_UP_ROUNDS = 20;

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
function scene(seed, { lines, live, touching, wide = 0 }) {
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

function percentile(sorted, share) {
    return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(3));
}

function basketOf(lines) {
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

/** The result of some work, the time it took, and the processor time, which a busy machine leaves alone. */
function timed(work) {
    const before = process.cpuUsage();
    const from = performance.now();
    const result = work();
    const time = performance.now() - from;
    const { user, system } = process.cpuUsage(before);
    return { time, cpu: (user + system) / 1000, result };
}

function warmUp(shape) {
    for (let seed = 1001; seed <= 1000 + WARM_UP_SCENES; seed++) {
        const { offers, lines } = scene(seed, { ...shape, live: shape.touching });
        const compiled = compile(offers);
        for (let round = 0; round < WARM_UP_ROUNDS; round++) {
            evaluate(compiled, basketOf(lines));
        }
    }
}

function measure(name, shape, { scenes, rounds, goal }) {
    warmUp(shape);
    const compileTimes = [];
    const ready = Array.from({ length: scenes }, (_none, seed) => {
        const { offers, lines } = scene(seed + 1, shape);
        const { time, result: compiled } = timed(() => compile(offers));
        compileTimes.push(time);
        return { compiled, basket: basketOf(lines) };
    });
    const times = [];
    const cpuTimes = [];
    let inexact = 0;
    for (let round = 0; round < rounds; round++) {
        for (const { compiled, basket } of ready) {
            const { time, cpu, result } = timed(() => evaluate(compiled, basket));
            times.push(time);
            cpuTimes.push(cpu);
            inexact += result.exact === false ? 1 : 0;
        }
    }
    [times, cpuTimes, compileTimes].forEach((list) => list.sort((a, b) => a - b));
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    const report = {
        bench: "campaigns",
        case: name,
        runtime: `node ${process.versions.node}`,
        evaluations: times.length,
        p50_ms: p50,
        p99_ms: p99,
        max_ms: percentile(times, 1),
        p99_cpu_ms: percentile(cpuTimes, 0.99),
        load_1m: Number(loadavg()[0].toFixed(1)),
        compile_p50_ms: percentile(compileTimes, 0.5),
        inexact_share: Number((inexact / times.length).toFixed(4)),
        goal: goal || null,
        met: goal ? p50 <= goal.p50_ms && p99 <= goal.p99_ms : null,
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
}

const many = { scenes: 40, rounds: 50 };
measure(
    "50 lines, 1000 offers, 30 touching",
    { lines: 50, live: 1000, touching: 30 },
    { ...many, goal: GOAL }
);
measure(
    "50 lines, 1000 offers, 30 touching, 8 over departments",
    { lines: 50, live: 1000, touching: 30, wide: 8 },
    many
);
measure("50 lines, 1000 offers, none touching", { lines: 50, live: 1000, touching: 0 }, many);
measure(
    "50 lines, 10000 offers, 30 touching",
    { lines: 50, live: 10000, touching: 30 },
    { scenes: 10, rounds: 50 }
);
measure(
    "200 lines, 1000 offers, 100 touching",
    { lines: 200, live: 1000, touching: 100 },
    { scenes: 40, rounds: 15 }
);
measure(
    "200 lines, 10000 offers, 300 touching",
    { lines: 200, live: 10000, touching: 300 },
    { scenes: 10, rounds: 20 }
);
