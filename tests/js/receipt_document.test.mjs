/** Templates and sales become receipt documents that fit the paper and say what they must. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { code128Bars, ean13Bars } from "../../addons/retail_pos_central/static/src/core/receipt/barcode.js";
import { checkTemplate } from "../../addons/retail_pos_central/static/src/core/receipt/check.js";
import {
    buildReceipt,
    documentProblems,
    RECEIPT_KINDS,
} from "../../addons/retail_pos_central/static/src/core/receipt/document.js";
import {
    fieldsIn,
    fillFields,
    FIELDS,
    unknownFields,
} from "../../addons/retail_pos_central/static/src/core/receipt/fields.js";
import { renderHtml } from "../../addons/retail_pos_central/static/src/core/receipt/html.js";
import { inOtherWords } from "../../addons/retail_pos_central/static/src/core/receipt/names.js";
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
    for (const kind of RECEIPT_KINDS) {
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

test("a gift receipt of the whole template says nothing of money", () => {
    const text = lines(sampleData("gift")).join("\n");
    assert.match(text, /Byttelapp/);
    assert.doesNotMatch(text, /Å betale|MVA +Grunnlag|Visa|Du sparte|\d,\d\d$/m);
});

test("what is no receipt for a purchase says so, larger than the amounts", () => {
    const parked = buildReceipt(defaultTemplate(), sampleData("parked"));
    const training = buildReceipt(defaultTemplate(), { ...sampleData("sale"), training: true });
    for (const document of [parked, training]) {
        const row = document.rows.find(({ text }) => text === "IKKE KVITTERING FOR KJØP");
        assert.ok(["tall", "double"].includes(row.size));
    }
    assert.match(lines(sampleData("parked")).join("\n"), /Foreløpig kvittering/);
    assert.doesNotMatch(lines(sampleData("sale")).join("\n"), /IKKE KVITTERING/);
});

test("an exchange tells what came back, what was bought and from which receipt", () => {
    const text = lines(sampleData("exchange")).join("\n");
    // The tax office wants the word for a sale in it.
    assert.match(text, /Salgskvittering\/Returkvittering/);
    assert.match(text, /Retur fra kvittering 2601-1-000017/);
    assert.match(text, /Levert tilbake +-719,20/);
    assert.match(text, /Kjøpt +859,20/);
    assert.match(text, /Å betale +140,00/);
});

test("a payment slip says whose it is and leaves room for the signature it needs", () => {
    const merchant = lines(sampleData("payment_slip")).join("\n");
    assert.match(
        merchant,
        /Betalingskvittering[^]*Butikkens eksemplar[^]*1 084,00[^]*Visa[^]*Kundens signatur/
    );
    const data = sampleData("payment_slip");
    data.slip = { ...data.slip, whose: "customer", needs_signature: false };
    data.slip.payment.card.slip = ["BAX: 12345", "GODKJENT"];
    const customer = lines(data).join("\n");
    assert.match(customer, /Kundens eksemplar[^]*BAX: 12345\nGODKJENT/);
    assert.doesNotMatch(customer, /signatur/);
});

test("cash in and out name amount and reason, to be signed", () => {
    assert.match(
        lines(sampleData("cash_in")).join("\n"),
        /Innskudd[^]*Beløp +500,00\nÅrsak: Veksel[^]*Signatur/
    );
    assert.match(lines(sampleData("cash_out")).join("\n"), /Uttak[^]*Beløp +800,00/);
});

test("a Z report has its number and every figure, an X report says that it is not final", () => {
    const z = lines(sampleData("z_report")).join("\n");
    for (const expected of [
        /Z-rapport nr\. 214/,
        /Salg +187 +84 265,50/,
        /Returer +4 +-1 896,00/,
        /MVA 25 % +52 673,00\n {2}Grunnlag +42 138,40\n {2}MVA +10 534,60/,
        /Kontant +30 +11 017,88/,
        /3 for 2 på syltetøy +21 +-1 047,90/,
        /Inngående veksel +2 000,00/,
        /Uttak +2 +-800,00/,
        /Forventet +12 717,88\nTalt +12 717,00\nAvvik +-0,88/,
        /Skuffåpninger +37/,
        /Kopier +3 +2 187,00/,
        /Treningssalg +2/,
        /Ikke hos hovedkontoret +0/,
        /Netto i alt +13 909 322,20/,
    ]) {
        assert.match(z, expected);
    }
    assert.doesNotMatch(z, /Foreløpige tall|Takk for handelen/);
    const x = lines(sampleData("x_report", "en_US")).join("\n");
    assert.match(x, /X report\n/);
    assert.match(x, /Figures so far/);
    assert.doesNotMatch(x, /Counted/);
});

test("blocks about goods leave no row on other receipts, whatever their condition", () => {
    const blocks = ["totals", "vat", "payments", "savings", "customer", "barcode"].map((type) => ({ type }));
    for (const kind of ["payment_slip", "cash_in", "x_report", "z_report"]) {
        assert.deepEqual(buildReceipt(template(...blocks), sampleData(kind)).rows, [], kind);
    }
});

test("blocks may depend on customer, savings and amount", () => {
    const rows = (condition, data = sampleData()) =>
        buildReceipt(template({ type: "text", text: "x", if: condition }), data).rows.length;
    assert.equal(rows({ customer: true }), 1);
    assert.equal(rows({ customer: false }), 0);
    assert.equal(rows({ customer: true }, sampleData("return")), 0);
    assert.equal(rows({ saved: true }), 1);
    assert.equal(rows({ saved: true }, sampleData("return")), 0);
    assert.equal(rows({ min_total: 110800 }), 1);
    assert.equal(rows({ min_total: 110801 }), 0);
    assert.equal(rows({ min_total: 1, kind: ["return"] }), 0);
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
    // a figure and its unit, a size and its letter stay together where they fit
    assert.deepEqual(wrap("Syltetøy, 340 g glass", 13), ["Syltetøy,", "340 g glass"]);
    assert.deepEqual(wrap("Genser, str. M", 12), ["Genser,", "str. M"]);
    assert.deepEqual(wrap("12345 kg", 5), ["12345", "kg"]);
    assert.deepEqual(wrap("2 gode", 4), ["2", "gode"]);
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
    const kinds = { "order.original": "return", "report.number": "z_report", "copy.number": "copy" };
    for (const { name } of FIELDS.filter((field) => field.name !== "order.note")) {
        const data = sampleData(kinds[name]);
        const [line] = renderText(buildReceipt(template({ type: "text", text: `{${name}}` }), data));
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

test("codes that the paper can't hold become smaller, or text", () => {
    const qr = (data, size, columns = 42) =>
        buildReceipt({ version: 1, paper: { columns }, blocks: [{ type: "qr", data, size }] }, sampleData())
            .rows;
    assert.deepEqual(qr("https://x.no", 6), [{ type: "qr", data: "https://x.no", size: 6 }]);
    // 25 modules of 16 dots are wider than the 384 dots of a narrow roll.
    assert.equal(qr("https://solbakken.no", 16, 32)[0].size, 15);
    assert.equal(qr("x".repeat(2000), 6)[0].type, "text");
    const barcode = { type: "barcode", data: "ABCDEFGHIJKLMNOPQRST" };
    assert.equal(buildReceipt(template(barcode), sampleData()).rows[0].type, "text");
    const wide = { version: 1, paper: { columns: 48 }, blocks: [barcode] };
    assert.equal(buildReceipt(wide, sampleData()).rows[0].type, "barcode");
});

test("a name of parts is said in another language, part by part, and what has no other name stays", () => {
    const parts = [{ own: "Genser", other: "Sweater" }, { own: "Rød", other: "Red" }, { own: "S" }];
    assert.equal(inOtherWords("Genser (Rød, S)", parts), "Sweater (Red, S)");
    assert.equal(inOtherWords("Genser", parts), "Sweater");
    assert.equal(inOtherWords("Something typed", parts), "Something typed");
    // A word of the new name is not taken for the next part.
    assert.equal(
        inOtherWords("A (B)", [
            { own: "A", other: "B" },
            { own: "B", other: "C" },
        ]),
        "B (C)"
    );
    assert.equal(inOtherWords("Genser", [{ own: undefined, other: "x" }]), "Genser");
});

test("a report before the first sale has its zeros and leaves out what there is nothing of", () => {
    const none = { count: 0, amount: 0 };
    const report = {
        sales: none,
        returns: none,
        net: 0,
        rounding: 0,
        discounts: none,
        campaigns: [],
        vat: [],
        payments: [{ name: "Kontant", count: 0, amount: 0, returned: 0, counted: null }],
        cash: {
            opening: 100000,
            payments: 0,
            cash_in: none,
            cash_out: none,
            expected: 100000,
            counted: null,
        },
        groups: [],
        cashiers: [],
        counters: { receipts: { count: 0 }, drawer: none },
        grand: { sales: 0, returns: 0, net: 0 },
    };
    for (const columns of [32, 42]) {
        const data = { ...sampleData("x_report", "nb_NO"), report };
        assert.deepEqual(documentProblems(buildReceipt(paper(columns), data)), []);
        const shown = lines(data, columns);
        const ends = (start, end) => shown.some((row) => row.startsWith(start) && row.endsWith(end));
        assert.ok(ends("Netto salg", " 0,00"));
        assert.ok(ends("Forventet", "000,00"));
        assert.ok(ends("Kvitteringer", " 0") && ends("Netto i alt", " 0,00"));
        assert.ok(!shown.some((row) => /MVA per sats|Kasserere|Varegrupper|NaN|undefined|null/.test(row)));
    }
});
