/** Campaigns on the order, through the web POS's own models. */
/* global odoo */
import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { priceByHand } from "@retail_pos_central/till/campaigns/price_override";
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

/** A paid sale of `qty` for which each return is priced. */
async function sold(store, qty) {
    const sale = store.addNewOrder();
    const line = await sell(store, sale, 5, { qty });
    sale.noteRetailPricing();
    sale.state = "paid";
    const giveBack = (count) => {
        const order = store.addNewOrder({ is_refund: true });
        const returned = store.models["pos.order.line"].create({
            order_id: order,
            product_id: line.product_id,
            qty: -count,
            price_unit: line.price_unit,
            discount: line.discount,
            refunded_orderline_id: line,
            price_type: "automatic",
        });
        order.triggerRecomputeAllPrices();
        return returned;
    };
    return { line, giveBack };
}

test("a return pays back what was paid, whatever the campaigns of the day", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" })] });
    const { giveBack } = await sold(store, 1);
    retail.show({ campaign: [offer({ kind: "percent", percent: "50" })] });
    const returned = giveBack(1);
    expect(net(returned)).toBe(-8000);
    returned.setDiscount(0);
    expect(net(returned)).toBe(-8000);
});

test("three for 100 returned one by one give back exactly 100", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "multibuy", size: 3, price: 10000 })] });
    const { giveBack } = await sold(store, 3);
    expect([1, 1, 1].map((count) => net(giveBack(count)))).toEqual([-3334, -3333, -3333]);
});

test("units that no offer served are returned first, at what they cost", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "multibuy", size: 2, price: 5000 })] });
    const { line, giveBack } = await sold(store, 5);
    expect(line.retail_units).toEqual([
        [1, 10000],
        [4, 2500],
    ]);
    expect([1, 2, 2].map((count) => net(giveBack(count)))).toEqual([-10000, -5000, -5000]);
});

test("what head office needs to work prices out again is noted at payment", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "amount", amount: 1000, coupon: "TIER" })] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5);
    order.addRetailCoupon("TIER");
    order.noteRetailPricing();
    expect(order.retail_pricing.coupons).toEqual(["TIER"]);
    expect(Math.abs(new Date(order.retail_pricing.now) - Date.now()) < 60000).toBe(true);
    expect(line.retail_at).toBe(line.uiState.retailAt);
    expect(order.serializeForORM().retail_pricing.coupons).toEqual(["TIER"]);
});

test("a campaign is named in the language of the till", async () => {
    const { store, retail } = await setupChainEnv();
    const names = { nb_NO: "Tre for to", en_US: "Three for two" };
    retail.show({ campaign: [{ ...THREE_FOR_TWO, names }] });
    const line = await sell(store, store.addNewOrder(), 5, { qty: 3 });
    expect(line.retail_savings[0].name).toBe("Three for two");
});

const withLoyalty = odoo.loader.factories.has("@pos_loyalty/app/models/pos_order") ? test : test.skip;
withLoyalty("beside pos_loyalty: gift cards and rewards are neither priced nor counted", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" }), THREE_FOR_TWO] });
    const order = store.addNewOrder();
    const line = await sell(store, order, 5, { qty: 2 });
    const card = store.models["pos.order.line"].create({
        order_id: order,
        product_id: line.product_id,
        qty: 1,
        price_unit: -50,
        is_reward_line: true,
        price_type: "automatic",
    });
    order.triggerRecomputeAllPrices();
    expect(net(line)).toBe(16000);
    expect([card.price_unit, card.discount || 0, card.retail_savings || []]).toEqual([-50, 0, []]);
    expect(order.retailHints.map(({ missing_qty }) => missing_qty)).toEqual([1]);
});

test("the customer's display shows savings by name and what is missing", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({
        campaign: [THREE_FOR_TWO, offer({ id: "p", name: "20 %", kind: "percent", percent: "20" })],
    });
    const order = store.addNewOrder();
    await sell(store, order, 5, { qty: 2 });
    const adapter = new CustomerDisplayPosAdapter();
    adapter.formatOrderData(order);
    expect(adapter.data.lines[0].retailSavings.map(({ name }) => name)).toEqual(["20 %"]);
    expect(adapter.data.retailSaved).toInclude("40");
    expect(adapter.data.retailHints).toEqual(["1 more for “3 for 2”"]);
});

test("discounts by hand stop at the role's limit and ask for a reason", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({
        campaign: [],
        settings: {
            discount_limits: { cashier: 10, manager: 50 },
            override_reasons: { en_US: ["Damaged", "Promised"] },
        },
    });
    const line = await sell(store, store.addNewOrder(), 5);
    const asked = [];
    patchWithCleanup(store.dialog, {
        add: (component, props) => {
            asked.push(props.title);
            props.getPayload?.(props.list[1].item);
            return () => {};
        },
    });
    patchWithCleanup(store, { getCashier: () => ({ _role: "cashier" }) });
    expect(store.restrictLineDiscountChange()).toBe(true);
    await store.setDiscountFromUI(line, 11);
    expect([line.retail_manual_discount || 0, asked]).toEqual([0, ["Not allowed"]]);
    await store.setDiscountFromUI(line, "10");
    expect([line.retail_manual_discount, line.retail_override_reason]).toEqual([10, "Promised"]);
    patchWithCleanup(store, { getCashier: () => ({ _role: "manager" }) });
    await store.setDiscountFromUI(line, 50);
    expect(line.retail_manual_discount).toBe(50);
    expect(await priceByHand(store, line, 49)).toBe(false);
    expect(await priceByHand(store, line, 60)).toBe(true);
    expect(await priceByHand(store, line, 160)).toBe(true);
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
