/** The change feed on the till: what changes is shown, what leaves the range is gone. */
import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { addLine, setupChainEnv } from "./utils";

definePosModels();

test("a new price comes by the feed; a line keeps the price it was scanned at", async () => {
    const { store, retail } = await setupChainEnv();
    const order = store.addNewOrder();
    const line = await addLine(store, order);
    const template = store.models["product.template"].get(5);
    const [row] = [{ ...template.raw, list_price: 120 }];
    const variant = { ...template.product_variant_ids[0].raw, lst_price: 120 };
    await retail.feed.apply({ "product.template": [row], "product.product": [variant] }, {});
    expect(template.list_price).toBe(120);
    line.setQuantity(2);
    expect(line.price_unit).toBe(100);
    const again = await addLine(store, order);
    expect(again.price_unit).toBe(120);
    expect(order.lines.length).toBe(2);
});

test("a small change rides with the ring: shown at once, not fetched, and the cursor stays", async () => {
    const { store, retail } = await setupChainEnv();
    const { cursor } = retail.feed.position;
    const product = store.models["product.template"].get(5);
    const changes = (xid, list_price) => ({
        epoch: "e1",
        xid,
        records: { "product.template": [{ ...product.raw, list_price }] },
        deleted: {},
    });
    await retail.onChanges(changes("30", 41));
    expect(product.list_price).toBe(41);
    expect(retail.feed.position.cursor).toBe(cursor);
    // An earlier transaction that the last pull did not see counts, one that it brought does not.
    await retail.onChanges(changes("22", 42));
    expect(product.list_price).toBe(42);
    await retail.onChanges(changes("23", 43));
    expect(product.list_price).toBe(42);
    await retail.onChanges({ ...changes("31", 44), epoch: "another server" });
    expect(product.list_price).toBe(42);
    Object.assign(retail, { wanted: null, pullTimer: null });
    retail.onDoorbell({ feed: true, carried: [3] });
    expect(retail.wanted).toBe(null);
    retail.onDoorbell({ feed: true, carried: [4] });
    expect(retail.wanted).toEqual({ manifest: false, feed: true });
    clearTimeout(retail.pullTimer);
});

test("open orders follow new prices where the chain says so", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ settings: { reprice: "follow" }, campaign: [] });
    const order = store.addNewOrder();
    order.setPricelist(store.models["product.pricelist"].get(3));
    const line = await addLine(store, order);
    const before = line.price_unit;
    const item = { ...store.models["product.pricelist.item"].get(2).raw, percent_price: 50 };
    await retail.feed.apply({ "product.pricelist.item": [item] }, {});
    expect(before).toBe(10);
    expect(line.price_unit).toBe(50);
});

test("what left the till's range is gone, but not from an open order", async () => {
    const { store, retail } = await setupChainEnv();
    const order = store.addNewOrder();
    const line = await addLine(store, order);
    const used = line.product_id.id;
    const other = store.models["product.template"].get(6);
    const unused = other.product_variant_ids[0].id;
    await retail.feed.apply({}, { "product.product": [used, unused], "product.template": [5, 6] });
    expect(store.models["product.template"].get(6)).toBe(undefined);
    expect(store.models["product.product"].get(unused)).toBe(undefined);
    expect(line.product_id.id).toBe(used);
    expect(store.models["product.template"].get(5).canBeDisplayed).toBe(false);
});
