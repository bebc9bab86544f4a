/** Campaigns on the order, through the web POS's own models. */
import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { offer, setupChainEnv } from "./utils";

definePosModels();

const THREE_FOR_TWO = offer({ id: "c", name: "3 for 2", kind: "cheapest_free", size: 3, free: 1 });

async function sell(store, order, templateId, values = {}) {
    const product_tmpl_id = store.models["product.template"].get(templateId);
    return store.addLineToOrder({ product_tmpl_id, ...values }, order);
}

const net = (line) => Math.round(line.basePrice * 100);

test("savings land on the lines by name and go when the offer no longer fits", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [THREE_FOR_TWO] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5, { qty: 2 });
    expect(line.retail_savings || []).toEqual([]);
    expect(order.retailHints.map((hint) => [hint.name, hint.missing_qty])).toEqual([["3 for 2", 1]]);
    line.setQuantity(3);
    expect(line.retail_savings).toEqual([{ offer: "c", name: "3 for 2", amount: 10000 }]);
    expect(net(line)).toBe(20000);
    expect(line.price_unit).toBe(100);
    expect(order.retailSavings).toEqual([{ name: "3 for 2", amount: 10000 }]);
    line.setQuantity(2);
    expect(line.retail_savings).toEqual([]);
    expect(line.discount).toBe(0);
});

test("units of several lines make a group; the saving is spread and exact to the øre", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "multibuy", size: 3, price: 10001 })] });
    const order = store.addNewOrder();
    const first = await sell(store, order, 5);
    const second = await sell(store, order, 6, { qty: 2 });
    expect(net(first) + net(second)).toBe(10001);
    expect(order.lines.length).toBe(2);
});

test("the same goods scanned again join their line in spite of its saving", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" })] });
    const order = store.addNewOrder();
    await sell(store, order, 5);
    await sell(store, order, 5);
    expect(order.lines.map((line) => [line.qty, net(line)])).toEqual([[2, 16000]]);
});

test("the cashier's discount counts on what campaigns left and is kept apart", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" })] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5);
    line.setDiscount(10);
    expect(line.retail_manual_discount).toBe(10);
    expect(line.retailSavingsShown.map(({ name }) => name)).toEqual(["Offer", "Discount 10 %"]);
    expect(net(line)).toBe(7200);
    line.setDiscount("0");
    expect(net(line)).toBe(8000);
});

test("a price typed by the cashier is final", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" })] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5, { price_unit: 50 });
    expect(net(line)).toBe(5000);
    expect(line.retail_savings || []).toEqual([]);
});

test("a return keeps what was paid", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" })] });
    const sale = store.addNewOrder();
    const sold = await sell(store, sale, 5);
    sale.state = "paid";
    const refund = store.addNewOrder({ is_refund: true });
    const returned = store.models["pos.order.line"].create({
        order_id: refund,
        product_id: sold.product_id,
        qty: -1,
        price_unit: sold.price_unit,
        discount: 35,
        refunded_orderline_id: sold,
        price_type: "automatic",
    });
    expect(returned.discount).toBe(35);
    returned.setDiscount(0);
    expect(returned.discount).toBe(0);
});

test("what was paid is not priced again when campaigns change", async () => {
    const { store, retail } = await setupChainEnv();
    const order = store.addNewOrder();
    const line = await sell(store, order, 5);
    order.state = "paid";
    retail.show({ campaign: [offer({ kind: "percent", percent: "50" })] });
    order.triggerRecomputeAllPrices();
    expect(net(line)).toBe(10000);
});

test("a coupon counts once and only where an offer asks for it", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "amount", amount: 1000, coupon: "TIER" })] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5);
    expect(net(line)).toBe(10000);
    expect(order.addRetailCoupon("TIER")).toBe(true);
    expect(net(line)).toBe(9000);
    expect(order.addRetailCoupon("TIER")).toBe(false);
    expect(order.uiState.retailCoupons).toEqual(["TIER"]);
});

test("an offer for a tender holds while that tender pays all", async () => {
    const { store, retail } = await setupChainEnv();
    const [cash, card] = store.models["pos.payment.method"].getAll();
    retail.show({ campaign: [offer({ kind: "tender", tender: `pm:${card.id}`, percent: "10" })] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5);
    const { data: payment } = order.addPaymentline(card);
    expect(net(line)).toBe(9000);
    order.removePaymentline(payment);
    expect(net(line)).toBe(10000);
    order.addPaymentline(cash);
    expect(net(line)).toBe(10000);
});

test("a campaign that can't be read is left out and the till goes on", async () => {
    const { store, retail } = await setupChainEnv();
    const broken = offer({ id: "x", kind: "percent", percent: "120" });
    retail.show({ campaign: [broken, offer({ kind: "percent", percent: "20" })] });
    const line = await sell(store, store.addNewOrder(), 5);
    expect(net(line)).toBe(8000);
});

test("a receipt shows savings by name and adds up", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [THREE_FOR_TWO] });
    const order = store.addNewOrder();
    await sell(store, order, 5, { qty: 3 });
    const document = store.retailReceiptDocument(order, { copyNumber: 2, kind: "sale" });
    const cells = document.rows
        .filter((row) => row.type === "columns")
        .map((row) => row.cells.map((c) => c.text));
    expect(cells.some(([label]) => label.includes("3 for 2"))).toBe(true);
    expect(document.rows.some((row) => row.size === "double" && /2$/.test(row.text || ""))).toBe(true);
});

test("figures computed when they are read are those that Odoo computes at once", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" })] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5, { qty: 3 });
    await sell(store, order, 6, { qty: 2 });
    const read = () =>
        order.lines.flatMap((each) => [
            each.priceIncl,
            each.priceExclNoDiscount,
            each.priceInclNoDiscount,
            each.prices.discount_amount,
            each.displayPriceUnit,
            each.displayPriceNoDiscount,
        ]);
    const lazy = read();
    store.config._retail.store.id = null;
    order.triggerRecomputeAllPrices();
    expect(lazy).toEqual(read());
    store.config._retail.store.id = 7;
    const before = line.displayPriceUnit;
    line.setDiscount(50);
    expect(line.displayPriceUnit).toBe(before / 2);
});
