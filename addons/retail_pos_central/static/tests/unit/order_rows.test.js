/** Rows of the sale on screen: each is drawn when it changes, and only then; and what is read without being followed. */
import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { reactive, toRaw } from "@odoo/owl";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { Orderline } from "@point_of_sale/app/components/orderline/orderline";
import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import { readRaw } from "@retail_pos_central/till/models/read_raw";
import { offer, setupChainEnv } from "./utils";

definePosModels();

/** A sale of three lines on screen, and which of its rows are drawn from then on. */
async function shownSale() {
    const { store, retail } = await setupChainEnv();
    const order = store.addNewOrder();
    const drawn = [];
    patchWithCleanup(Orderline.prototype, {
        get lineScreenValues() {
            drawn.push(this.line.full_product_name || this.line.product_id.name);
            return super.lineScreenValues;
        },
    });
    for (const [id, name] of [
        [5, "Melk"],
        [6, "Brød"],
        [5, "Ost"],
    ]) {
        const product_tmpl_id = store.models["product.template"].get(id);
        const line = await store.addLineToOrder({ product_tmpl_id, price_unit: 100, tax_ids: [] }, order);
        line.full_product_name = name;
    }
    await mountWithCleanup(OrderSummary, { props: {} });
    drawn.length = 0;
    return { store, retail, order, drawn };
}

const rows = () => [...document.querySelectorAll(".orderline")];
const selected = () => rows().map((row) => row.classList.contains("selected"));

test("a change of one line draws its row alone", async () => {
    const { order, drawn } = await shownSale();
    order.lines[1].setQuantity(3, true);
    await animationFrame();
    expect(drawn).toEqual(["Brød"]);
    expect(rows()[1].querySelector(".qty").textContent.trim()).toBe("3");
    expect(rows()[1].querySelector(".price").textContent).toInclude("300");
    expect(document.querySelector(".order-summary .total").textContent).toInclude("500");
});

test("another line selected draws the two rows that it is about", async () => {
    const { store, order, drawn } = await shownSale();
    expect(selected()).toEqual([false, false, true]);
    store.selectOrderLine(order, order.lines[0]);
    await animationFrame();
    expect([...drawn].sort()).toEqual(["Melk", "Ost"]);
    expect(selected()).toEqual([true, false, false]);
    expect(order.getSelectedOrderline().uuid).toBe(order.lines[0].uuid);
});

test("a line added or removed leaves the rows before it alone; those after it move up", async () => {
    const { store, order, drawn } = await shownSale();
    const product_tmpl_id = store.models["product.template"].get(6);
    const line = await store.addLineToOrder({ product_tmpl_id, price_unit: 20, tax_ids: [] }, order);
    line.full_product_name = "Saft";
    await animationFrame();
    expect(drawn.includes("Melk") || drawn.includes("Brød")).toBe(false);
    expect(rows().length).toBe(4);
    order.removeOrderline(order.lines[0]);
    await animationFrame();
    expect(rows().map((row) => row.querySelector(".product-name").textContent.trim().slice(0, 1))).toEqual([
        "1",
        "1",
        "1",
    ]);
    expect(document.querySelector(".order-summary .total").textContent).toInclude("220");
});

test("a weighed row says what a kilo costs", async () => {
    const { order } = await shownSale();
    const [piece, weighed] = order.lines;
    // Odoo says the price of one where somebody changed it.
    piece.price_type = weighed.price_type = "original";
    weighed.product_id.product_tmpl_id.to_weight = true;
    piece.setQuantity(2, true);
    weighed.setQuantity(1.25, true);
    await animationFrame();
    const [first, second] = rows();
    expect(second.querySelector(".price-per-unit").textContent).toInclude("100");
    expect(second.querySelector(".price-per-unit").textContent).toInclude("/");
    expect(first.querySelector(".price-per-unit")).toBe(null);
});

test("a campaign that begins is seen on the rows that it is about", async () => {
    const { store, retail, drawn } = await shownSale();
    const order = store.addNewOrder();
    const product_tmpl_id = store.models["product.template"].get(5);
    await store.addLineToOrder({ product_tmpl_id }, order);
    await animationFrame();
    drawn.length = 0;
    retail.show({ campaign: [offer({ id: "c", name: "Uka", kind: "percent", percent: "20" })] });
    await animationFrame();
    expect(document.querySelectorAll(".o_retail_saving").length).toBe(1);
    expect(document.querySelector(".o_retail_saving").textContent).toInclude("Uka");
});

test("what is read raw is plain through all relations, and not followed; an error changes nothing of that", async () => {
    const { order } = await shownSale();
    let told = 0;
    const followed = reactive(order, () => told++);
    const names = readRaw(followed, (raw) => {
        expect(toRaw(raw.lines[0].product_id.product_tmpl_id)).toBe(raw.lines[0].product_id.product_tmpl_id);
        return raw.lines.map((line) => `${line.qty} ${line.order_id.lines.length} ${line.currency.name}`);
    });
    expect(names.length).toBe(3);
    order.lines[0].setQuantity(2, true);
    expect(told).toBe(0);
    expect(() =>
        readRaw(order, () => {
            throw new Error("no");
        })
    ).toThrow("no");
    followed.lines[0].qty;
    order.lines[0].setQuantity(4, true);
    expect(told).toBe(1);
});
