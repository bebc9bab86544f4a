/** Weighing at the box: only a weight at rest is sold, and an error is never 0. */
import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ScaleScreen } from "@point_of_sale/app/screens/scale_screen/scale_screen";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { refused, setupBoxEnv } from "./utils";

definePosModels();

const weight = (text) => ({ weight: text, unit: "kg", stable: true });

async function withScale(answers = {}) {
    const env = await setupBoxEnv(answers);
    env.link.view.url = "http://box";
    env.link.view.devices.push({ id: "scale-1", kind: "scale", name: "Vekt", state: "ready", error: null });
    const { scale } = env.store;
    const told = [];
    scale.setProduct(env.store.models["product.product"].get(5), 3, 24.9);
    scale.onError = (message) => told.push(message);
    return { ...env, scale, told };
}

test("the box's weight is taken, and price and name go to the scale", async () => {
    const { scale, asked } = await withScale({ weigh: weight("1.234") });
    expect(scale.isWeightValid).toBe(false);
    expect(scale.netWeightString).toBe("–");
    await scale.readWeight();
    expect([scale.netWeight, scale.isWeightValid, scale.retailNote]).toEqual([1.234, true, null]);
    const [, device, request] = asked[0];
    expect([device, request.stable, request.unit_price]).toEqual(["scale-1", true, 2490]);
    scale.tare = 0.234;
    expect(scale.confirmWeight()).toBe(1);
});

test("while the scale moves there is no weight, and it comes back by itself", async () => {
    const answers = { weigh: weight("1.000") };
    const { scale, told } = await withScale(answers);
    await scale.readWeight();
    answers.weigh = refused("scale_motion");
    await scale.readWeight();
    expect([scale.isWeightValid, scale.grossWeightString, scale.totalPriceString]).toEqual([false, "–", "–"]);
    expect(scale.retailNote).toInclude("does not come to rest");
    expect(told).toEqual([]);
    answers.weigh = weight("0.500");
    await scale.readWeight();
    expect([scale.netWeight, scale.isWeightValid]).toEqual([0.5, true]);
});

test("packaging that weighs more than the goods is explained, without a weight or price below nothing", async () => {
    const { scale } = await withScale({ weigh: weight("0.300") });
    await scale.readWeight();
    const screen = Object.create(ScaleScreen.prototype);
    screen.scale = scale;
    const input = { value: "0,4" };
    screen.retailSetTare(input);
    expect([scale.tare, input.value]).toEqual([0.4, screen.retailTare]);
    expect([scale.isWeightValid, scale.netWeightString, scale.totalPriceString]).toEqual([false, "–", "–"]);
    expect(scale.retailShownNote).toInclude("the packaging weighs more");
    input.value = "much";
    screen.retailSetTare(input);
    expect(scale.tare).toBe(0.4);
    input.value = "";
    screen.retailSetTare(input);
    expect([scale.tare, scale.netWeight, scale.retailShownNote]).toEqual([0, 0.3, null]);
});

test("a scale that tells a weight but once keeps it until something moves", async () => {
    const answers = { weigh: weight("0.750") };
    const { scale } = await withScale(answers);
    await scale.readWeight();
    answers.weigh = refused("scale_unchanged");
    await scale.readWeight();
    expect([scale.netWeight, scale.isWeightValid]).toEqual([0.75, true]);
});

test("what is no weight is told and not sold", async () => {
    const answers = {};
    const { scale, told } = await withScale(answers);
    for (const weigh of [
        { weight: null, unit: "kg", stable: true },
        weight("-0.1"),
        refused("scale_error"),
    ]) {
        answers.weigh = weigh;
        await scale.readWeight();
        expect(scale.isWeightValid).toBe(false);
    }
    expect(told.length).toBe(3);
});

test("a box that is away is asked for nothing", async () => {
    const { scale, link, asked, told } = await withScale();
    Object.assign(link.view, { phase: "waiting", reason: "unreachable" });
    await scale.readWeight();
    expect(asked).toEqual([]);
    expect(told[0]).toInclude("can't be reached");
});

test("goods that could not be weighed are not added; weighed ones are, by their weight", async () => {
    const { store } = await withScale();
    let payload = null;
    patchWithCleanup(store.env.services.dialog, {
        add: (_component, props) => props.getPayload(payload),
    });
    store.config.iface_electronic_scale = true;
    const product_tmpl_id = store.models["product.template"].get(5);
    product_tmpl_id.to_weight = true;
    const order = store.addNewOrder();
    await store.addLineToOrder({ product_tmpl_id }, order);
    expect(order.lines.length).toBe(0);
    payload = 1.25;
    await store.addLineToOrder({ product_tmpl_id }, order);
    expect(order.lines.map((line) => line.qty)).toEqual([1.25]);
});

test("goods whose code holds their weight are not weighed again", async () => {
    const { store } = await withScale();
    const opened = [];
    patchWithCleanup(store.env.services.dialog, {
        add: (component, props) => opened.push(component.name) && props.getPayload(0.5),
    });
    store.config.iface_electronic_scale = true;
    const product = store.models["product.product"].get(5);
    product.product_tmpl_id.to_weight = true;
    const order = store.addNewOrder();
    const screen = {
        pos: store,
        numberBuffer: { reset() {} },
        _getProductByBarcode: () => product,
        showOptionalProductPopupIfNeeded() {},
    };
    const code = (...more) => [{ type: "product", code: "07038010000010" }, ...more];
    const weight = { type: "quantity", value: 1.25, rule: { associated_uom_id: [product.uom_id.id] } };
    await ProductScreen.prototype._barcodeGS1Action.call(screen, code(weight));
    expect(order.lines.map((line) => line.qty)).toEqual([1.25]);
    expect(opened).toEqual([]);
    await ProductScreen.prototype._barcodeGS1Action.call(screen, code());
    expect(opened).toEqual(["ScaleScreen"]);
    await store.addLineToOrder({ product_tmpl_id: product.product_tmpl_id, qty: 1 }, order);
    expect(opened).toEqual(["ScaleScreen", "ScaleScreen"]);
});

test("while the scale is broken a manager may sell by a typed weight, with a reason that is kept; a cashier not", async () => {
    const { store } = await withScale();
    store.config.iface_electronic_scale = true;
    const product_tmpl_id = store.models["product.template"].get(5);
    product_tmpl_id.to_weight = true;
    const order = store.addNewOrder();
    const opened = [];
    const kept = [];
    const typed = { weight: 0.735, reason: "Vekten er død" };
    patchWithCleanup(store.env.services.dialog, {
        add(component, props, options) {
            opened.push(component.name);
            if (component.name === "ScaleScreen") {
                store.scale.retailBroken = { problem: "broken", product: "Epler" };
                props.getPayload(null);
            } else if (component.name === "ManualWeightDialog") {
                props.getPayload(typed);
            }
            options?.onClose?.();
        },
    });
    patchWithCleanup(store.data, { call: (_model, method, args) => kept.push([method, ...args.slice(1)]) });
    let role = "cashier";
    patchWithCleanup(store, { getCashier: () => ({ id: 2, name: "Kari", _role: role }) });
    await store.addLineToOrder({ product_tmpl_id }, order);
    expect(order.lines.length).toBe(0);
    role = "manager";
    await store.addLineToOrder({ product_tmpl_id }, order);
    expect(order.lines.map((line) => [line.qty, Boolean(line.getCustomerNote())])).toEqual([[0.735, true]]);
    expect(kept.filter(([method]) => method === "retail_note_weight")).toEqual([
        ["retail_note_weight", "Epler", 0.735, "Vekten er død", null],
    ]);
    expect(opened).toEqual(["ScaleScreen", "AlertDialog", "ScaleScreen", "ManualWeightDialog"]);
});

test("without a scale at a box Odoo weighs", async () => {
    const { store, asked } = await setupBoxEnv();
    const told = [];
    store.scale.setProduct(store.models["product.product"].get(5), 3, 10);
    store.scale.onError = (message) => told.push(message);
    await store.scale.readWeight();
    expect(asked).toEqual([]);
    expect(told.length).toBe(1);
});
