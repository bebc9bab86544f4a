/**
 * Prices baskets from the command line: an array of cases on standard input, an array of results on
 * standard output. A case that is malformed results in {"error": "..."}; the others are evaluated.
 *
 *     node tests/campaigns/evaluate.mjs < tests/campaigns/cases.json
 */
import { readFileSync } from "node:fs";

import { evaluateCase } from "./engine.mjs";

function readCases() {
    const cases = JSON.parse(readFileSync(0, "utf8"));
    if (!Array.isArray(cases)) {
        throw new SyntaxError("an array of cases is needed");
    }
    return cases;
}

let cases;
try {
    cases = readCases();
} catch (error) {
    if (!(error instanceof SyntaxError)) {
        throw error;
    }
    process.stderr.write(`Standard input is not an array of cases: ${error.message}\n`);
    process.exit(2);
}
process.stdout.write(
    `${JSON.stringify(
        cases.map((source) => evaluateCase(source)),
        null,
        2
    )}\n`
);
