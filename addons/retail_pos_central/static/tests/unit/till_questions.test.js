/* global odoo */
/** What a till asks at its start goes as one question, and what it need not ask is not asked. */
import { after, expect, test } from "@odoo/hoot";
import { advanceTime, tick } from "@odoo/hoot-mock";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { BarcodeParser } from "@barcodes/js/barcode_parser";
import { session } from "@web/session";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { keptPicture } from "@retail_pos_central/till/pictures";
import { BusChannels } from "@retail_pos_central/till/sync/bus_channels";
import { keepPage } from "@retail_pos_central/till/sync/kept_page";
import { TillQuestions } from "@retail_pos_central/till/sync/till_questions";
import { setupChainEnv } from "./utils";

definePosModels();

/** Head office that notes which questions came together. */
function headOffice({ fails = false } = {}) {
    const asked = [];
    onRpc("/retail_pos/till/ask", async (request) => {
        const { questions } = (await request.json()).params;
        asked.push(Object.keys(questions));
        if (fails) {
            throw new Error("one of them went wrong");
        }
        return Object.fromEntries(
            Object.entries(questions).map(([name, words]) => [name, { name, ...words }])
        );
    });
    for (const name of ["one", "two"]) {
        onRpc(`/retail_pos/till/${name}`, async (request) => {
            asked.push(name);
            return { alone: name, ...(await request.json()).params };
        });
    }
    return asked;
}

test("questions in the same breath go as one, another goes by itself", async () => {
    await setupChainEnv();
    const asked = headOffice();
    const questions = new TillQuestions(3);
    const answers = await Promise.all([questions.ask("one", { a: 1 }), questions.ask("two")]);
    expect(answers).toEqual([{ name: "one", a: 1 }, { name: "two" }]);
    expect(await questions.ask("one")).toEqual({ alone: "one", config_id: 3 });
    expect(asked).toEqual([["one", "two"], "one"]);
});

test("the first questions wait for each other, and not for ever", async () => {
    await setupChainEnv();
    const asked = headOffice();
    const questions = new TillQuestions(3);
    questions.expect(["one", "two", "never"]);
    const first = questions.ask("one");
    await tick();
    expect(asked).toEqual([]);
    const second = questions.ask("two");
    await advanceTime(3000);
    await Promise.all([first, second]);
    expect(asked).toEqual([["one", "two"]]);
    await questions.ask("two");
    expect(asked).toEqual([["one", "two"], "two"]);
});

test("when one of them goes wrong each is asked by itself", async () => {
    await setupChainEnv();
    const asked = headOffice({ fails: true });
    const questions = new TillQuestions(3);
    const answers = await Promise.all([questions.ask("one"), questions.ask("two")]);
    expect(answers.map(({ alone }) => alone)).toEqual(["one", "two"]);
    expect(asked).toEqual([["one", "two"], "one", "two"]);
    expect.verifyErrors([]);
});

test("the channels of the last start are asked for at once, and left when they are others", () => {
    const asked = [];
    const bus = {
        addChannel: (channel) => asked.push(`+${channel}`),
        deleteChannel: (channel) => asked.push(`-${channel}`),
    };
    after(() => localStorage.removeItem("retail_bus_channels_77"));
    const start = () => {
        const channels = new BusChannels(bus, 77);
        channels.expect();
        return channels;
    };
    start().only(["fleet", "group.a"]);
    expect(asked.splice(0)).toEqual(["+fleet", "+group.a"]);
    const again = start();
    expect(asked.splice(0)).toEqual(["+fleet", "+group.a"]);
    again.only(["fleet", "group.a"]);
    expect(asked).toEqual([]);
    again.only(["fleet", "group.b"]);
    expect(asked.splice(0)).toEqual(["-group.a", "+group.b"]);
    start();
    expect(asked.splice(0)).toEqual(["+fleet", "+group.b"]);
    for (const damaged of ['["fleet"', '{"fleet": 1}', "[7, null]"]) {
        localStorage.setItem("retail_bus_channels_77", damaged);
        start();
        expect(asked).toEqual([]);
    }
});

test("open orders are not asked for right after they came, but for a reason", async () => {
    const { store } = await setupChainEnv();
    const asked = [];
    patchWithCleanup(store.data, {
        call: async (_model, method) => {
            asked.push(method);
            return { dynamic_records: {}, deleted_record_ids: {} };
        },
    });
    store.models["pos.order"].getAll().forEach((order) => order.delete());
    const sync = store.deviceSync;
    store.data.retailKnowsOpenOrders = true;
    await sync.readDataFromServer();
    expect(asked).toEqual([]);
    // Orders that this till holds may be others by now.
    patchWithCleanup(sync, {
        constructOrdersDomain: () => ({ domain: {}, recordIds: { "pos.order": [7], "pos.order.line": [] } }),
    });
    await sync.readDataFromServer();
    expect(asked).toEqual(["read_config_open_orders"]);
    sync.constructOrdersDomain = () => ({ domain: {}, recordIds: { "pos.order": [] } });
    await sync.readDataFromServer();
    expect(asked.length).toBe(1);
    // Another till says that it has changed one.
    await sync.collect({ static_records: {}, session_id: odoo.pos_session_id, device_identifier: "other" });
    expect(asked.length).toBe(2);
    await sync.readDataFromServer();
    expect(asked.length).toBe(3);
});

test("barcodes are read by the rules that came with the page; what lacks a field is asked for", async () => {
    const rule = {
        name: "Weight",
        sequence: 1,
        type: "weight",
        encoding: "ean13",
        pattern: "20",
        alias: "0",
    };
    const gs1 = { gs1_content_type: false, gs1_decimal_usage: false, associated_uom_id: false };
    const told = { name: "Own", rule_ids: [4], upc_ean_conv: "always", rules: [{ ...rule, ...gs1 }] };
    Object.assign(told, { is_gs1_nomenclature: false, gs1_separator_fnc1: false });
    patchWithCleanup(session, { retail_barcodes: { 9: told } });
    const asked = [];
    const orm = {
        read: async (model) => [{ id: asked.push(model) }],
        searchRead: async (model) => asked.push(model) && [],
    };
    expect(await BarcodeParser.fetchNomenclature(orm, 9)).toEqual(told);
    expect(asked).toEqual([]);
    delete told.rules[0].pattern;
    await BarcodeParser.fetchNomenclature(orm, 9);
    await BarcodeParser.fetchNomenclature(orm, 8);
    expect(asked).toEqual(["barcode.nomenclature", "barcode.rule", "barcode.nomenclature", "barcode.rule"]);
});

test("the open page is kept under each of its addresses, unless what the cache has is another", async () => {
    const urls = ["/web/assets/1/x.js", "/pos/ui/3?from_backend=True", "/pos/ui/3"];
    const page = (token) => `var odoo = {"csrf_token": "${token}", "from_backend": 1, "pos_session_id": 5};`;
    const name = "odoo-pos-cache";
    const address = `${window.location.origin}/pos/ui/3?from_backend=True`;
    const caches = await fakeCaches({ [address]: page("today") });
    const how = { caches, address, token: "today", isControlled: true };
    // A till outside the tree.
    patchWithCleanup(session, { retail_params: undefined });
    expect(await keepPage(urls, how)).toEqual(urls);
    session.retail_params = "x";
    expect(await keepPage(urls, { ...how, isControlled: false })).toEqual(urls);
    expect(await keepPage(urls, { ...how, token: "yesterday" })).toEqual(urls);
    expect(await keepPage(urls, how)).toEqual(["/web/assets/1/x.js"]);
    const cache = await caches.open(name);
    for (const url of urls.slice(1)) {
        const text = await (await cache.match(url)).text();
        expect(text).toInclude('"from_backend": 0');
        expect(text).toInclude('"csrf_token": "today"');
    }
});

test("pictures stand under addresses that change with them", async () => {
    patchWithCleanup(session, { retail_pictures: { company: "2026-11-22T10:00:00" } });
    const { store } = await setupChainEnv();
    const company = store.company.id;
    const stamp = "unique=2026-11-22T10%3A00%3A00";
    expect(store.config.receiptCompanyLogoUrl).toMatch(
        new RegExp(`/res.company/${company}/logo/256x256[?]${stamp}$`)
    );
    expect(store.retailLogoUrl).toBe(`/web/image?model=res.company&id=${company}&field=logo&${stamp}`);
    expect(keptPicture("/web/image/1", "user")).toBe("/web/image/1");
});

test("a till that starts tells the server of an empty sale only when it last told of another", async () => {
    const { store } = await setupChainEnv();
    const asked = [];
    patchWithCleanup(store.data, {
        call: async (_model, _method, [, data]) => asked.push(data.lines.length),
    });
    after(() => localStorage.removeItem("retail_display_idle"));
    const start = (lines) => {
        const adapter = new CustomerDisplayPosAdapter();
        adapter.data = { lines, amount: "0" };
        adapter.dispatch(store);
        return adapter;
    };
    localStorage.removeItem("retail_display_idle");
    start([]);
    expect(asked).toEqual([0]);
    const adapter = start([]);
    expect(asked).toEqual([0]);
    adapter.data = { lines: [{ name: "Lettmelk" }], amount: "20" };
    adapter.dispatch(store);
    expect(asked).toEqual([0, 1]);
    // It was left with goods on it.
    start([]);
    expect(asked).toEqual([0, 1, 0]);
});

/** A cache as the browser's, which a page of tests may not have. */
async function fakeCaches(texts) {
    const kept = new Map(Object.entries(texts));
    const cache = {
        match: async (url) => (kept.has(url) ? new Response(kept.get(url)) : undefined),
        put: async (url, response) => kept.set(url, await response.text()),
    };
    after(() => kept.clear());
    return { open: async () => cache };
}
