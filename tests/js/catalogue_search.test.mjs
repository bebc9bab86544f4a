/** How goods are found at the till: by barcode, code and name, with typing errors, by category. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    chunkDigest,
    digestOf,
    entriesOf,
} from "../../addons/retail_pos_catalogue/static/src/core/catalogue/chunk.js";
import { Finder } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/finder.js";
import { fold, wordsOf } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/fold.js";
import { mistakes } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/fuzzy.js";
import { SearchIndexBuilder } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/search.js";
import { CHUNK } from "./catalogue_chunk.mjs";

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
