/** The till has words of its own for every code that a box can send: none reaches a cashier in English only. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../", import.meta.url);
const MESSAGES = "addons/retail_pos_devices/static/src/till/boxes/box_messages.js";
const RAISED =
    /\b(?:NotReady|JobFailed|Problem|Unclear|ScaleError|Unconfirmed|TerminalError|NotSent|Refused|unclear)\(\s*"([a-z_]+)"/g;
const REFUSED = /\bApiError\(\s*\d+,\s*"([a-z_]+)"/g;
const OF_RESULTS = /\("(?:failed|declined|cancelled)", "([a-z_]+)"\)/g;
const OF_SCALES = /: \("(scale_[a-z_]+)", /g;

const read = (path) => readFileSync(new URL(path, ROOT), "utf8");

function codesOfTheBox() {
    const files = readdirSync(new URL("iot_box/", ROOT), { recursive: true })
        .filter((name) => name.endsWith(".py") && !/^(tests|simulators)\//.test(name))
        .map((name) => read(`iot_box/${name}`));
    const found = files.flatMap((text) =>
        [RAISED, REFUSED, OF_RESULTS, OF_SCALES].flatMap((pattern) =>
            [...text.matchAll(pattern)].map((match) => match[1])
        )
    );
    return new Set(found);
}

/** Mistakes of a program, not of a person; the box's own words serve whoever looks for them. */
const FOR_PROGRAMMERS = new Set(["invalid"]);

test("every code of the box has words at the till", () => {
    const codes = codesOfTheBox();
    for (const known of ["scale_motion", "flooding", "original_unknown", "queue_full", "storage"]) {
        assert.ok(codes.has(known), `the search misses ${known}`);
    }
    const worded = new Set(
        [...read(MESSAGES).matchAll(/^ {4}([a-z_]+): \(\) =>/gm)].map((match) => match[1])
    );
    const without = [...codes].filter((code) => !worded.has(code) && !FOR_PROGRAMMERS.has(code));
    assert.deepEqual(without.sort(), []);
});

test("nobody is told to switch a terminal off, whose payment may be under way", () => {
    const [, timeout] = read(MESSAGES).match(/^ {4}timeout: \(\) => _t\("(.*)"\),$/m);
    assert.doesNotMatch(timeout, /switch|restart/i);
});
