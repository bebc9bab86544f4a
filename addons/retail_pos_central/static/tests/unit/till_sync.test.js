/** Releases, the change feed, dated prices and unsent sales on the till. */
import { after, expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";
import { BlobStore } from "@retail_pos_central/till/sync/blob_store";
import { ContentSync } from "@retail_pos_central/till/sync/content_sync";
import { TillQuestions } from "@retail_pos_central/till/sync/till_questions";
import { freezeTillClock, startTillClock } from "@retail_pos_central/till/sync/till_clock";
import { sha256Hex } from "@retail_pos_central/core/sha256";
import { tillLog } from "@retail_pos_central/till/sync/till_log";
import { emptyManifest, holdBlob, offer, priceItem, setupChainEnv } from "./utils";

definePosModels();

const LAYOUT = {
    version: 1,
    grid: { columns: 2, rows: 2 },
    pages: [{ id: "p1", name: { en_US: "One" }, buttons: [] }],
};

const EARLIER = { ...LAYOUT, grid: { columns: 3, rows: 2 } };

function freeze(iso) {
    const clock = freezeTillClock(Date.parse(iso));
    after(() => startTillClock(0));
    return clock;
}

async function addLine(store, order, values = {}) {
    return store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), ...values },
        order
    );
}

test("a release is applied, shown and acknowledged", async () => {
    const { retail, acks } = await setupChainEnv();
    const layout = await holdBlob(retail, LAYOUT);
    await retail.content.accept({ serial: 5, switches: [{ at: null, content: { layout, campaign: [] } }] });
    expect(retail.contents.layout).toEqual(LAYOUT);
    expect(acks.at(-1)).toMatchObject({ config_id: 1, state: "applied", serial: 5, unsent_orders: 0 });
});

test("a switch waits for the end of the order under way", async () => {
    const { store, retail } = await setupChainEnv();
    const order = store.addNewOrder();
    await addLine(store, order);
    const campaign = await holdBlob(retail, offer({ kind: "percent", percent: "20" }));
    await retail.content.accept({ serial: 6, switches: [{ at: null, content: { campaign: [campaign] } }] });
    expect(retail.content.isWaiting).toBe(true);
    expect(retail.contents.campaign).toEqual([]);
    store.setOrder(undefined);
    await retail.settle();
    expect(retail.content.isWaiting).toBe(false);
    expect(retail.contents.campaign.length).toBe(1);
});

test("content ahead of its time switches when its time has come", async () => {
    const { retail } = await setupChainEnv();
    retail.content.clock = freeze("2026-11-21T11:59:59.999Z");
    const layout = await holdBlob(retail, LAYOUT);
    await retail.content.accept({
        serial: 7,
        switches: [
            { at: null, content: { layout: null } },
            { at: "2026-11-21T12:00:00.000Z", content: { layout } },
        ],
    });
    expect(retail.contents.layout).toBe(null);
    retail.content.clock = freeze("2026-11-21T12:00:00.000Z");
    await retail.content.settle();
    expect(retail.contents.layout).toEqual(LAYOUT);
});

test("a damaged blob is refused, said so, and the till keeps what it had", async () => {
    const { retail, acks } = await setupChainEnv();
    const layout = await holdBlob(retail, LAYOUT);
    await retail.content.accept({ serial: 8, switches: [{ at: null, content: { layout } }] });
    const url = "/retail_pos/blob/damaged/x";
    onRpc(url, () => new Response("{}"), { pure: true });
    const bad = { sha256: "0".repeat(64), url, id: "bad" };
    await expect(
        retail.content.accept({ serial: 9, switches: [{ at: null, content: { layout: bad } }] })
    ).rejects.toThrow(/000000000000/);
    expect(acks.at(-1)).toMatchObject({ state: "failed", serial: 9 });
    expect(retail.contents.layout).toEqual(LAYOUT);
    expect(retail.content.manifest.serial).toBe(8);
});

/** What the next page of the same till does with what the last one left in the database. */
async function nextPage(retail) {
    const { db, configId, clock } = retail.content;
    const shown = [];
    const content = new ContentSync({
        db,
        configId,
        clock,
        questions: new TillQuestions(configId),
        maySwitch: () => true,
        onApply: (contents) => shown.push(contents),
        health: () => ({ unsent_orders: 0 }),
        onAsked: () => {},
    });
    await content.start();
    return { content, shown };
}

test("a till killed in mid-switch comes up with the new content, whole, and says so", async () => {
    const { retail, acks } = await setupChainEnv();
    const old = await holdBlob(retail, EARLIER);
    await retail.content.accept({ serial: 7, switches: [{ at: null, content: { layout: old } }] });
    const layout = await holdBlob(retail, LAYOUT);
    const { db } = retail;
    const put = db.put;
    // It shows the new content and dies before it could note so.
    const killed = new Promise((resolve) => {
        db.put = (store, entries) =>
            "running" in entries ? (resolve(), new Promise(() => {})) : put.call(db, store, entries);
    });
    after(() => (db.put = put));
    retail.content.accept({ serial: 8, switches: [{ at: null, content: { layout } }] });
    await killed;
    db.put = put;
    expect(acks.at(-1).serial).toBe(7);
    const { content, shown } = await nextPage(retail);
    expect(shown.map((contents) => contents.layout.grid.columns)).toEqual([3, 2]);
    expect(content.running.serial).toBe(8);
    expect(acks.at(-1)).toMatchObject({ state: "applied", serial: 8 });
    expect(await db.keys("blobs")).toEqual([layout.sha256]);
});

test("a full disk: the till follows a release from memory, says so, and writes it when there is room", async () => {
    const { retail, acks } = await setupChainEnv();
    const old = await holdBlob(retail, EARLIER);
    await retail.content.accept({ serial: 7, switches: [{ at: null, content: { layout: old } }] });
    const { db } = retail;
    const run = db.run;
    db.run = (store, mode, work) =>
        mode === "readwrite"
            ? Promise.reject(new DOMException("The disk is full.", "QuotaExceededError"))
            : run.call(db, store, mode, work);
    after(() => (db.run = run));
    const text = JSON.stringify(LAYOUT);
    const sha256 = sha256Hex(new TextEncoder().encode(text));
    const layout = { sha256, id: "full", url: "/retail_pos/blob/full/x" };
    onRpc(layout.url, () => new Response(text), { pure: true });
    await retail.content.accept({ serial: 8, switches: [{ at: null, content: { layout } }] });
    retail.updateState();
    expect(retail.contents.layout).toEqual(LAYOUT);
    expect(acks.at(-1)).toMatchObject({ state: "applied", serial: 8 });
    expect(retail.state.durable).toBe(false);
    // A reload now finds what is on the disk, and what that needs.
    expect(await run.call(db, "blobs", "readonly", (blobs) => blobs.getAllKeys())).toEqual([old.sha256]);
    db.run = run;
    await db.put("state", { any: 1 });
    await db.put("blobs", {});
    retail.updateState();
    expect(retail.state.durable).toBe(true);
    const { content, shown } = await nextPage(retail);
    expect(content.running.serial).toBe(8);
    expect(shown.at(-1).layout).toEqual(LAYOUT);
});

test("content that the browser threw away is fetched again", async () => {
    const { retail } = await setupChainEnv();
    const layout = await holdBlob(retail, LAYOUT);
    await retail.content.accept({ serial: 7, switches: [{ at: null, content: { layout } }] });
    await retail.db.put("blobs", { [layout.sha256]: undefined });
    const { content, shown } = await nextPage(retail);
    expect(shown).toEqual([]);
    onRpc(layout.url, () => new Response(JSON.stringify(LAYOUT)), { pure: true });
    await content.accept({ serial: 7, switches: [{ at: null, content: { layout } }] });
    expect(shown.at(-1).layout).toEqual(LAYOUT);
});

test("a blob arrives whole and is kept by its hash", async () => {
    const { retail } = await setupChainEnv();
    const entry = await holdBlob(retail, LAYOUT);
    await retail.db.put("blobs", { [entry.sha256]: undefined });
    onRpc(entry.url, () => new Response(JSON.stringify(LAYOUT)), { pure: true });
    const blobs = new BlobStore(retail.db);
    await blobs.fetch(entry);
    expect((await blobs.load([entry])).get(entry.sha256)).toEqual(LAYOUT);
});

test("a new price comes by the feed; a line keeps the price it was scanned at", async () => {
    const { store, retail } = await setupChainEnv();
    const order = store.addNewOrder();
    const line = await addLine(store, order);
    const template = store.models["product.template"].get(5);
    const [row] = [{ ...template.raw, list_price: 120 }];
    const variant = { ...template.product_variant_ids[0].raw, lst_price: 120 };
    await retail.feed.apply({ "product.template": [row], "product.product": [variant] }, {});
    expect(template.list_price).toBe(120);
    line.setQuantity(2);
    expect(line.price_unit).toBe(100);
    const again = await addLine(store, order);
    expect(again.price_unit).toBe(120);
    expect(order.lines.length).toBe(2);
});

test("a small change rides with the ring: shown at once, not fetched, and the cursor stays", async () => {
    const { store, retail } = await setupChainEnv();
    const { cursor } = retail.feed.position;
    const product = store.models["product.template"].get(5);
    const changes = (xid, list_price) => ({
        epoch: "e1",
        xid,
        records: { "product.template": [{ ...product.raw, list_price }] },
        deleted: {},
    });
    await retail.onChanges(changes("30", 41));
    expect(product.list_price).toBe(41);
    expect(retail.feed.position.cursor).toBe(cursor);
    // An earlier transaction that the last pull did not see counts, one that it brought does not.
    await retail.onChanges(changes("22", 42));
    expect(product.list_price).toBe(42);
    await retail.onChanges(changes("23", 43));
    expect(product.list_price).toBe(42);
    await retail.onChanges({ ...changes("31", 44), epoch: "another server" });
    expect(product.list_price).toBe(42);
    Object.assign(retail, { wanted: null, pullTimer: null });
    retail.onDoorbell({ feed: true, carried: [3] });
    expect(retail.wanted).toBe(null);
    retail.onDoorbell({ feed: true, carried: [4] });
    expect(retail.wanted).toEqual({ manifest: false, feed: true });
    clearTimeout(retail.pullTimer);
});

test("a till that was asked sends its log; without card numbers and addresses", async () => {
    const uploads = [];
    onRpc("/retail_pos/till/log", async (request) => {
        uploads.push((await request.json()).params);
        return { ok: true };
    });
    const { retail } = await setupChainEnv({ manifest: { ...emptyManifest(), log_wanted: true } });
    tillLog.add("card", "4242 4242 4242 4242 of kari@example.no declined");
    await retail.pull({ manifest: true });
    const entry = uploads.at(-1).entries.find(({ kind }) => kind === "card");
    expect(entry.text).toBe("… of …@… declined");
    expect(uploads.at(-1).config_id).toBe(1);
    expect(retail.content.manifest.log_wanted).toBe(undefined);
});

test("a till that was set up anew asks for a reload, between two sales and once", async () => {
    const { store, retail } = await setupChainEnv({
        manifest: { ...emptyManifest(), config_stamp: "later" },
    });
    expect(retail.state.reloadWanted).toBe(true);
    retail.reloadOffered = false;
    let offers = 0;
    retail.onReload = () => offers++;
    const order = store.addNewOrder();
    offers = 0;
    retail.reloadOffered = false;
    await addLine(store, order);
    await retail.pull({ manifest: true });
    expect(offers).toBe(0);
    store.addNewOrder();
    await retail.pull({ manifest: true });
    await retail.pull({ manifest: true });
    expect(offers).toBe(1);
});

test("open orders follow new prices where the chain says so", async () => {
    const { store, retail } = await setupChainEnv();
    retail.show({ settings: { reprice: "follow" }, campaign: [] });
    const order = store.addNewOrder();
    order.setPricelist(store.models["product.pricelist"].get(3));
    const line = await addLine(store, order);
    const before = line.price_unit;
    const item = { ...store.models["product.pricelist.item"].get(2).raw, percent_price: 50 };
    await retail.feed.apply({ "product.pricelist.item": [item] }, {});
    expect(before).toBe(10);
    expect(line.price_unit).toBe(50);
});

test("what left the till's range is gone, but not from an open order", async () => {
    const { store, retail } = await setupChainEnv();
    const order = store.addNewOrder();
    const line = await addLine(store, order);
    const used = line.product_id.id;
    const other = store.models["product.template"].get(6);
    const unused = other.product_variant_ids[0].id;
    await retail.feed.apply({}, { "product.product": [used, unused], "product.template": [5, 6] });
    expect(store.models["product.template"].get(6)).toBe(undefined);
    expect(store.models["product.product"].get(unused)).toBe(undefined);
    expect(line.product_id.id).toBe(used);
    expect(store.models["product.template"].get(5).canBeDisplayed).toBe(false);
});

test("a dated price counts from its second to its second", async () => {
    const { store, retail } = await setupChainEnv();
    const template = store.models["product.template"].get(5);
    const pricelist = store.models["product.pricelist"].get(2);
    const item = priceItem({
        id: 900,
        fixed_price: 77,
        date_start: "2026-11-21 12:00:00",
        date_end: "2026-11-21 12:59:59",
    });
    await retail.feed.apply({ "product.pricelist.item": [item] }, {});
    const priceAt = (iso) => {
        freeze(iso);
        store.onRetailPrices();
        return template.getPrice(pricelist, 1, 0, false, template.product_variant_ids[0]);
    };
    const regular = priceAt("2026-11-21T11:59:59.999Z");
    expect(regular).not.toBe(77);
    expect(priceAt("2026-11-21T12:00:00.000Z")).toBe(77);
    expect(priceAt("2026-11-21T12:59:59.000Z")).toBe(77);
    expect(priceAt("2026-11-21T13:00:00.000Z")).toBe(regular);
});

test("a dated price counts once in the hour that autumn has twice, and begins on time when spring skips one", async () => {
    mockTimeZone("Europe/Oslo");
    const { store, retail } = await setupChainEnv();
    const template = store.models["product.template"].get(5);
    const pricelist = store.models["product.pricelist"].get(2);
    const second = { date_start: "2026-10-25 01:15:00", date_end: "2026-10-25 01:44:59" };
    const spring = { date_start: "2027-03-28 01:00:00", date_end: "2027-03-28 01:29:59" };
    const items = [
        priceItem({ id: 901, fixed_price: 77, ...second }),
        priceItem({ id: 902, fixed_price: 78, ...spring }),
    ];
    await retail.feed.apply({ "product.pricelist.item": items }, {});
    const priceAt = (iso) => {
        freeze(iso);
        store.onRetailPrices();
        return template.getPrice(pricelist, 1, 0, false, template.product_variant_ids[0]);
    };
    // The wall shows 02:30 twice.
    const regular = priceAt("2026-10-25T02:30:00+02:00");
    expect(regular).not.toBe(77);
    expect(priceAt("2026-10-25T02:30:00+01:00")).toBe(77);
    expect(priceAt("2026-10-25T02:45:00+01:00")).toBe(regular);
    // 01:59:59 is followed by 03:00:00.
    expect(priceAt("2027-03-28T01:59:59+01:00")).toBe(regular);
    expect(priceAt("2027-03-28T03:00:00+02:00")).toBe(78);
    expect(priceAt("2027-03-28T03:30:00+02:00")).toBe(regular);
});

test("of two rules in force the newer wins, as on the server", async () => {
    const { store, retail } = await setupChainEnv();
    await retail.feed.apply(
        {
            "product.pricelist.item": [
                priceItem({ id: 901, fixed_price: 60 }),
                priceItem({ id: 902, fixed_price: 55 }),
            ],
        },
        {}
    );
    const template = store.models["product.template"].get(5);
    const price = template.getPrice(
        store.models["product.pricelist"].get(2),
        1,
        0,
        false,
        template.product_variant_ids[0]
    );
    expect(price).toBe(55);
});

test("a sale paid offline stays in the cache although the server knew it as a draft", async () => {
    const { store } = await setupChainEnv();
    const order = store.addNewOrder();
    await addLine(store, order);
    const { condition } = new DataServiceOptions().databaseTable["pos.order"];
    const synced = {
        finalized: true,
        isSynced: true,
        state: "paid",
        lines: [],
        payment_ids: [],
        uiState: {},
    };
    expect(condition({ ...synced, uiState: { retailUnsent: true } })).toBe(false);
    expect(condition(synced)).toBe(true);
    order.state = "paid";
    expect(store.retailUnsentOrders.map(({ uuid }) => uuid)).toEqual([order.uuid]);
});

test("a till outside the tree prices as Odoo does", async () => {
    const { store, retail } = await setupChainEnv({ manifest: emptyManifest() });
    retail.show({ campaign: [offer({ kind: "percent", percent: "20" })] });
    store.config._retail.store.id = null;
    const line = await addLine(store, store.addNewOrder());
    line.setDiscount(5);
    expect(line.discount).toBe(5);
    expect(line.retail_savings).toBe(undefined);
    store.config._retail.store.id = 7;
});

test("a new browser has its layout before the cashier sees the till", async () => {
    const layout = { sha256: sha256Hex(new TextEncoder().encode(JSON.stringify(LAYOUT))), id: "first" };
    layout.url = `/retail_pos/blob/${layout.sha256}/first`;
    onRpc(layout.url, () => new Response(JSON.stringify(LAYOUT)), { pure: true });
    const manifest = {
        serial: 3,
        till: "till-1",
        switches: [{ at: null, content: { layout, campaign: [] } }],
    };
    const { acks } = await setupChainEnv({ manifest });
    expect(acks.slice(0, 2).map(({ state }) => state)).toEqual(["started", "downloaded"]);
    expect(acks.filter(({ state }) => state === "applied").length).toBe(1);
});

test("what runs is told with the question for the manifest, and a till that holds all of it is told so", async () => {
    const { retail } = await setupChainEnv();
    const { sha256, url } = await holdBlob(retail, LAYOUT);
    const switches = [{ at: null, content: { layout: { sha256, url, id: "l" } } }];
    await retail.content.accept({ serial: 8, sha256: "m".repeat(64), switches });
    const asked = [];
    const acks = [];
    let serial = 9;
    onRpc("/retail_pos/till/manifest", async (request) => {
        const { holds, ack } = (await request.json()).params;
        asked.push([holds, ack && [ack.state, ack.serial]]);
        return { same: true, serial: serial++, server_time: new Date().toISOString() };
    });
    onRpc("/retail_pos/till/ack", () => acks.push(1));
    const { content } = await nextPage(retail);
    await content.pull();
    expect(asked).toEqual([["m".repeat(64), ["applied", 8]]]);
    // The server has noted the newer number by itself.
    expect(content.manifest).toMatchObject({ serial: 9, switches });
    await content.pull();
    expect(asked[1]).toEqual(["m".repeat(64), null]);
    expect(acks).toEqual([]);
    // A till that lost a part of it says nothing of holding it.
    await retail.db.put("blobs", { [sha256]: undefined });
    await content.pull().catch(() => {});
    expect(asked[2][0]).toBe(null);
});
