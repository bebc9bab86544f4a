/** Releases on the till: fetched, kept, shown at their second, acknowledged. */
import { after, expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { BlobStore } from "@retail_pos_central/till/sync/blob_store";
import { ContentSync } from "@retail_pos_central/till/sync/content_sync";
import { TillQuestions } from "@retail_pos_central/till/sync/till_questions";
import { sha256Hex } from "@retail_pos_central/core/sha256";
import { addLine, freezeClock, holdBlob, offer, setupChainEnv } from "./utils";

definePosModels();

const LAYOUT = {
    version: 1,
    grid: { columns: 2, rows: 2 },
    pages: [{ id: "p1", name: { en_US: "One" }, buttons: [] }],
};

const EARLIER = { ...LAYOUT, grid: { columns: 3, rows: 2 } };

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
    retail.content.clock = freezeClock("2026-11-21T11:59:59.999Z");
    const layout = await holdBlob(retail, LAYOUT);
    await retail.content.accept({
        serial: 7,
        switches: [
            { at: null, content: { layout: null } },
            { at: "2026-11-21T12:00:00.000Z", content: { layout } },
        ],
    });
    expect(retail.contents.layout).toBe(null);
    retail.content.clock = freezeClock("2026-11-21T12:00:00.000Z");
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
