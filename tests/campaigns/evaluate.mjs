/**
 * Prices baskets from the command line: an array of cases on standard input, an array of results on
 * standard output. A case that is malformed results in {"error": "..."}; the others are evaluated.
 *
 *     node tests/campaigns/evaluate.mjs < tests/campaigns/cases.json
 */
import { evaluateCase } from "./engine.mjs";

async function readInput() {
    const chunks = [];
    for await (const chunk of process.stdin) {
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
}

function parseCases(text) {
    // Some editors begin a file with a byte order mark.
    const cases = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (!Array.isArray(cases)) {
        throw new SyntaxError("an array of cases is needed");
    }
    return cases;
}

async function main() {
    if (process.argv.length > 2) {
        process.stderr.write("Cases are read from standard input: evaluate.mjs < cases.json\n");
        process.exitCode = 2;
        return;
    }
    const cases = parseCases(await readInput());
    const results = cases.map((source) => evaluateCase(source));
    process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

// Who reads only the first results (`| head`) closes the pipe: that is no error.
process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") {
        throw error;
    }
});

try {
    await main();
} catch (error) {
    if (!(error instanceof SyntaxError)) {
        throw error;
    }
    process.stderr.write(`Standard input is not an array of cases: ${error.message}\n`);
    process.exitCode = 2;
}
