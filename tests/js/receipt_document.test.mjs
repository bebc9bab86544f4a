/** Templates and sales become receipt documents that fit the paper and say what they must. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { code128Bars, ean13Bars } from "../../addons/retail_pos_central/static/src/core/receipt/barcode.js";
import { checkTemplate } from "../../addons/retail_pos_central/static/src/core/receipt/check.js";
import {
    buildReceipt,
    documentProblems,
} from "../../addons/retail_pos_central/static/src/core/receipt/document.js";
import {
    fieldsIn,
    fillFields,
    FIELDS,
    unknownFields,
} from "../../addons/retail_pos_central/static/src/core/receipt/fields.js";
import { renderHtml } from "../../addons/retail_pos_central/static/src/core/receipt/html.js";
import {
    defaultTemplate,
    sampleData,
} from "../../addons/retail_pos_central/static/src/core/receipt/sample.js";
import { renderText } from "../../addons/retail_pos_central/static/src/core/receipt/text.js";
import { wrap } from "../../addons/retail_pos_central/static/src/core/receipt/wrap.js";

const paper = (columns) => ({ ...defaultTemplate(), paper: { columns } });
const lines = (data, columns = 42) => renderText(buildReceipt(paper(columns), data));
const template = (...blocks) => ({ version: 1, paper: { columns: 42 }, blocks });

test("every kind, language and paper width fits", () => {
    for (const kind of ["sale", "return", "copy", "gift", "parked"]) {
        for (const lang of ["nb_NO", "en_US"]) {
            for (const columns of [24, 32, 42, 48]) {
                const document = buildReceipt(paper(columns), sampleData(kind, lang));
                assert.deepEqual(documentProblems(document), [], `${kind} ${lang} ${columns}`);
                assert.ok(renderText(document).every((line) => [...line].length <= columns));
            }
        }
    }
});

test("a sale shows goods, savings, rounding, VAT per rate and payment in Norwegian", () => {
    const text = lines(sampleData()).join("\n");
    for (const expected of [
        /Salgskvittering/,
        /Ullgenser, mørk blå, str\. M +899,00/,
        / {2}20 % på ull +-179,80/,
        / {2}1,235 kg x 29,90 +36,93/,
        / {2}Rabatt +-28,00/,
        /Øreavrunding +0,07/,
        /Å betale +1 108,00/,
        /15 % +118,90 +17,83 +136,73/,
        /Visa \*{4}.*1234/,
        /Veksel +92,00/,
        /Du sparte +229,70/,
        /Takk for handelen/,
    ]) {
        assert.match(text, expected);
    }
});

test("a copy is marked and counted, in large letters", () => {
    const document = buildReceipt(defaultTemplate(), { ...sampleData("sale"), copy_number: 2 });
    const mark = document.rows.find((row) => row.text === "KOPI 2");
    assert.equal(mark.size, "double");
    assert.ok(!lines(sampleData("sale")).some((line) => line.includes("KOPI")));
});

test("a copy of a return is still titled a return", () => {
    const data = { ...sampleData("return"), copy_number: 1 };
    const text = lines(data).join("\n");
    assert.match(text, /KOPI 1/);
    assert.match(text, /Returkvittering/);
    assert.match(text, /Kundens signatur/);
});

test("a gift receipt shows no prices of goods", () => {
    const document = buildReceipt(template({ type: "lines" }), sampleData("gift"));
    assert.deepEqual(renderText(document)[0], "1 x Ullgenser, mørk blå, str. M");
    assert.ok(!renderText(document).some((line) => line.includes("899")));
});

test("conditions choose blocks by kind", () => {
    const only = (kinds) => template({ type: "text", text: "x", if: { kind: kinds } });
    assert.equal(buildReceipt(only(["sale"]), sampleData("sale")).rows.length, 1);
    assert.equal(buildReceipt(only(["return"]), sampleData("sale")).rows.length, 0);
    const copy = { ...sampleData("sale"), copy_number: 1 };
    assert.equal(buildReceipt(only(["copy"]), copy).rows.length, 1);
});

test("texts wrap between words, break what is too wide and keep their indent", () => {
    assert.deepEqual(wrap("en to tre fire", 6), ["en to", "tre", "fire"]);
    assert.deepEqual(wrap("blåbærsyltetøy", 5), ["blåbæ", "rsylt", "etøy"]);
    assert.deepEqual(wrap("  ab cd ef", 6), ["  ab", "  cd", "  ef"]);
    assert.deepEqual(
        wrap("a\u030a".repeat(4), 4),
        ["åååå".normalize("NFC")].map(() => "a\u030a".repeat(4))
    );
});

test("letters that are two columns wide are counted as two", () => {
    assert.deepEqual(wrap("寿司寿司", 4), ["寿司", "寿司"]);
    assert.deepEqual(wrap("🍎 Eple", 6), ["🍎", "Eple"]);
    const data = sampleData();
    data.lines[0].name = "🍓 Jordbær, norske, kurv 400 g, første 🇳🇴";
    assert.deepEqual(documentProblems(buildReceipt(template({ type: "lines" }), data)), []);
});

test("control characters in names never reach the printer", () => {
    const data = sampleData();
    data.lines[0].name = "Is\u001b@\tmed\rkrem\u2028og\u0000bær\ud800";
    const { rows } = buildReceipt(template({ type: "lines" }), data);
    const texts = rows.flatMap((row) => row.cells?.map((cell) => cell.text) || [row.text]);
    assert.ok(texts.every((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)));
    assert.deepEqual(renderText({ columns: 42, rows }).slice(0, 2), ["Is @ med", "krem"]);
});

test("what can't be a barcode is written, so that the receipt is printed all the same", () => {
    const data = { ...sampleData(), customer: { name: "Ola Bjørnstad" } };
    const [row] = buildReceipt(template({ type: "barcode", data: "{customer.name}" }), data).rows;
    assert.equal(row.type, "text");
    assert.equal(row.text, "Ola Bjørnstad");
});

test("fields are filled, unknown ones found, rows of empty fields left out", () => {
    assert.deepEqual(fieldsIn("a {x} {{b} {y}"), ["x", "y"]);
    assert.equal(fillFields("{store.name} {{ok}", { "store.name": "Ås" }), "Ås {ok}");
    assert.deepEqual(unknownFields("{store.name} {store.nme}"), ["store.nme"]);
    const data = sampleData();
    data.store.phone = "";
    const built = buildReceipt(template({ type: "text", text: "Tlf. {store.phone}\nHei" }), data);
    assert.deepEqual(renderText(built), ["Hei"]);
});

test("the sample has a value for every documented field", () => {
    for (const { name } of FIELDS.filter((field) => !["order.note", "copy.number"].includes(field.name))) {
        const [line] = renderText(buildReceipt(template({ type: "text", text: `{${name}}` }), sampleData()));
        assert.ok(line, name);
    }
});

test("the check names what is wrong and where", () => {
    assert.deepEqual(checkTemplate(defaultTemplate(), { languages: ["en_US", "nb_NO"] }), []);
    const bad = template(
        { type: "text", text: { en_US: "{shop}" }, align: "middle" },
        { type: "blink" },
        { type: "toString" },
        { type: "qr", data: "" },
        { type: "text", text: {} },
        { type: "rule", if: { kind: ["sales"] } }
    );
    const found = checkTemplate(bad).filter((p) => p.level === "error");
    assert.deepEqual(
        found.map((p) => [p.code, p.path]),
        [
            ["align", "blocks.0.align"],
            ["unknown_field", "blocks.0.text.en_US"],
            ["block_type", "blocks.1"],
            ["block_type", "blocks.2"],
            ["no_data", "blocks.3.data"],
            ["no_text", "blocks.4.text"],
            ["condition", "blocks.5.if.kind"],
        ]
    );
    assert.match(checkTemplate(bad, { lang: "nb_NO" })[1].message, /Ukjent felt «shop»/);
    assert.equal(checkTemplate(null)[0].code, "not_object");
    assert.equal(checkTemplate({ version: 1, paper: { columns: 200 }, blocks: [] })[0].code, "columns");
});

test("HTML escapes data and shows the same characters as paper", () => {
    const data = sampleData();
    data.lines[0].name = `<img src=x onerror="alert(1)">`;
    const html = renderHtml(buildReceipt(defaultTemplate(), data));
    assert.ok(!html.includes("<img src=x"));
    assert.match(html, /&lt;img src=x/);
    const shown = html.replace(/<[^>]+>/g, "\n").replace(/&#39;/g, "'");
    assert.ok(shown.includes("Salgskvittering"));
});

test("a draft's paper width can't carry HTML", () => {
    const draft = { paper: { columns: '1"><img src=x onerror=alert(1)>' }, blocks: [{ type: "space" }] };
    assert.ok(!renderHtml(buildReceipt(draft, sampleData())).includes("<img"));
});

test("barcodes encode what scanners read", () => {
    // Reference patterns: ISO/IEC 15417 start B, "A" (value 33), check (104+33) mod 103 = 34, stop.
    assert.equal(code128Bars("A"), "11010010000" + "10100011000" + "10001011000" + "1100011101011");
    assert.equal(code128Bars("å"), null);
    assert.equal(ean13Bars("7038010000011"), null);
    const bars = ean13Bars("4006381333931");
    assert.equal(bars.length, 95);
    assert.ok(bars.startsWith("1010001101"));
});
