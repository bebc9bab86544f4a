/** The catalogue at the till: chunks, their slices, what changed since, and what an article needs. */
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
    numberOf,
} from "../../addons/retail_pos_catalogue/static/src/core/catalogue/chunk.js";
import { Plan } from "../../addons/retail_pos_catalogue/static/src/core/catalogue/plan.js";
import {
    SLICES,
    sliceKey,
    sliceOf,
    slicesOf,
    wholeChunks,
} from "../../addons/retail_pos_catalogue/static/src/core/catalogue/slices.js";
import { CHUNK } from "./catalogue_chunk.mjs";

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
