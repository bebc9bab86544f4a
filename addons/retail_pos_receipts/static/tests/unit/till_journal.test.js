/** The till's journal on disk, the count of copies after a reload, receipts that travel with sales. */
import { expect, test } from "@odoo/hoot";
import { advanceTime, tick } from "@odoo/hoot-mock";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { setupChainEnv } from "@retail_pos_central/../tests/unit/utils";
import { defaultTemplate } from "@retail_pos_central/core/receipt/sample";
import { TillJournal } from "@retail_pos_receipts/till/journal/till_journal";

definePosModels();

/** A till with a receipt template; `line.isUp` says whether head office answers. */
async function setupTill() {
    const line = { isUp: false };
    const told = [];
    onRpc("/retail_pos/till/events", async (request) => {
        if (!line.isUp) {
            throw new Error("no line");
        }
        const { events } = (await request.json()).params;
        told.push(...events);
        return { taken: events.map(({ uuid }) => uuid) };
    });
    const { store } = await setupChainEnv();
    store.retail.contents.receipt = defaultTemplate();
    return { store, line, told };
}

async function paidOrder(store) {
    const order = await getFilledOrder(store);
    order.addPaymentline(store.models["pos.payment.method"].find((method) => method.is_cash_count));
    order.state = "paid";
    order.uiState.retailUnsent = true;
    return order;
}

const kinds = (events) => events.map(({ kind, number }) => [kind, number]);

test("prints of a sale that is not sent are counted after a reload as well", async () => {
    const { store } = await setupTill();
    const order = await paidOrder(store);
    await store.countPrint(order, 1);
    await store.countPrint(order, 2);
    await store.retailJournal.writing;
    // A page that knows nothing but what is in the till's database.
    Object.assign(order.uiState, { retailPrints: 0 });
    order.nb_print = 0;
    store.retailJournal = await new TillJournal(1).open();
    expect(kinds(store.retailJournal.events)).toEqual([
        ["receipt", 0],
        ["copy", 1],
    ]);
    expect(store.retailPrintsOf(order)).toBe(2);
});

test("what happens without a line is told when it is back, once", async () => {
    const { store, line, told } = await setupTill();
    store.retailNote("drawer", { note: "Opened by button" });
    store.retailNote("price_check", { amount: 49.9 });
    expect(await store.retailJournal.send()).toBe(false);
    expect(store.retailJournal.events.length).toBe(2);
    line.isUp = true;
    // Past the pause after a failure, short of the time that an answer may take.
    await advanceTime(7000);
    await tick();
    await store.retailJournal.send();
    expect(told.map(({ kind, amount, note }) => [kind, amount, note])).toEqual([
        ["drawer", 0, "Opened by button"],
        ["price_check", 4990, null],
    ]);
    expect(store.retailJournal.events).toEqual([]);
});

test("a drawer opened for a sale is told apart from one opened for nothing", async () => {
    const { store } = await setupTill();
    const order = await paidOrder(store);
    store.hardwareProxy.printer = { openCashbox() {} };
    const validation = new OrderPaymentValidation({ pos: store, orderUuid: order.uuid });
    validation.finalizeValidation().catch(() => {});
    await store.hardwareProxy.openCashbox("Opened by button");
    const drawers = store.retailJournal.events.filter(({ kind }) => kind.startsWith("drawer"));
    expect(drawers.map(({ kind, order_uuid }) => [kind, order_uuid])).toEqual([
        ["drawer_sale", order.uuid],
        ["drawer", null],
    ]);
});

test("a receipt is copied as often as the chain allows", async () => {
    const { store } = await setupTill();
    const order = await paidOrder(store);
    const printed = [];
    patchWithCleanup(store, {
        async retailPrintDocument(document, { copy }) {
            printed.push(copy);
            return { successful: true };
        },
    });
    const said = [];
    patchWithCleanup(store.dialog, { add: (_dialog, { title }) => said.push(String(title)) });
    await store.printReceipt({ order });
    await store.printReceipt({ order });
    expect(await store.printReceipt({ order })).toBe(false);
    expect(said).toEqual(["No more copies"]);
    expect(printed).toEqual([false, true]);
    store.retail.contents.settings = { copy_limit: 0 };
    await store.printReceipt({ order });
    expect(printed).toEqual([false, true, true]);
});

test("removed lines and cancelled sales are counted with their amounts", async () => {
    const { store } = await setupTill();
    const order = await getFilledOrder(store);
    const [first] = order.lines;
    const amount = Math.round(first.prices.total_included * 100);
    first.setQuantity(0);
    order.removeOrderline(first);
    const [event] = store.retailJournal.events;
    expect([event.kind, event.amount]).toEqual(["correction", -amount]);
    await store._onBeforeDeleteOrder(order);
    expect(store.retailJournal.events.at(-1).kind).toBe("cancelled");
});

test("a paid sale takes its receipt along, an open one does not", async () => {
    const { store } = await setupTill();
    const open = await getFilledOrder(store);
    expect("retail_receipt" in open.serializeForORM()).toBe(false);
    const order = await paidOrder(store);
    const { retail_receipt: receipt } = order.serializeForORM();
    expect(receipt.version).toBe(1);
    expect(receipt.rows.length).toBeGreaterThan(10);
});

test("the slip of a parked sale brings it back", async () => {
    const { store } = await setupTill();
    const parked = await getFilledOrder(store);
    parked.pos_reference = "260-1-000042";
    store.addNewOrder();
    expect(store.getOrder().uuid).not.toBe(parked.uuid);
    expect(await store.retailReturnByReceipt("260-1-000042")).toBe(true);
    expect(store.getOrder().uuid).toBe(parked.uuid);
});

test("goods may be bought on a receipt that takes goods back, which then is an exchange", async () => {
    const { store } = await setupTill();
    const order = await getFilledOrder(store);
    order.is_refund = true;
    order.lines.forEach((line) => (line.qty = -1));
    expect(order.isSaleDisallowed({ qty: 1 })).toBe(false);
    expect(order.isRefund).toBe(false);
});
