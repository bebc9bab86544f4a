/** Goods that stand in the catalogue only: scanned, searched, changed, gone. */
import { expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { priceItem, setupChainEnv } from "@retail_pos_central/../tests/unit/utils";
import { sha256Hex } from "@retail_pos_central/core/sha256";

definePosModels();

const BARCODE = "9938010000010";
const TEMPLATE = 9001;
const PRODUCT = 9101;
const POSITION = { epoch: "e1", cursor: "9:9:/1-8" };

/** Rows as columns, as the server packs them. */
function packed(rows) {
    const fields = Object.keys(rows[0]);
    return { same: {}, fields, rows: rows.map((row) => fields.map((field) => row[field])) };
}

function templateRow(store, values = {}) {
    const { raw } = store.models["product.template"].get(5);
    const plain = Object.fromEntries(
        Object.entries(raw).map(([name, value]) => [name, value instanceof Set ? [...value] : value])
    );
    return {
        ...plain,
        id: TEMPLATE,
        name: "Blåbærsyltetøy",
        display_name: "Blåbærsyltetøy",
        list_price: 40,
        product_variant_ids: [PRODUCT],
        attribute_line_ids: [],
        combo_ids: [],
        pos_optional_product_ids: [],
        is_favorite: false,
        ...values,
    };
}

function productRow(store, values = {}) {
    const { raw } = store.models["product.template"].get(5).product_variant_ids[0];
    const plain = Object.fromEntries(
        Object.entries(raw).map(([name, value]) => [name, value instanceof Set ? [...value] : value])
    );
    return {
        ...plain,
        id: PRODUCT,
        product_tmpl_id: TEMPLATE,
        display_name: "Blåbærsyltetøy",
        barcode: BARCODE,
        lst_price: 40,
        ...values,
    };
}

/** A till with a catalogue of one article more than it has in memory, and a price for it. */
async function setupCatalogueEnv({ damaged = false, items = [{ id: 950, fixed_price: 33 }] } = {}) {
    const files = {};
    let index = { pending: true };
    onRpc("/retail_pos/till/catalogue", async (request) => {
        const { params } = await request.json();
        return params.version === index.version ? { same: true } : index;
    });
    onRpc("/retail_pos/blob/*", (request) => new Response(files[new URL(request.url).pathname]), {
        pure: true,
    });
    const { store, retail } = await setupChainEnv({ place: { catalogue: true } });
    const catalogue = store.retailCatalogue;
    clearTimeout(catalogue.timer);
    const serve = (models) => {
        const body = JSON.stringify(models);
        const sha256 = sha256Hex(new TextEncoder().encode(body));
        const url = `/retail_pos/blob/${sha256}/x`;
        files[url] = damaged ? "{}" : body;
        return [Math.floor(TEMPLATE / 512), sha256, url];
    };
    const prices = items.map((item) => priceItem({ ...item, product_tmpl_id: TEMPLATE }));
    const offer = (template = {}, version = "v1", epoch = POSITION.epoch) => {
        index = {
            version,
            position: { ...POSITION, epoch },
            layers: [
                {
                    kind: "goods",
                    span: 512,
                    pricelist_id: null,
                    chunks: [
                        serve({
                            "product.template": packed([templateRow(store, template)]),
                            "product.product": packed([productRow(store)]),
                        }),
                    ],
                },
                {
                    kind: "prices",
                    span: 512,
                    pricelist_id: 2,
                    chunks: prices.length ? [serve({ "product.pricelist.item": packed(prices) })] : [],
                },
            ],
        };
    };
    offer();
    await catalogue.wake();
    clearTimeout(catalogue.timer);
    await retail.pull({ feed: true });
    return { store, retail, catalogue, offer };
}

test("goods come into memory when their barcode is looked up, with their prices", async () => {
    const { store, catalogue } = await setupCatalogueEnv();
    expect(catalogue.isReady).toBe(true);
    expect(store.models["product.template"].get(TEMPLATE)).toBe(undefined);
    const product = await store.retailFindProduct(BARCODE);
    expect(product.id).toBe(PRODUCT);
    const template = product.product_tmpl_id;
    expect(template.name).toBe("Blåbærsyltetøy");
    const pricelist = store.models["product.pricelist"].get(2);
    expect(template.getPrice(pricelist, 1, 0, false, product)).toBe(33);
    expect(template.taxes_id.length).toBe(store.models["product.template"].get(5).taxes_id.length);
    const order = store.addNewOrder();
    const line = await store.addLineToOrder({ product_tmpl_id: template, product_id: product }, order);
    expect(line.product_id.id).toBe(PRODUCT);
});

test("search and the wall of goods show what is on disk", async () => {
    const { store } = await setupCatalogueEnv();
    store.searchProductWord = "blabærsyltetoy";
    expect(store.productsToDisplay).toEqual([]);
    await store.data.retailLoadTemplates(store.retailShownIds());
    expect(store.productsToDisplay.map(({ id }) => id)).toEqual([TEMPLATE]);
    store.searchProductWord = "";
    await store.data.retailLoadTemplates(store.retailShownIds());
    expect(store.productsToDisplay.map(({ id }) => id)).toEqual([TEMPLATE]);
});

test("the price check finds goods by name with a typing error, without the line", async () => {
    const { store } = await setupCatalogueEnv();
    store.data.network.offline = true;
    for (const word of ["blåbersyltetøy", "blabaer"]) {
        const found = await store.retailSearchProducts(word, 8);
        expect(found.map(({ id }) => id)).toEqual([PRODUCT], { message: word });
    }
    store.models["product.template"].get(TEMPLATE).available_in_pos = false;
    expect(await store.retailSearchProducts("blåbær", 8)).toEqual([]);
});

test("a change of goods that are not in memory stays on disk until they are wanted", async () => {
    const { store, retail } = await setupCatalogueEnv();
    const item = priceItem({ id: 950, product_tmpl_id: TEMPLATE, fixed_price: 29 });
    await retail.feed.apply({ "product.pricelist.item": [item] }, {});
    expect(store.models["product.pricelist.item"].get(950)).toBe(undefined);
    const product = await store.retailFindProduct(BARCODE);
    const pricelist = store.models["product.pricelist"].get(2);
    expect(product.product_tmpl_id.getPrice(pricelist, 1, 0, false, product)).toBe(29);
    await retail.feed.apply({ "product.pricelist.item": [{ ...item, fixed_price: 27 }] }, {});
    expect(product.product_tmpl_id.getPrice(pricelist, 1, 0, false, product)).toBe(27);
});

test("a pricelist that changes keeps the prices of goods in memory", async () => {
    const { store, retail } = await setupCatalogueEnv();
    const product = await store.retailFindProduct(BARCODE);
    const item = priceItem({ id: 950, product_tmpl_id: TEMPLATE, fixed_price: 31 });
    const row = { id: 2, name: "Renamed", display_name: "Renamed", item_ids: [] };
    await retail.feed.apply({ "product.pricelist.item": [item], "product.pricelist": [row] }, {});
    await retail.feed.apply({ "product.pricelist": [row] }, {});
    const pricelist = store.models["product.pricelist"].get(2);
    expect(pricelist.name).toBe("Renamed");
    expect(product.product_tmpl_id.getPrice(pricelist, 1, 0, false, product)).toBe(31);
});

test("a new barcode is found, an old one and withdrawn goods are not", async () => {
    const { store, retail, catalogue } = await setupCatalogueEnv();
    const [template, product] = [templateRow(store), productRow(store, { barcode: "555" })];
    await retail.feed.apply({ "product.template": [template], "product.product": [product] }, {});
    expect(catalogue.finder.byBarcode(BARCODE)).toEqual([]);
    expect(catalogue.finder.byBarcode("555")).toEqual([TEMPLATE]);
    await retail.feed.apply({}, { "product.template": [TEMPLATE], "product.product": [PRODUCT] });
    expect(catalogue.finder.byBarcode("555")).toEqual([]);
    expect(catalogue.finder.size).toBe(0);
});

test("rows that refer to goods on disk bring them along", async () => {
    const { store } = await setupCatalogueEnv();
    await store.data.missingRecursive({ "pos.order.line": [{ id: 1, product_id: PRODUCT }] });
    expect(store.models["product.product"].get(PRODUCT).barcode).toBe(BARCODE);
});

test("a damaged part is never taken into use; what the till had stays", async () => {
    const { catalogue } = await setupCatalogueEnv({ damaged: true });
    expect(catalogue.isReady).toBe(false);
    expect(catalogue.waiting).toBe(null);
    expect(catalogue.retryMs > 2000).toBe(true);
});

test("a newer catalogue is taken whole, and the feed goes on from where it was made", async () => {
    const { store, retail, catalogue, offer } = await setupCatalogueEnv();
    await retail.feed.apply(
        { "product.pricelist.item": [priceItem({ id: 950, product_tmpl_id: TEMPLATE, fixed_price: 1 })] },
        {}
    );
    offer({ name: "Tyttebærsyltetøy" }, "v2");
    const positions = [];
    onRpc("/retail_pos/till/feed", async (request) => {
        positions.push((await request.json()).params.cursor);
        return { ...POSITION, reset: false, records: {}, deleted: {} };
    });
    await catalogue.wake();
    expect(catalogue.finder.search("tyttebær")).toEqual([]);
    await retail.pull({ feed: true });
    expect(positions.length).toBe(2);
    expect(positions[1]).toBe(POSITION.cursor);
    expect(catalogue.finder.search("tyttebær")).toEqual([TEMPLATE]);
    expect(catalogue.changes.size).toBe(0);
    const product = await store.retailFindProduct(BARCODE);
    expect(product.product_tmpl_id.name).toBe("Tyttebærsyltetøy");
});

/** The server was put back: it knows no position but those of its own history. */
function restoreServer(epoch) {
    onRpc("/retail_pos/till/feed", async (request) => {
        const { params } = await request.json();
        const reset = params.epoch !== epoch || params.cursor !== POSITION.cursor;
        return { epoch, cursor: POSITION.cursor, reset, records: {}, deleted: {} };
    });
}

/** A till that has sold an article at a price which the server then knows nothing of. */
async function setupAheadOfServer() {
    const env = await setupCatalogueEnv();
    const product = await env.store.retailFindProduct(BARCODE);
    const row = templateRow(env.store, { list_price: 47 });
    await env.retail.feed.apply({ "product.template": [row] }, {});
    await env.retail.feed.goBackTo({ version: "v1", position: { epoch: "e1", cursor: "20:20:/9-19" } });
    expect(product.product_tmpl_id.list_price).toBe(47);
    return { ...env, price: () => product.product_tmpl_id.list_price };
}

test("after a restore of the server goods in memory are read anew", async () => {
    const { store, retail, catalogue, offer, price } = await setupAheadOfServer();
    offer({ list_price: 99 }, "v3", "e2");
    restoreServer("e2");
    await retail.pull({ feed: true });
    await catalogue.wake();
    await retail.pull({ feed: true });
    expect(price()).toBe(99);
    expect(store.models["product.template"].get(5)).toBe(undefined);
});

test("also when the restored server's catalogue is here before the feed was asked", async () => {
    const { retail, catalogue, offer, price } = await setupAheadOfServer();
    offer({ list_price: 99 }, "v3", "e2");
    restoreServer("e2");
    await catalogue.wake();
    await retail.pull({ feed: true });
    await catalogue.wake();
    await retail.pull({ feed: true });
    expect(price()).toBe(99);
    expect(catalogue.isOfAnotherHistory).toBe(false);
});

test("also when the restored server's catalogue is the one that the till holds", async () => {
    const { retail, catalogue, price } = await setupAheadOfServer();
    restoreServer("e1");
    await retail.pull({ feed: true });
    await catalogue.wake();
    await retail.pull({ feed: true });
    expect(price()).toBe(40);
    expect(catalogue.changes.size).toBe(0);
});

test("also when the page was loaded anew in between", async () => {
    const { retail, catalogue, price } = await setupAheadOfServer();
    restoreServer("e1");
    await retail.pull({ feed: true });
    await catalogue.fetching;
    Object.assign(catalogue, { waiting: null, history: 0 });
    await retail.feed.start();
    await catalogue.wake();
    await retail.pull({ feed: true });
    expect(price()).toBe(40);
    expect(await retail.db.get("state", "catalogueOfAnotherHistory")).toBe(undefined);
});

test("goods that were held for a cashier of another language are read anew", async () => {
    const { store, retail, catalogue, offer } = await setupCatalogueEnv();
    const product = await store.retailFindProduct(BARCODE);
    await retail.db.put("state", { catalogueLanguage: "nb-NO" });
    await retail.feed.start(); // as a page that was loaded anew in this one's
    offer({ name: "Blueberry jam" }, "v4");
    await catalogue.wake();
    await retail.pull({ feed: true });
    expect(product.product_tmpl_id.name).toBe("Blueberry jam");
    expect(await retail.db.get("state", "catalogueLanguage")).not.toBe("nb-NO");
});
