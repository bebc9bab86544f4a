/**
 * How long pricing a basket takes, measured the same way in Node and in a browser's page.
 *
 * The goal is for 50 lines × 1,000 live offers of which 30 touch the basket; larger ones are reported.
 */
import { basketOf, scene } from "./scenes.mjs";

const GOAL = { p50_ms: 2, p99_ms: 10 };

/** Scenes that are priced before the clock runs: a till prices thousands of baskets a day. */
const WARM_UP_SCENES = 30;
const WARM_UP_ROUNDS = 20;

const many = { scenes: 40, rounds: 50 };
export const CASES = [
    ["50 lines, 1000 offers, 30 touching", { lines: 50, live: 1000, touching: 30 }, { ...many, goal: GOAL }],
    [
        "50 lines, 1000 offers, 30 touching, 8 over departments",
        { lines: 50, live: 1000, touching: 30, wide: 8 },
        many,
    ],
    ["50 lines, 1000 offers, none touching", { lines: 50, live: 1000, touching: 0 }, many],
    [
        "50 lines, 10000 offers, 30 touching",
        { lines: 50, live: 10000, touching: 30 },
        { scenes: 10, rounds: 50 },
    ],
    [
        "200 lines, 1000 offers, 100 touching",
        { lines: 200, live: 1000, touching: 100 },
        { scenes: 40, rounds: 15 },
    ],
    [
        "200 lines, 10000 offers, 300 touching",
        { lines: 200, live: 10000, touching: 300 },
        { scenes: 10, rounds: 20 },
    ],
];

function percentile(sorted, share) {
    return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(3));
}

function timed(work, cpu) {
    const before = cpu?.();
    const from = performance.now();
    const result = work();
    return { time: performance.now() - from, cpu: cpu ? cpu() - before : 0, result };
}

function warmUp({ compile, evaluate }, shape) {
    for (let seed = 1001; seed <= 1000 + WARM_UP_SCENES; seed++) {
        const { offers, lines } = scene(seed, { ...shape, live: shape.touching });
        const compiled = compile(offers);
        for (let round = 0; round < WARM_UP_ROUNDS; round++) {
            evaluate(compiled, basketOf(lines));
        }
    }
}

/**
 * @param {{compile: Function, evaluate: Function}} engine
 * @param {Function} [cpu] processor time in ms, which a busy machine leaves alone; a page can't tell it
 */
export function measure(engine, [name, shape, { scenes, rounds, goal }], cpu) {
    warmUp(engine, shape);
    const compileTimes = [];
    const ready = Array.from({ length: scenes }, (_none, seed) => {
        const { offers, lines } = scene(seed + 1, shape);
        const { time, result: compiled } = timed(() => engine.compile(offers));
        compileTimes.push(time);
        return { compiled, basket: basketOf(lines) };
    });
    const times = [];
    const cpuTimes = [];
    let inexact = 0;
    for (let round = 0; round < rounds; round++) {
        for (const { compiled, basket } of ready) {
            const found = timed(() => engine.evaluate(compiled, basket), cpu);
            times.push(found.time);
            cpuTimes.push(found.cpu);
            inexact += found.result.exact === false ? 1 : 0;
        }
    }
    [times, cpuTimes, compileTimes].forEach((list) => list.sort((a, b) => a - b));
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    return {
        bench: "campaigns",
        case: name,
        evaluations: times.length,
        p50_ms: p50,
        p99_ms: p99,
        max_ms: percentile(times, 1),
        ...(cpu ? { p99_cpu_ms: percentile(cpuTimes, 0.99) } : {}),
        compile_p50_ms: percentile(compileTimes, 0.5),
        inexact_share: Number((inexact / times.length).toFixed(4)),
        goal: goal || null,
        met: goal ? p50 <= goal.p50_ms && p99 <= goal.p99_ms : null,
    };
}
