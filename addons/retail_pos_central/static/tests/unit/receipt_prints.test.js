/** How often a receipt was printed reaches head office, whatever is under way meanwhile. */
import { expect, test } from "@odoo/hoot";
import { tick } from "@odoo/hoot-mock";
import { MockServer, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { setupChainEnv } from "./utils";

definePosModels();

async function paidOrder(store) {
    const order = await getFilledOrder(store);
    order.addPaymentline(store.models["pos.payment.method"].find((method) => method.is_cash_count));
    order.state = "paid";
    order.uiState.retailUnsent = true;
    store.addPendingOrder([order.id]);
    return order;
}

const atHeadOffice = (order) => MockServer.env["pos.order"].browse(order.id)[0].nb_print;

/** Counts the writes of nb_print alone. */
function countWrites() {
    const writes = [];
    onRpc("pos.order", "write", ({ args }) => {
        writes.push(args[1]);
    });
    return writes;
}

test("a receipt printed before the sale is sent goes along with it", async () => {
    const { store } = await setupChainEnv();
    const writes = countWrites();
    const order = await paidOrder(store);
    await store.countPrint(order, 1);
    await store.syncAllOrders({ orders: [order] });
    expect(order.isSynced).toBe(true);
    expect([order.nb_print, atHeadOffice(order), order.isDirty()]).toEqual([1, 1, false]);
    expect(writes).toEqual([]);
});

test("a receipt printed while the sale is on its way is not forgotten", async () => {
    const { store } = await setupChainEnv();
    const writes = countWrites();
    const order = await paidOrder(store);
    let deliver;
    const line = new Promise((resolve) => (deliver = resolve));
    onRpc("pos.order", "sync_from_ui", async ({ parent }) => {
        await line;
        return parent();
    });
    const sending = store.syncAllOrders({ orders: [order] });
    await tick();
    await store.countPrint(order, 1);
    deliver();
    await sending;
    expect([order.nb_print, atHeadOffice(order), order.isDirty()]).toEqual([1, 1, false]);
    expect(writes).toEqual([{ nb_print: 1 }]);
    await store.syncAllOrders({ orders: [order], force: true });
    expect(writes.length).toBe(1);
});

test("a copy of a sale that is at head office is counted there at once", async () => {
    const { store } = await setupChainEnv();
    const order = await paidOrder(store);
    await store.syncAllOrders({ orders: [order] });
    await store.countPrint(order, 2);
    expect([order.nb_print, atHeadOffice(order), order.isDirty()]).toEqual([2, 2, false]);
});

test("an order with other changes keeps them to be sent", async () => {
    const { store } = await setupChainEnv();
    const order = await paidOrder(store);
    await store.syncAllOrders({ orders: [order] });
    order.general_customer_note = "Gave";
    await store.countPrint(order, 1);
    expect([atHeadOffice(order), order.isDirty()]).toEqual([1, true]);
});

test("before the chain's template has come, a printer gets a plain receipt", async () => {
    const { store, retail } = await setupChainEnv();
    expect(retail.contents.receipt).toBe(undefined);
    const printed = [];
    patchWithCleanup(store, {
        async retailPrintDocument(document) {
            printed.push(document);
            return { successful: true };
        },
    });
    const order = await paidOrder(store);
    await store.printReceipt({ order });
    expect(printed.length).toBe(1);
    expect(printed[0].rows.length).toBeGreaterThan(5);
    expect(order.nb_print).toBe(1);
});
