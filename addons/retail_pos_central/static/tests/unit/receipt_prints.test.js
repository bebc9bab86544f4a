/** Receipts: the customer's language, slips that outlive the page, how often one was printed. */
import { expect, test } from "@odoo/hoot";
import { tick } from "@odoo/hoot-mock";
import { MockServer, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { campaignBook } from "@retail_pos_central/till/campaigns/campaign_book";
import { MerchantSlips } from "@retail_pos_central/till/receipt/merchant_slips";
import { receiptData } from "@retail_pos_central/till/receipt/receipt_data";
import { offer, setupChainEnv } from "./utils";

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

test("goods, campaigns and payments are called what the customer calls them", async () => {
    const { store } = await setupChainEnv();
    const order = await paidOrder(store);
    const [line] = order.lines;
    const own = line.getFullProductName();
    line.product_id.product_tmpl_id._retail_names = { nb_NO: "Pute" };
    order.payment_ids[0].payment_method_id._retail_names = { nb_NO: "Kontant" };
    campaignBook.set([offer({ names: { en_US: "Week", nb_NO: "Uke" }, reward: { percent: 10 } })], {});
    line.retail_savings = [{ offer: "o1", name: "Week", amount: 100 }];
    const said = () => {
        const { lang, lines, payments } = receiptData(order);
        return [lang, lines[0].name, lines[0].savings[0].name, payments[0].name];
    };
    const cash = order.payment_ids[0].payment_method_id.name;
    expect(said().slice(1)).toEqual([own, "Week", cash]);
    const customer = store.models["res.partner"].getFirst();
    customer.lang = "nb_NO";
    order.partner_id = customer;
    expect(said()).toEqual(["nb_NO", "Pute", "Uke", "Kontant"]);
});

test("paper of a practice sale says that it is one, whatever is printed of it", async () => {
    const { store } = await setupChainEnv();
    const order = await paidOrder(store);
    const texts = (kind) => store.retailReceiptDocument(order, { kind }).rows.map(({ text }) => text);
    expect(texts()).not.toInclude("TRAINING");
    order.retail_training = true;
    for (const kind of ["sale", "return", "gift", "exchange", "parked"]) {
        expect(texts(kind)).toInclude("TRAINING", { message: kind });
        expect(texts(kind)).toInclude("NOT A RECEIPT FOR PURCHASE", { message: kind });
    }
});

test("a merchant's slip that waits for paper is there after a reload, the oldest go", async () => {
    await setupChainEnv();
    const slips = new MerchantSlips();
    for (let number = 0; number < 51; number++) {
        await slips.set(`payment-${number}`, [`SLIP ${number}`, "Signatur:"]);
    }
    const afterReload = new MerchantSlips();
    await afterReload.open();
    expect(afterReload.get("payment-50")).toEqual(["SLIP 50", "Signatur:"]);
    expect(afterReload.get("payment-0")).toBe(undefined);
});
