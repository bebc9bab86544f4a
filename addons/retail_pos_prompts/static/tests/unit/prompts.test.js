/** Prompts at the till: asked in time, answers kept, and no scan lost meanwhile. */
import { expect, test } from "@odoo/hoot";
import {
    click,
    edit,
    press,
    queryAllTexts,
    queryFirst,
    queryOne,
    waitFor,
    waitForNone,
    waitUntil,
} from "@odoo/hoot-dom";
import { reactive } from "@odoo/owl";
import { animationFrame } from "@odoo/hoot-mock";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { receiptData } from "@retail_pos_central/till/receipt/receipt_data";
import { freezeTillClock } from "@retail_pos_central/till/sync/till_clock";
import { namelessControls, setupChainEnv } from "@retail_pos_central/../tests/unit/utils";

definePosModels();

const BASE = {
    version: 1,
    id: "p1",
    sequence: 10,
    moment: "product",
    kind: "information",
    name: { en_US: "Title" },
    text: { en_US: "Read this" },
    refusal: {},
    required: true,
    once: false,
    print: false,
    role: "all",
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    hours: ["00:00", "24:00"],
    items: { products: ["5"] },
};
const AGE = {
    ...BASE,
    id: "age",
    kind: "age",
    once: true,
    name: { en_US: "Age check" },
    refusal: { en_US: "Not under 18." },
    age: { limit: 18, looks_over: 25 },
};
const SERIAL = { ...BASE, id: "sn", kind: "serial", print: true, name: { en_US: "Serial number" } };

async function setup(...prompts) {
    const env = await setupChainEnv();
    freezeTillClock(Date.parse("2026-11-21T16:05:00Z"));
    await mountWithCleanup(MainComponentsContainer);
    env.retail.show({ prompt: prompts });
    const order = env.store.addNewOrder();
    const add = (id) =>
        env.store.addLineToOrder({ product_tmpl_id: env.store.models["product.template"].get(id) }, order);
    return { ...env, order, add, taken: withReader(env.store) };
}

/** A barcode reader as the till has it, and what goods it reads. */
function withReader(store) {
    const parse_barcode = (code) => ({ type: "product", code, base_code: code });
    store.barcodeReader = new BarcodeReader({ parse_barcode }, {});
    store.barcodeReader.retailPrompts = store.retailPrompts;
    const taken = [];
    store.barcodeReader.register({ product: (code) => taken.push(code.base_code) });
    return taken;
}

function typeAsScanner(input, code) {
    const key = (name) =>
        input.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
    for (const character of code) {
        key(character);
        input.value += character;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    key("Enter");
}

test("goods wait for the answer, which stays with the sale; once is once", async () => {
    const { order, add } = await setup(AGE);
    const adding = add(5);
    await waitFor(".o_retail_prompt");
    expect(order.lines.length).toBe(0);
    await click(".o_retail_prompt_looks");
    await adding;
    expect(order.lines.length).toBe(1);
    expect(order.retail_answers.map(({ prompt, value }) => [prompt, value])).toEqual([
        ["age", "Looks over 25"],
    ]);
    await add(5);
    expect(order.lines.map(({ qty }) => qty)).toEqual([2]);
});

test("who is too young gets no goods, and the cashier reads why", async () => {
    const { order, add } = await setup(AGE);
    const adding = add(5);
    await waitFor(".o_retail_prompt_input");
    await click(".o_retail_prompt_input");
    await edit("22.11.2008");
    await click(".o_retail_prompt_ok");
    await animationFrame();
    expect(queryAllTexts(".o_retail_prompt_problem")).toEqual(["Not 18 years old yet."]);
    await click(".o_retail_prompt_refuse");
    await waitFor(".modal-body:contains('Not under 18.')");
    await click(".modal-footer .btn-primary");
    await adding;
    expect(order.lines.length).toBe(0);
    expect(order.retail_answers || []).toEqual([]);
});

test("other goods are not asked about", async () => {
    const { order, add } = await setup(AGE);
    await add(6);
    expect(order.lines.length).toBe(1);
});

test("an answer about goods stays with their line and stands on the receipt", async () => {
    const { store, order, add } = await setup(SERIAL);
    for (const code of ["SN-100001", "SN-100002"]) {
        const adding = add(5);
        await waitFor(".o_retail_prompt");
        await store.barcodeReader.scan(code);
        await adding;
        await waitForNone(".o_retail_prompt");
    }
    expect(order.lines.map((line) => line.retail_answers.map(({ value }) => value))).toEqual([
        ["SN-100001"],
        ["SN-100002"],
    ]);
    expect(receiptData(order).lines.map(({ notes }) => notes)).toEqual([
        ["Serial number: SN-100001"],
        ["Serial number: SN-100002"],
    ]);
});

test("a receipt has question and answer in the customer's language, the list in the cashier's", async () => {
    const colour = {
        ...BASE,
        kind: "choice",
        print: true,
        once: true,
        name: { en_US: "Colour", nb_NO: "Farge" },
        choices: [{ en_US: "Red", nb_NO: "Rød" }],
    };
    const { store, order, add } = await setup(colour);
    const adding = add(5);
    await waitFor(".o_retail_prompt_choice");
    await click(".o_retail_prompt_choice");
    await adding;
    expect(receiptData(order).notes).toEqual(["Colour: Red"]);
    const [customer] = store.models["res.partner"].getAll();
    customer.lang = "nb_NO";
    order.setPartner(customer);
    expect(receiptData(order).notes).toEqual(["Farge: Rød"]);
    expect(order.retail_answers[0].value).toBe("Red");
});

test("a burst that is scanned meanwhile shows, waits, and comes in its order", async () => {
    const { store, add, taken } = await setup(AGE);
    const adding = add(5);
    await waitFor(".o_retail_prompt");
    const codes = Array.from({ length: 10 }, (_none, number) => `20000001900${10 + number}`);
    const scans = codes.map((code) => store.barcodeReader.scan(code));
    await animationFrame();
    expect(taken).toEqual([]);
    expect(queryAllTexts(".o_retail_prompt_waiting")).toEqual(["Scanned meanwhile, waiting: 10"]);
    await click(".o_retail_prompt_looks");
    await Promise.all([adding, ...scans]);
    expect(taken).toEqual(codes);
});

test("scans that wait at the boxes are counted too", async () => {
    const { store, add } = await setup(AGE);
    const state = reactive({ waiting: 0 });
    store.retailScans = Object.assign(Object.create(store.retailScans || {}), { state });
    const adding = add(5);
    await waitFor(".o_retail_prompt");
    expect(".o_retail_prompt_waiting").toHaveCount(0);
    state.waiting = 3;
    await animationFrame();
    expect(queryAllTexts(".o_retail_prompt_waiting")).toEqual(["Scanned meanwhile, waiting: 3"]);
    await click(".o_retail_prompt_looks");
    await adding;
});

test("a scanner that types into the field leaves the field alone", async () => {
    const { add, taken } = await setup(AGE);
    const adding = add(5);
    await waitFor(".o_retail_prompt_input");
    await click(".o_retail_prompt_input");
    typeAsScanner(queryOne(".o_retail_prompt_input"), "2000000190013");
    await animationFrame();
    expect(".o_retail_prompt_input").toHaveValue("");
    expect(".o_retail_prompt_waiting").toHaveCount(1);
    await click(".o_retail_prompt_looks");
    await adding;
    await animationFrame();
    expect(taken).toEqual(["2000000190013"]);
});

test("outside the sale hours goods are refused, also when a parked sale is paid", async () => {
    const hours = {
        ...BASE,
        id: "h",
        kind: "sale_hours",
        name: { en_US: "Sale hours" },
        sale_hours: [{ rest: true, stores: [], days: { 6: ["08:00", "18:00"] }, dates: {} }],
    };
    const { store, order, add } = await setup(hours);
    await add(5);
    expect(order.lines.length).toBe(1);
    freezeTillClock(Date.parse("2026-11-21T17:00:00Z"));
    const adding = add(5);
    await waitFor(".modal-body:contains('from 08:00 to 18:00')");
    await click(".modal-footer .btn-primary");
    await adding;
    await waitForNone(".modal");
    expect(order.lines.map(({ qty }) => qty)).toEqual([1]);
    const paying = store.retailPrompts.mayPay(order);
    await waitFor(".modal-body:contains('be paid yet')");
    await click(".modal-footer .btn-primary");
    expect(await paying).toBe(false);
});

test("an amount that is reached asks once, and a no takes back what was added last", async () => {
    const total = { ...BASE, id: "t", moment: "total", kind: "confirmation", min_total: 20000 };
    const { order, add } = await setup(total);
    await add(5);
    const adding = add(5);
    await waitFor(".o_retail_prompt_no");
    await click(".o_retail_prompt_no");
    await waitFor(".modal-body:contains('added last')");
    await click(".modal-footer .btn-primary");
    await adding;
    expect(order.lines.map(({ qty }) => qty)).toEqual([1]);
});

test("a customer who is refused is taken off the sale", async () => {
    const { store, order } = await setup({ ...BASE, moment: "customer", kind: "confirmation" });
    const choosing = store.setPartnerToCurrentOrder(store.models["res.partner"].getAll()[0]);
    await waitFor(".o_retail_prompt_no");
    expect(Boolean(order.partner_id)).toBe(true);
    await click(".o_retail_prompt_no");
    await waitFor(".modal-body:contains('The customer is not on the sale')");
    await click(".modal-footer .btn-primary");
    await choosing;
    expect(Boolean(order.partner_id)).toBe(false);
});

test("a text shows at its time of day, once a day", async () => {
    const { store } = await setup({ ...BASE, moment: "time", hours: ["17:30", "18:00"] });
    store.session.state = "opened";
    await store.retailPrompts.tick();
    expect(".o_retail_prompt").toHaveCount(0);
    for (const day of ["21", "22"]) {
        freezeTillClock(Date.parse(`2026-11-${day}T16:30:00Z`));
        const showing = store.retailPrompts.tick();
        await waitFor(".o_retail_prompt_text");
        await click(".o_retail_prompt_ok");
        await showing;
        await waitForNone(".modal");
        await store.retailPrompts.tick();
        expect(".o_retail_prompt").toHaveCount(0);
    }
});

test("each of several units has its serial number before the sale is paid, however the quantity came", async () => {
    const { store, order, add } = await setup(SERIAL);
    const adding = add(5);
    await waitFor(".o_retail_prompt_input");
    await click(".o_retail_prompt_input");
    await edit("A1");
    await click(".o_retail_prompt_ok");
    await adding;
    const [line] = order.lines;
    line.setQuantity(3);
    const paying = store.retailPrompts.mayPay(order);
    for (const serial of ["A2", "A3"]) {
        await waitUntil(() => queryFirst(".o_retail_prompt_input")?.value === "");
        await click(".o_retail_prompt_input");
        await edit(serial);
        await click(".o_retail_prompt_ok");
        await animationFrame();
    }
    expect(await paying).toBe(true);
    expect(line.retail_answers.map(({ value }) => value)).toEqual(["A1", "A2", "A3"]);
    expect(await store.retailPrompts.mayPay(order)).toBe(true);
});

for (const [prompt, answer] of [
    [{ ...BASE, kind: "confirmation" }, ".o_retail_prompt_yes"],
    [
        { ...BASE, kind: "choice", choices: [{ en_US: "Red" }, { en_US: "Blue" }] },
        ".o_retail_prompt_choice:first",
    ],
    [AGE, ".o_retail_prompt_looks"],
    [{ ...BASE, kind: "text", required: false }, ".o_retail_prompt_skip"],
    [BASE, ".o_retail_prompt_ok"],
]) {
    test(`${prompt.kind}: named for screen readers, and the keyboard stays in it`, async () => {
        const { add, order } = await setup(prompt);
        const adding = add(5);
        await waitFor(".o_retail_prompt");
        const dialog = queryOne("[role=dialog]");
        expect([dialog.ariaLabel, dialog.ariaModal]).toEqual([prompt.name.en_US, "true"]);
        expect(namelessControls(dialog)).toEqual([]);
        for (let presses = 0; presses < 6; presses++) {
            await press("Tab");
            expect(dialog.contains(document.activeElement)).toBe(true);
        }
        await click(answer);
        await adding;
        expect(order.lines.length).toBe(1);
        await waitForNone(".modal");
    });
}
