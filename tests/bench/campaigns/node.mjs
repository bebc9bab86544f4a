/** How long pricing a basket takes in Node. Prints one JSON line per case. */
import { loadavg } from "node:os";

import { compile, evaluate } from "../../campaigns/engine.mjs";
import { CASES, measure } from "../_campaigns/measure.mjs";

function cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}

for (const one of CASES) {
    const report = measure({ compile, evaluate }, one, cpu);
    const machine = {
        runtime: `node ${process.versions.node}`,
        load_1m: Number(loadavg()[0].toFixed(1)),
    };
    process.stdout.write(`${JSON.stringify({ ...report, ...machine })}\n`);
}
