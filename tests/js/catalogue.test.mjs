/** The catalogue at the till: chunks, what changed since, and how goods are found. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    bundleOf,
    leadsTo,
    templatesConcerned,
} from "../../addons/retail_pos_catalogue/static/src/core/catalogue/bundle.js";
import { Changes } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/changes.js";
import {
    Chunk,
    chunkDigest,
    digestOf,
    entriesOf,
    numberOf,
} from "../../addons/retail_pos_catalogue/static/src/core/catalogue/chunk.js";
import { Finder } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/finder.js";
import { fold, wordsOf } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/fold.js";
import { mistakes } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/fuzzy.js";
import { Plan } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/plan.js";
import {
    SLICES,
    sliceKey,
    sliceOf,
    slicesOf,
    wholeChunks,
} from "../../addons/retail_pos_catalogue/static/src/core/catalogue/slices.js";
import { SearchIndexBuilder } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/search.js";

const CHUNK = new Chunk({
    "product.template": {
        same: {
            pos_categ_ids: [3],
            is_favorite: false,
            attribute_line_ids: [],
            combo_ids: [],
            pos_optional_product_ids: [],
        },
        fields: ["default_code", "id", "name", "pos_sequence"],
        rows: [
            ["M1", 10, "Tine Lettmelk 1 l", 2],
            [false, 11, "Grovbrød økologisk", 1],
        ],
    },
    "product.product": {
        same: { default_code: false },
        fields: ["barcode", "id", "product_tmpl_id"],
        rows: [
            ["7038010000010", 110, 10],
            ["7038010000027", 111, 11],
            ["7038010000034", 112, 11],
        ],
    },
    "product.uom": {
        same: { uom_id: 9 },
        fields: ["barcode", "id", "product_id"],
        rows: [["17038010000017", 1, 110]],
    },
});
const PRICES = new Chunk({
    "product.pricelist.item": {
        same: { pricelist_id: 2 },
        fields: ["fixed_price", "id", "product_tmpl_id"],
        rows: [
            [19, 71, 10],
            [29, 72, 11],
        ],
    },
});

function goods(...rows) {
    return rows.map(([id, name, more = {}]) => ({
        id,
        name,
        codes: [],
        barcodes: [],
        products: [id * 10],
        categories: [1],
        favorite: false,
        sequence: 1,
        ...more,
    }));
}

function indexOf(...digests) {
    const builder = new SearchIndexBuilder();
    digests.forEach((digest) => builder.add(digest));
    return builder.finish();
}

const finderOf = (...rows) => new Finder(indexOf(digestOf(goods(...rows))));

test("a chunk gives the rows that were packed, by the value of a field", () => {
    assert.deepEqual(
        CHUNK.rows("product.product", "product_tmpl_id", new Set([11])).map((row) => row.id),
        [111, 112]
    );
    assert.equal(CHUNK.rows("product.template", "id", new Set([10]))[0].is_favorite, false);
    assert.deepEqual(CHUNK.rows("product.uom", "uom_id", new Set([9])).length, 1);
    assert.deepEqual(CHUNK.rows("product.combo"), []);
    assert.equal(numberOf(1023, 512), 1);
});

test("all that belongs to an article comes with it, and nothing else", () => {
    const rows = bundleOf([11], { goods: [CHUNK], prices: [PRICES] }, new Changes());
    assert.deepEqual(
        rows["product.template"].map((row) => row.name),
        ["Grovbrød økologisk"]
    );
    assert.deepEqual(
        rows["product.product"].map((row) => row.id),
        [111, 112]
    );
    assert.deepEqual(rows["product.uom"], []);
    assert.deepEqual(
        rows["product.pricelist.item"].map((row) => row.fixed_price),
        [29]
    );
});

test("the slices of a chunk give each article what the chunk gives it", () => {
    const cut = (chunk) => slicesOf(chunk, 64).map((models) => new Chunk(models));
    const [ofGoods, ofPrices] = [cut(CHUNK), cut(PRICES)];
    for (const id of [10, 11]) {
        const slice = sliceOf(id, 64);
        assert.deepEqual(
            bundleOf([id], { goods: [ofGoods[slice]], prices: [ofPrices[slice]] }, new Changes()),
            bundleOf([id], { goods: [CHUNK], prices: [PRICES] }, new Changes())
        );
    }
    assert.equal(ofGoods.length, SLICES);
    assert.deepEqual(ofGoods[sliceOf(10, 64)].rows("product.template").length, 2);
    const everything = { rows: (model) => ofGoods.flatMap((slice) => slice.rows(model)) };
    assert.deepEqual(chunkDigest(everything), chunkDigest(CHUNK));
});

test("variants, menus and what they are made of lie in the slice of their article", () => {
    const table = (...rows) => ({
        same: {},
        fields: Object.keys(rows[0]),
        rows: rows.map((row) => Object.values(row)),
    });
    const plain = { attribute_line_ids: [], combo_ids: [] };
    const chunk = new Chunk({
        "product.template": table(
            { id: 1, ...plain, attribute_line_ids: [5] },
            { id: 40, ...plain, combo_ids: [8] },
            { id: 41, ...plain, combo_ids: [8] },
            { id: 63, ...plain }
        ),
        "product.template.attribute.line": table({ id: 5, product_template_value_ids: [6] }),
        "product.template.attribute.value": table({ id: 6, name: "Rød" }),
        "product.template.attribute.exclusion": table({ id: 7, product_template_attribute_value_id: 6 }),
        "product.combo": table({ id: 8, combo_item_ids: [9] }),
        "product.combo.item": table({ id: 9, product_id: 400 }),
    });
    const slices = slicesOf(chunk, 64).map((models) => new Chunk(models));
    for (const id of [1, 40, 41, 63]) {
        const from = (goods) => bundleOf([id], { goods: [goods], prices: [] }, new Changes());
        assert.deepEqual(from(slices[sliceOf(id, 64)]), from(chunk));
    }
    assert.deepEqual(slices[sliceOf(63, 64)].rows("product.combo"), []);
});

test("every range has as many slices, whatever its span, and a chunk is held when all of them are", () => {
    for (const [span, first] of [
        [1024, 2048],
        [40, 80],
        [4096, 0],
    ]) {
        const slices = new Set(Array.from({ length: span }, (_, i) => sliceOf(first + i, span)));
        assert.deepEqual(
            [...slices],
            Array.from({ length: SLICES }, (_, i) => i)
        );
    }
    const keys = Array.from({ length: SLICES }, (_, i) => sliceKey("a", i));
    assert.deepEqual(wholeChunks([...keys, "b/0", "c"]), ["a"]);
    assert.deepEqual(wholeChunks(keys.slice(1)), []);
});

test("what changed stands for what the chunk holds; what is gone is gone", () => {
    const changes = new Changes();
    changes.put("product.pricelist.item", 71, {
        id: 71,
        product_tmpl_id: 10,
        fixed_price: 15,
        pricelist_id: 2,
    });
    changes.put("product.pricelist.item", 90, {
        id: 90,
        product_tmpl_id: 10,
        fixed_price: 12,
        pricelist_id: 2,
    });
    changes.put("product.product", 112, null);
    const rows = bundleOf([10, 11], { goods: [CHUNK], prices: [PRICES] }, changes);
    assert.deepEqual(rows["product.pricelist.item"].map((row) => row.fixed_price).sort(), [12, 15, 29]);
    assert.deepEqual(
        rows["product.product"].map((row) => row.id),
        [110, 111]
    );
    changes.put("product.pricelist.item", 90, {
        id: 90,
        product_tmpl_id: 11,
        fixed_price: 12,
        pricelist_id: 2,
    });
    const moved = bundleOf([10], { goods: [CHUNK], prices: [PRICES] }, changes);
    assert.deepEqual(
        moved["product.pricelist.item"].map((row) => row.fixed_price),
        [15]
    );
    assert.equal(changes.size, 3);
    changes.put("product.template", 10, null);
    assert.deepEqual(bundleOf([10], { goods: [CHUNK], prices: [PRICES] }, changes)["product.product"], []);
});

test("menus and optional goods lead to more goods", () => {
    const changes = new Changes();
    changes.put("product.template", 10, {
        id: 10,
        attribute_line_ids: [],
        combo_ids: [5],
        pos_optional_product_ids: [11],
    });
    changes.put("product.combo", 5, { id: 5, combo_item_ids: [6] });
    changes.put("product.combo.item", 6, { id: 6, product_id: 112 });
    const rows = bundleOf([10], { goods: [CHUNK], prices: [] }, changes);
    assert.deepEqual(leadsTo(rows), { templates: [11], products: [112] });
});

test("a changed packaging concerns the article that it holds", () => {
    const records = {
        "product.uom": [
            { id: 1, product_id: 110 },
            { id: 2, product_id: 999 },
        ],
        "product.template": [{ id: 11 }],
    };
    assert.deepEqual([...templatesConcerned(records, (id) => (id === 110 ? 10 : null))], [11, 10]);
});

test("barcodes of variants and packagings lead to the article, also with a zero in front", () => {
    const index = indexOf(chunkDigest(CHUNK));
    const ids = (lines) => lines.map((line) => index.ids[line]);
    assert.deepEqual(ids(index.linesOfBarcode("7038010000034")), [11]);
    assert.deepEqual(ids(index.linesOfBarcode("17038010000017")), [10]);
    assert.deepEqual(index.linesOfBarcode("703801000003"), []);
    assert.deepEqual(index.linesOfBarcode("07038010000034"), []);
    assert.deepEqual(index.linesOfBarcode(""), []);
    assert.deepEqual(ids(index.linesOfCode("m1")), [10]);
    assert.equal(index.ids[index.lineOfProduct(112)], 11);
    assert.equal(index.lineOfProduct(113), -1);
    assert.equal(index.lineOfTemplate(12), -1);
});

test("many chunks make one index", () => {
    const parts = Array.from({ length: 20 }, (_none, part) =>
        digestOf(
            goods(
                ...Array.from({ length: 50 }, (_other, at) => [
                    part * 50 + at + 1,
                    `Vare ${part * 50 + at + 1}`,
                    { barcodes: [String(9000 + part * 50 + at + 1)] },
                ])
            )
        )
    );
    const index = indexOf(...parts, digestOf([]));
    assert.equal(index.count, 1000);
    for (const id of [1, 50, 51, 777, 1000]) {
        assert.equal(index.ids[index.linesOfBarcode(String(9000 + id))[0]], id);
        assert.equal(index.nameOf(index.lineOfTemplate(id)), `vare ${id}`);
        assert.equal(index.ids[index.search(`vare ${id}`)[0].line], id);
    }
});

test("Norwegian letters are found with and without them", () => {
    assert.equal(fold("Blåbær Økologisk"), "blabaer okologisk");
    assert.equal(fold("Blåbær"), "blabaer");
    assert.deepEqual(wordsOf(fold("Brus 0,5 l, søt. Nr. 7")), ["brus", "0.5", "l", "sot", "nr", "7"]);
    const finder = finderOf([1, "Blåbærsyltetøy"], [2, "Grovbrød"], [3, "Crème fraîche"], [4, "Pålegg"]);
    assert.deepEqual(finder.search("blåbær"), [1]);
    assert.deepEqual(finder.search("BLABAER"), [1]);
    assert.deepEqual(finder.search("brod"), [2]);
    assert.deepEqual(finder.search("creme fraiche"), [3]);
    assert.deepEqual(finder.search("paalegg"), [4]);
});

test("typing errors within reason: missing, wrong, doubled and swapped letters", () => {
    const finder = finderOf(
        [1, "Tine lettmelk"],
        [2, "Nidar melkesjokolade"],
        [3, "Q yoghurt skogsbær"],
        [4, "Gilde kjøttdeig"],
        [5, "Brus"]
    );
    assert.deepEqual(finder.search("lettmlek"), [1]);
    assert.deepEqual(finder.search("letmelk"), [1]);
    assert.deepEqual(finder.search("yogurth"), [3]);
    assert.deepEqual(finder.search("yogurt skogsbar"), [3]);
    assert.deepEqual(finder.search("kjødtdeig gilde"), [4]);
    assert.deepEqual(finder.search("melkesjoko"), [2]);
    assert.deepEqual(finder.search("bruss"), [5]);
    assert.deepEqual(finder.search("helikopter"), []);
    assert.deepEqual(finder.search("tin kjøttdeig"), []);
    assert.equal(mistakes("abcdef", "abdcef", 2), 1);
    assert.equal(mistakes("abc", "abcdefgh", 1), 0);
    assert.equal(mistakes("abcdef", "uvwxyz", 2), 3);
});

test("numbers are taken as typed", () => {
    const finder = finderOf(
        [1, "Batteri 2032", { codes: ["B2032"] }],
        [2, "Batteri 2025", { codes: ["B2025"] }]
    );
    assert.deepEqual(finder.search("2032"), [1]);
    assert.deepEqual(finder.search("2052"), []);
    assert.deepEqual(finder.search("b20"), [1, 2]);
});

test("the closest match stands first: the word itself, then its parts, favourites before others", () => {
    const finder = finderOf(
        [1, "Lettmelk Tine"],
        [2, "Melk"],
        [3, "Melkesjokolade"],
        [4, "Kaffe med melkeskum stor"],
        [5, "Helmelk Tine", { favorite: true }]
    );
    assert.deepEqual(finder.search("melk").slice(0, 3), [2, 3, 5]);
    assert.deepEqual(finder.search("melk").length, 5);
    assert.deepEqual(finder.search("tine melk"), [5, 1]);
});

test("a code or barcode is found by itself or a piece of it", () => {
    const finder = finderOf(
        [1, "Melk", { codes: ["V004711"], barcodes: ["7038010000010"] }],
        [2, "Brød", { codes: ["V009911"], barcodes: ["7038010000027"] }]
    );
    assert.deepEqual(finder.search("v004711"), [1]);
    assert.deepEqual(finder.search("7038010000027"), [2]);
    assert.deepEqual(finder.search("000002"), [2]);
    assert.deepEqual(finder.search("70380"), [1, 2]);
    assert.deepEqual(finder.byCode("V009911"), [2]);
});

test("goods that changed are found as they are now", () => {
    const finder = finderOf(
        [1, "Melk", { barcodes: ["111"] }],
        [2, "Brød", { barcodes: ["222"] }],
        [3, "Smør"]
    );
    const [renamed, added] = goods(
        [1, "Lettmelk", { barcodes: ["333"], categories: [8] }],
        [9, "Kefir", { barcodes: ["999"] }]
    );
    finder.update([
        [1, renamed],
        [9, added],
        [2, null],
    ]);
    assert.deepEqual(finder.byBarcode("111"), []);
    assert.deepEqual(finder.byBarcode("333"), [1]);
    assert.deepEqual(finder.byBarcode("222"), []);
    assert.deepEqual(finder.search("kefir"), [9]);
    assert.deepEqual(finder.search("brød"), []);
    assert.equal(finder.ofProduct(90), 9);
    assert.equal(finder.ofProduct(20), null);
    assert.equal(finder.has(3), true);
    assert.equal(finder.size, 3);
    assert.ok(finder.categories.has(8));
});

test("the wall of goods: favourites, the chain's order, then names; by category", () => {
    const finder = finderOf(
        [1, "C", { sequence: 2 }],
        [2, "B", { sequence: 2 }],
        [3, "D", { sequence: 1, categories: [7] }],
        [4, "E", { sequence: 9, favorite: true }]
    );
    assert.deepEqual(finder.browse(null), [4, 3, 2, 1]);
    assert.deepEqual(finder.browse(null, 2), [4, 3]);
    assert.deepEqual(finder.browse(new Set([7])), [3]);
    finder.update([[3, goods([3, "A", { sequence: 3, categories: [7] }])[0]]]);
    assert.deepEqual(finder.browse(null), [4, 2, 1, 3]);
});

test("an empty catalogue finds nothing and fails nowhere", () => {
    const finder = new Finder(indexOf());
    assert.deepEqual(finder.search("melk"), []);
    assert.deepEqual(finder.byBarcode("1"), []);
    assert.deepEqual(finder.browse(null), []);
    assert.equal(finder.has(1), false);
    assert.equal(finder.ofProduct(1), null);
    assert.equal(finder.size, 0);
});

test("entries hold what is searched, of a template and its variants", () => {
    const rows = {
        "product.template": CHUNK.rows("product.template"),
        "product.product": CHUNK.rows("product.product"),
        "product.uom": CHUNK.rows("product.uom"),
    };
    assert.deepEqual(entriesOf(rows)[0], {
        id: 10,
        name: "Tine Lettmelk 1 l",
        codes: ["M1"],
        barcodes: ["7038010000010", "17038010000017"],
        products: [110],
        categories: [3],
        favorite: false,
        sequence: 2,
    });
});

test("the plan of a catalogue tells which parts hold an article, and which the till lacks", () => {
    const plan = new Plan({
        version: "v",
        layers: [
            {
                kind: "goods",
                span: 10,
                chunks: [
                    [1, "a", "/a"],
                    [2, "b", "/b"],
                ],
            },
            { kind: "prices", span: 40, chunks: [[0, "p", "/p"]] },
            {
                kind: "prices",
                span: 40,
                chunks: [
                    [1, "q", "/q"],
                    [2, "a", "/a"],
                ],
            },
        ],
    });
    const hashes = (entries) => entries.map(({ sha256 }) => sha256);
    const parts = (kind, ids) => plan.slicesFor(kind, ids).map(({ entry, slice }) => [entry.sha256, slice]);
    assert.deepEqual(parts("goods", [11, 12, 25, 25, 99]), [
        ["a", 3],
        ["a", 6],
        ["b", 16],
    ]);
    assert.deepEqual(parts("prices", [25, 45]), [
        ["p", 20],
        ["q", 4],
    ]);
    assert.deepEqual(hashes(plan.entries("goods")), ["a", "b"]);
    assert.deepEqual(hashes(plan.missing(new Set(["a", "q"]))), ["b", "p"]);
});
