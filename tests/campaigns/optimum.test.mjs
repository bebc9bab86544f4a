/** The best deal against trying everything, on thousands of random small baskets. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { bestSavings } from "./brute_force.mjs";
import { evaluateCase } from "./engine.mjs";
import { Random, randomCase } from "./random.mjs";

function savingOf(result) {
    return result.lines.reduce((sum, line) => sum + line.discount, 0);
}

function check(seed, source, levels) {
    const result = evaluateCase(source);
    const context = `seed ${seed}: ${JSON.stringify(source)}`;
    assert.equal(result.error, undefined, context);
    assert.equal(result.exact, undefined, `not proven, ${context}`);
    const possible = bestSavings(levels, source.lines);
    assert.ok(possible.has(savingOf(result)), `${savingOf(result)} is not of ${[...possible]}, ${context}`);
}

const RUNS = [
    { name: "any offers, up to six units", seeds: [1, 4000], shape: { units: 6, offers: 4 } },
    { name: "any offers, up to eight units", seeds: [10001, 10150], shape: { units: 8, offers: 5 } },
    { name: "bundles", seeds: [20001, 21200], shape: { units: 6, offers: 4, kinds: ["bundle", "percent"] } },
    {
        name: "groups of several sizes",
        seeds: [30001, 31200],
        shape: { units: 8, offers: 3, kinds: ["multibuy", "cheapest_free"] },
    },
    {
        name: "offers on single units",
        seeds: [40001, 41000],
        shape: { units: 6, offers: 4, kinds: ["percent", "amount", "price"] },
    },
];

for (const { name, seeds, shape } of RUNS) {
    test(`one level: ${name}`, () => {
        for (let seed = seeds[0]; seed <= seeds[1]; seed++) {
            const random = new Random(seed);
            const source = randomCase(random, { ...shape, units: random.between(2, shape.units) });
            check(seed, source, [source.offers]);
        }
    });
}

test("levels: exclusive before best, then by priority; ties leave either to the next", () => {
    for (let seed = 50001; seed <= 51000; seed++) {
        const random = new Random(seed);
        const source = randomCase(random, { units: random.between(2, 6), offers: 4 });
        for (const offer of source.offers) {
            offer.priority = random.between(1, 2);
            offer.combine = random.chance(0.3) ? "exclusive" : "best";
        }
        const level = (combine, priority) =>
            source.offers.filter((offer) => offer.combine === combine && offer.priority === priority);
        const levels = [level("exclusive", 1), level("exclusive", 2), level("best", 1), level("best", 2)];
        check(seed, source, levels);
    }
});
