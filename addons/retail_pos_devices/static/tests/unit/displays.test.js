/** GS1 codes reach the sale read out, drawers of their own open, customer displays follow the sale. */
import { expect, test } from "@odoo/hoot";
import { tick } from "@odoo/hoot-mock";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { cardMethod, refused, setupBoxEnv } from "./utils";

definePosModels();

const DATA = {
    lines: [{ productName: "Kaffe", price: "49,90", qty: "1", discount: "0" }],
    amount: "49,90",
};

async function settle() {
    for (let n = 0; n < 6; n++) {
        await tick();
    }
}

test("a GS1 code goes to the screen as goods and weight, a past use-by date is asked about", async () => {
    const { store } = await setupBoxEnv();
    const got = [];
    store.barcodeReader = {
        cbMaps: new Set([{ product: () => {}, gs1: (code) => got.push(code.map(({ type }) => type)) }]),
        exclusiveCbMap: null,
        mutex: { exec: (work) => work() },
        scan: async (code) => got.push(code),
    };
    store.addNewOrder();
    const scan = { type: "scan", seq: 1, id: "a", device: "scanner-1", data: "01…", at: "" };
    const parsed = { kind: "gs1", gtin: "07038010000010", batch: "A" };
    store.retailScans.take({ ...scan, parsed });
    await settle();
    expect(got).toEqual([["product", "lot"]]);
    store.retailScans.mayBeSold = () => false;
    store.retailScans.take({ ...scan, id: "b", parsed: { ...parsed, expires: "2020-01-01" } });
    await settle();
    expect(got.length).toBe(1);
    store.retailScans.take({ ...scan, id: "c", data: "111", parsed: null });
    await settle();
    expect(got[1]).toBe("111");
});

test("goods past their use-by date are sold only when somebody says so", async () => {
    const { store } = await setupBoxEnv();
    const dialogs = [];
    const answers = ["cancel", "confirm", "onClose"];
    store.dialog.add = (_dialog, props, options) => {
        dialogs.push(props);
        ({ ...props, ...options })[answers[dialogs.length - 1]]();
    };
    const past = { parsed: { kind: "gs1", gtin: "07038010000010", expires: "2018-12-24" } };
    expect(await store.retailScans.mayBeSold(past)).toBe(false);
    expect(await store.retailScans.mayBeSold(past)).toBe(true);
    expect(await store.retailScans.mayBeSold(past)).toBe(false);
    expect(dialogs[0].confirmClass).toBe("btn-danger");
    expect(store.retailScans.mayBeSold({ parsed: { kind: "gs1", expires: "2999-01-01" } })).toBe(true);
    expect(dialogs.length).toBe(3);
});

test("a drawer of its own is opened, not the printer's", async () => {
    const { store, link, asked } = await setupBoxEnv({ openDrawer: {}, job: { state: "done" } });
    link.view.devices.push({ id: "drawer-1", kind: "drawer", name: "Skuff", state: "ready" });
    await store.retailPrinter.openDrawer();
    expect(asked[0].slice(0, 2)).toEqual(["openDrawer", "drawer-1"]);
});

test("displays are told of the card payment, of what is left to pay, and where the customer is", async () => {
    const { store } = await setupBoxEnv();
    const order = store.addNewOrder();
    const worded = () => {
        const adapter = new CustomerDisplayPosAdapter();
        adapter.formatOrderData(order);
        return adapter.data;
    };
    expect([worded().retailPayment, worded().retailPlace]).toEqual([null, "Torgata"]);
    await store.addLineToOrder({ product_tmpl_id: store.models["product.template"].get(5), qty: 1 }, order);
    const { data: line } = order.addPaymentline(cardMethod(store));
    const states = [];
    for (const status of ["pending", "waitingCard", "retail_unknown", "retry"]) {
        line.setPaymentStatus(status);
        states.push(worded().retailPayment.card);
    }
    expect(states).toEqual([null, "waiting", "unknown", null]);
    line.setAmount(1);
    line.setPaymentStatus("done");
    const { paid, due } = worded().retailPayment;
    expect([Boolean(paid), Boolean(due)]).toEqual([true, true]);
});

test("customer displays get the newest sale once, and are lent out when it is over", async () => {
    let answer = {};
    const { store, link, asked } = await setupBoxEnv({ showSale: () => answer, release: {} });
    link.view.devices.push({ id: "display-1", kind: "display", name: "Skjerm", state: "ready" });
    store.retailDisplays.show(DATA);
    await settle();
    store.retailDisplays.show(DATA);
    await settle();
    expect(asked.filter(([name]) => name === "showSale").length).toBe(1);
    store.retailDisplays.show({ ...DATA, finalized: true });
    await settle();
    expect(asked.at(-1)).toEqual(["release", "display-1"]);
    answer = refused("busy_device");
    store.retailDisplays.show(DATA);
    await settle();
    answer = {};
    store.retailDisplays.show(DATA);
    await settle();
    const shown = asked.filter(([name]) => name === "showSale");
    expect(shown.at(-1)[2].state).toBe("sale");
    expect(shown.length).toBe(4);
});
