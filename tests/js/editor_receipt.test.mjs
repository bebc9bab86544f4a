/** What the receipt designer does to a template. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { BLOCKS } from "../../addons/retail_pos_central/static/src/core/receipt/blocks.js";
import { checkTemplate } from "../../addons/retail_pos_central/static/src/core/receipt/check.js";
import {
    buildReceipt,
    RECEIPT_KINDS,
} from "../../addons/retail_pos_central/static/src/core/receipt/document.js";
import * as editing from "../../addons/retail_pos_central/static/src/core/receipt/editing.js";
import {
    defaultTemplate,
    sampleData,
} from "../../addons/retail_pos_central/static/src/core/receipt/sample.js";

const types = (template) => template.blocks.map((block) => block.type);

function template(...blocks) {
    return Object.freeze({
        version: 1,
        paper: { columns: 42 },
        blocks: Object.freeze(blocks.map((type) => ({ type }))),
    });
}

test("the designer offers every block that the till knows, and no other", () => {
    assert.deepEqual([...editing.BLOCK_TYPES].sort(), Object.keys(BLOCKS).sort());
});

test("blocks are added, moved up and down, copied and removed", () => {
    const before = template("header", "lines", "totals");
    assert.deepEqual(types(editing.addBlock(before, "rule", 1)), ["header", "rule", "lines", "totals"]);
    assert.deepEqual(types(editing.moveBlock(before, 0, 2)), ["lines", "totals", "header"]);
    assert.deepEqual(types(editing.moveBlock(before, 2, 0)), ["totals", "header", "lines"]);
    assert.deepEqual(types(editing.removeBlock(before, 1)), ["header", "totals"]);
    const copied = editing.duplicateBlock(editing.addBlock(before, "text", 0), 0);
    assert.notEqual(copied.blocks[0].text, copied.blocks[1].text);
    assert.deepEqual(types(before), ["header", "lines", "totals"]);
});

test("a fresh block passes the check as soon as it has its text", () => {
    for (const type of editing.BLOCK_TYPES) {
        const fresh = {
            ...editing.freshBlock(type),
            ...(type === "qr" ? { data: "https://example.com" } : {}),
        };
        if ("text" in fresh) {
            fresh.text = { en_US: "Hello" };
        }
        const problems = checkTemplate({ version: 1, blocks: [fresh] }).filter((p) => p.level === "error");
        assert.deepEqual(problems, [], type);
    }
});

test("properties are set and taken away", () => {
    const before = template("text");
    const bold = editing.updateBlock(before, 0, { bold: true });
    assert.equal(bold.blocks[0].bold, true);
    assert.ok(!("bold" in editing.updateBlock(bold, 0, { bold: undefined }).blocks[0]));
});

test("a condition on all kinds or none is no condition", () => {
    const before = template("signature");
    const some = editing.setKinds(before, 0, ["return"], RECEIPT_KINDS);
    assert.deepEqual(some.blocks[0].if, { kind: ["return"] });
    assert.ok(!("if" in editing.setKinds(some, 0, [], RECEIPT_KINDS).blocks[0]));
    assert.ok(!("if" in editing.setKinds(some, 0, [...RECEIPT_KINDS], RECEIPT_KINDS).blocks[0]));
});

test("conditions stand beside each other and go one by one", () => {
    let template = { version: 1, blocks: [{ type: "rule" }] };
    template = editing.setCondition(template, 0, "customer", true);
    template = editing.setKinds(template, 0, ["sale"], ["sale", "return"]);
    assert.deepEqual(template.blocks[0].if, { customer: true, kind: ["sale"] });
    template = editing.setCondition(template, 0, "customer", undefined);
    assert.deepEqual(template.blocks[0].if, { kind: ["sale"] });
    assert.deepEqual(editing.setKinds(template, 0, [], ["sale", "return"]).blocks, [{ type: "rule" }]);
});

test("a field goes in at the caret and in place of what is marked", () => {
    assert.deepEqual(editing.insertField("Hi !", "store.name", 3), { text: "Hi {store.name}!", caret: 15 });
    assert.deepEqual(editing.insertField("Hi you!", "till.name", 3, 6), {
        text: "Hi {till.name}!",
        caret: 14,
    });
    assert.deepEqual(editing.insertField("", "till.name"), { text: "{till.name}", caret: 11 });
});

test("the rows of the blocks together are the receipt, in order and without a gap", () => {
    for (const kind of RECEIPT_KINDS) {
        for (const columns of [32, 42, 48]) {
            const whole = editing.setColumns(defaultTemplate(), columns);
            const data = sampleData(kind, "nb_NO");
            const ranges = editing.blockRows(whole, data);
            assert.equal(ranges.length, whole.blocks.length);
            assert.equal(ranges[0][0], 0);
            ranges.slice(1).forEach(([from], index) => assert.equal(from, ranges[index][1]));
            assert.equal(ranges.at(-1)[1], buildReceipt(whole, data).rows.length);
        }
    }
});
