/**
 * How long a search takes among 100,000 names in Node, as typed and with typing errors, and how long the index takes
 * to build. Prints one JSON line per case.
 */
import { loadavg } from "node:os";

import "../../js/odoo_imports.mjs";

const CORE = "../../../addons/retail_pos_catalogue/static/src/core/catalogue";
const { digestOf } = await import(`${CORE}/chunk.js`);
const { SearchIndexBuilder } = await import(`${CORE}/search.js`);

const COUNT = 100_000;
const GOODS_A_PART = 1024;
const ROUNDS = 40;
const GOAL = { p50_ms: 5 };

const BRANDS =
    "Tine Gilde Nidar Freia Mills Stabburet Toro Ringnes Hansa Kims Sørlandschips Grilstad Fjordland".split(
        " "
    );
const KINDS =
    "lettmelk helmelk yoghurt smør brunost gulost rømme kjøttdeig pølser leverpostei laks torsk reker grovbrød sjokolade syltetøy oppvasktabletter".split(
        " "
    );
const FLAVOURS = "original økologisk laktosefri jordbær bringebær blåbær vanilje".split(" ");
const CASES = {
    "as typed": [
        "lettmelk",
        "tine lettm",
        "sjokolade nidar",
        "blåbær yoghurt",
        "kjøttdeig",
        "7090000001717",
        "V004711",
    ],
    "with typing errors": ["lettmlek", "sjokolde", "yogurth", "kjødtdeig gilde", "syltetoj", "bløbær"],
};

function* goods() {
    for (let n = 1; n <= COUNT; n++) {
        const [brand, kind] = [BRANDS[n % 13], KINDS[Math.floor(n / 13) % 17]];
        yield {
            id: n,
            name: `${brand} ${kind} ${FLAVOURS[Math.floor(n / 221) % 7]} ${(n % 9) + 1}00 g nr. ${n}`,
            codes: [`V${String(n).padStart(6, "0")}`],
            barcodes: [String(7090000000000 + n * 17)],
            products: [n],
            categories: [n % 15],
            favorite: false,
            sequence: n,
        };
    }
}

const all = [...goods()];
const digests = [];
for (let from = 0; from < COUNT; from += GOODS_A_PART) {
    digests.push(digestOf(all.slice(from, from + GOODS_A_PART)));
}
const began = performance.now();
const builder = new SearchIndexBuilder();
digests.forEach((digest) => builder.add(digest));
const index = builder.finish();
const buildMs = performance.now() - began;

for (const [name, queries] of Object.entries(CASES)) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
        for (const query of queries) {
            const start = performance.now();
            const found = index.search(query);
            times.push(performance.now() - start);
            if (!found.length) {
                throw new Error(`nothing found for ${query}`);
            }
        }
    }
    times.sort((a, b) => a - b);
    const at = (share) => Math.round(times[Math.floor(times.length * share)] * 1000) / 1000;
    const line = {
        bench: "catalogue",
        case: `search ${COUNT} names ${name}`,
        p50_ms: at(0.5),
        p99_ms: at(0.99),
    };
    console.log(
        JSON.stringify({
            ...line,
            build_ms: Math.round(buildMs),
            goal: GOAL,
            met: line.p50_ms <= GOAL.p50_ms,
            load_1m: Math.round(loadavg()[0] * 100) / 100,
        })
    );
}
