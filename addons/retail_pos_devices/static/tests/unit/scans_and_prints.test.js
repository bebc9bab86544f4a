/** Scans reach the sale once and in order; prints answer in time; the drawer hangs on the box's printer. */
import { expect, test } from "@odoo/hoot";
import { advanceTime, tick } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { parse } from "@retail_pos_devices/core/frames";
import { refused, setupBoxEnv } from "./utils";

definePosModels();

const DOCUMENT = { version: 1, columns: 42, lang: "nb_NO", rows: [{ type: "text", text: "Hei" }] };

async function withReader() {
    const env = await setupBoxEnv();
    const scanned = [];
    env.store.barcodeReader = {
        cbMaps: new Set([{ product: () => {} }]),
        exclusiveCbMap: null,
        scan: async (code) => scanned.push(code),
    };
    env.store.addNewOrder();
    return { ...env, scanned };
}

const scan = (id, data) => ({ type: "scan", seq: 1, id, device: "scanner-1", data, at: "" });

test("scans go to the barcode reader once, in order", async () => {
    const { store, scanned } = await withReader();
    store.retailScans.take(scan("a", "111"));
    store.retailScans.take(scan("b", "222"));
    store.retailScans.take(scan("a", "111"));
    await tick();
    await tick();
    expect(scanned).toEqual(["111", "222"]);
    expect(store.retailScans.state.waiting).toBe(0);
});

test("a till that is used takes the shared scanner back, even right after the till beside did", async () => {
    const { store, link } = await setupBoxEnv();
    let told = 0;
    link.client = { focus: () => told++ };
    store.retailBoxes.focusedAt = 0;
    store.retailBoxes.touched();
    store.retailBoxes.touched();
    expect(told).toBe(1);
    await advanceTime(300);
    store.retailBoxes.touched();
    expect(told).toBe(2);
});

test("a scan waits while a dialog is open", async () => {
    const { store, scanned } = await withReader();
    document.body.classList.add("modal-open");
    store.retailScans.take(scan("a", "111"));
    await tick();
    expect(scanned).toEqual([]);
    expect(store.retailScans.state.waiting).toBe(1);
    document.body.classList.remove("modal-open");
    await store.retailScans.work();
    expect(scanned).toEqual(["111"]);
});

test("the scan that is being asked about is not counted among those that wait", async () => {
    const { store } = await withReader();
    let answer;
    store.barcodeReader.scan = () => new Promise((resolve) => (answer = resolve));
    store.retailScans.take(scan("a", "111"));
    await tick();
    store.retailScans.take(scan("b", "222"));
    await tick();
    expect(store.retailScans.state.waiting).toBe(1);
    answer();
    await tick();
    await tick();
    expect(store.retailScans.state.waiting).toBe(0);
});

test("a scan waits for a screen that takes goods", async () => {
    const { store, scanned } = await withReader();
    store.barcodeReader.cbMaps.clear();
    store.retailScans.take(scan("a", "111"));
    await tick();
    expect(scanned).toEqual([]);
    store.barcodeReader.cbMaps.add({ product: () => {} });
    await store.retailScans.work();
    expect(scanned).toEqual(["111"]);
});

test("a printed receipt is told as printed", async () => {
    const { store, asked } = await setupBoxEnv({ print: { state: "queued" }, job: { state: "done" } });
    const result = await store.retailPrintDocument(DOCUMENT, { openDrawer: true });
    expect(result).toEqual({ successful: true, pending: false });
    const [, device, job] = asked[0];
    expect([device, job.kind, job.open_drawer, job.document]).toEqual([
        "printer-1",
        "receipt",
        true,
        DOCUMENT,
    ]);
});

test("cash opens the drawer at the box, whatever Odoo's setting for its own printers says", async () => {
    const { store, asked } = await setupBoxEnv({ job: { state: "done" } });
    store.config.iface_cashdrawer = false;
    await store.hardwareProxy.openCashbox();
    await tick();
    expect(asked.map(([name, device]) => [name, device])[0]).toEqual(["openDrawer", "printer-1"]);
});

test("a printer without paper holds nobody up", async () => {
    let refill;
    const paper = new Promise((resolve) => (refill = resolve));
    const held = { state: "queued", error: { code: "paper_out" } };
    const { store } = await setupBoxEnv({ print: held, job: () => paper });
    let late = 0;
    patchWithCleanup(store, { countPrint: () => late++ });
    const printing = store.retailPrintDocument(DOCUMENT, { order: store.addNewOrder() });
    await advanceTime(3000);
    expect(await printing).toEqual({ successful: false, pending: true });
    refill({ state: "done" });
    await tick();
    await tick();
    expect(late).toBe(1);
});

test("receipts that the printer holds are counted in one notice, which goes when they are printed", async () => {
    let refill;
    const paper = new Promise((resolve) => (refill = resolve));
    const held = { state: "queued", error: { code: "paper_out" } };
    const { store } = await setupBoxEnv({ print: held, job: () => paper });
    const told = [];
    patchWithCleanup(store.notification, {
        add: (text) => {
            told.push(String(text));
            return () => told.push("gone");
        },
    });
    const printing = [DOCUMENT, DOCUMENT].map((document) => store.retailPrintDocument(document));
    await advanceTime(3000);
    await Promise.all(printing);
    const reason = "The printer is out of paper. Put in a new roll.";
    expect(told).toEqual([reason, "gone", `${reason} 2 receipts wait.`]);
    expect(store.retailPrinter.held.size).toBe(2);
    refill({ state: "done" });
    await tick();
    await tick();
    expect(store.retailPrinter.held.size).toBe(0);
    expect(told.at(-1)).toBe("gone");
});

test("a receipt that can't be printed is not counted as printed", async () => {
    const { store } = await setupBoxEnv({ print: refused("not_encodable", 422) });
    expect(await store.retailPrintDocument(DOCUMENT)).toEqual({ successful: false, pending: true });
});

test("paper that runs out in mid-receipt is told, and the whole receipt is printed again as a copy", async () => {
    let refill;
    const paper = new Promise((resolve) => (refill = resolve));
    const states = [{ state: "unknown", error: { code: "paper_out" } }, paper];
    const { store, asked } = await setupBoxEnv({
        print: { state: "queued" },
        job: () => states.shift(),
        reprint: { state: "queued", error: { code: "paper_out" } },
    });
    const told = [];
    patchWithCleanup(store.notification, { add: (text) => told.push(String(text)) && (() => {}) });
    let late = 0;
    patchWithCleanup(store, { countPrint: () => late++ });
    const result = await store.retailPrintDocument(DOCUMENT, { order: store.addNewOrder() });
    expect(result).toEqual({ successful: false, pending: true });
    await tick();
    const [, , job] = asked.find(([name]) => name === "print");
    const [, original, id] = asked.find(([name]) => name === "reprint");
    expect(original).toBe(job.id);
    expect(document.querySelector(".modal")).toBe(null);
    expect(told[0]).toMatch(/ran out in the middle/);
    expect(store.retailPrinter.journal.all().map((entry) => entry.id)).toEqual([id]);
    refill({ state: "done" });
    await tick();
    await tick();
    expect(late).toBe(1);
    expect(told.at(-1)).toMatch(/printed again/);
    expect(store.retailPrinter.journal.all()).toEqual([]);
});

test("a print under way is followed after a reload", async () => {
    const { store, asked } = await setupBoxEnv({ job: { state: "done" } });
    const order = store.addNewOrder();
    let late = 0;
    patchWithCleanup(store, { countPrint: () => late++ });
    const job = { kind: "receipt", document: DOCUMENT, open_drawer: true, copy: false };
    store.retailPrinter.journal.put({ id: "p1", job, order: order.uuid, at: Date.now() });
    store.retailPrinter.journal.put({ id: "old", job, order: order.uuid, at: Date.now() - 9 * 3600_000 });
    store.retailPrinter.resume((uuid) => store.retailCountLatePrint(uuid));
    await tick();
    await tick();
    expect(asked.map(([name, id]) => [name, id])).toEqual([["job", "p1"]]);
    expect(late).toBe(1);
    expect(store.retailPrinter.journal.all()).toEqual([]);
});

test("a scan that the scanner could not make out is told to the cashier", async () => {
    const { store, link } = await setupBoxEnv();
    const told = [];
    patchWithCleanup(store.notification, { add: (text) => told.push(String(text).split(".")[0]) });
    for (const reason of ["control_characters", "flooding"]) {
        // As it comes from the line, so that nothing on the way lets it go.
        const frame = parse(JSON.stringify({ type: "scan_rejected", seq: 5, device: "scanner-1", reason }));
        store.retailBoxes._onEvent(link, frame);
    }
    expect(told).toEqual(["A code was scanned that can't be read", "The scanner sends without end"]);
});

test("a copy is marked by the box when the till's document is not", async () => {
    const { store, asked } = await setupBoxEnv({ print: { state: "done" } });
    await store.retailPrintDocument(DOCUMENT, { copy: true });
    await store.retailPrintDocument({ ...DOCUMENT, rows: [{ type: "text", text: "KOPI" }] }, { copy: true });
    expect(asked.map(([, , job]) => [job.copy, Boolean(job.document.copy)])).toEqual([
        [true, false],
        [true, true],
    ]);
});

test("without a printer at a box Odoo prints", async () => {
    const { store, link } = await setupBoxEnv();
    link.view.devices = [];
    expect(await store.retailPrintDocument(DOCUMENT)).toBe(false);
});

test("boxes go into the acknowledgement to head office", async () => {
    const { store, link } = await setupBoxEnv();
    expect(store.retailHealth().boxes).toEqual([
        {
            uuid: "box-1",
            name: "Boks",
            state: "online",
            devices: ["scanner", "printer", "terminal"].map((kind) => ({
                id: `${kind}-1`,
                kind,
                state: "ready",
                error: null,
            })),
        },
    ]);
    link.view.phase = "waiting";
    link.view.reason = "unreachable";
    expect(store.retailHealth().boxes[0].state).toBe("unreachable");
});
