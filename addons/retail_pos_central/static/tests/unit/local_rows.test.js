/** What of the till's own records goes into Odoo's cache after a change. */
import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { setupChainEnv } from "./utils";

definePosModels();

/** A till with a sale that waits, a sale under way, and a cache that tells what it was told. */
async function setupTill() {
    const { store } = await setupChainEnv();
    const cache = { status: "fulfilled", written: {}, deleted: {} };
    patchWithCleanup(store.data, {
        indexedDB: {
            async create(model, rows) {
                cache.written[model] = rows.map((row) => row.uuid);
                return rows.length ? [{ status: cache.status }] : undefined;
            },
            async delete(model, keys) {
                cache.deleted[model] = keys;
            },
        },
    });
    const sale = await getFilledOrder(store);
    sale.addPaymentline(store.models["pos.payment.method"].find((method) => method.is_cash_count));
    sale.state = "paid";
    sale.uiState.retailUnsent = true;
    const open = await getFilledOrder(store, { uuid: "open" });
    const sync = async () => {
        await store.data.synchronizeLocalDataInIndexedDB();
        return cache.written["pos.order"].includes(sale.uuid);
    };
    return { store, cache, sale, open, sync };
}

test("a sale that waits is written once, whole, and the one under way each time", async () => {
    const { cache, sale, open, sync } = await setupTill();
    expect(await sync()).toBe(true);
    for (const records of [sale.lines, open.lines]) {
        expect(records.every(({ uuid }) => cache.written["pos.order.line"].includes(uuid))).toBe(true);
    }
    expect(cache.written["pos.payment"]).toEqual([sale.payment_ids[0].uuid]);
    expect(await sync()).toBe(false);
    expect(cache.written["pos.order"]).toEqual([open.uuid]);
    expect(cache.written["pos.order.line"]).toEqual(open.lines.map(({ uuid }) => uuid));
    expect(cache.written["pos.payment"]).toEqual([]);
});

test("whatever changes of it is written", async () => {
    const { sale, sync } = await setupTill();
    await sync();
    for (const change of [
        () => (sale.nb_print = 1),
        () => (sale.lines[0].customer_note = "Gift"),
        () => (sale.payment_ids[0].transaction_id = "17"),
        () => (sale.uiState.retailPrints = 2),
    ]) {
        expect(await sync()).toBe(false);
        change();
        expect(await sync()).toBe(true);
    }
});

test("what could not be written is written with the next change", async () => {
    const { cache, sync } = await setupTill();
    cache.status = "rejected";
    expect(await sync()).toBe(true);
    expect(await sync()).toBe(true);
    cache.status = "fulfilled";
    expect(await sync()).toBe(true);
    expect(await sync()).toBe(false);
});

test("a sale that head office has leaves the cache, once, and again when it was read anew", async () => {
    const { store, cache, sale, sync } = await setupTill();
    await sync();
    await store.syncAllOrders({ orders: [sale], force: true });
    expect(sale.uiState.retailUnsent).toBe(false);
    const uuids = sale.lines.map(({ uuid }) => uuid);
    await sync();
    expect(cache.deleted["pos.order.line"].filter((uuid) => uuids.includes(uuid))).toEqual(uuids);
    await sync();
    expect(cache.deleted["pos.order.line"]).toEqual([]);
    await store.data.synchronizeServerDataInIndexedDB({ "pos.order.line": [] });
    await sync();
    expect(cache.deleted["pos.order.line"].filter((uuid) => uuids.includes(uuid))).toEqual(uuids);
});
