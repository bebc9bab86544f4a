/** The cashier's language: the page is loaded anew in it, for whoever is chosen, and never for ever. */
import { expect, test } from "@odoo/hoot";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { tillDb } from "@retail_pos_central/till/sync/till_db";
import { setupChainEnv } from "./utils";

definePosModels();

const languages = [
    ["en", "English"],
    ["nb_NO", "Norwegian Bokmål / Norsk bokmål"],
];

async function setupTill() {
    sessionStorage.removeItem("retail_language_tried");
    const asked = [];
    const known = new Set(languages.map(([code]) => code));
    onRpc("/retail_pos/till/language", async (request) => {
        const { lang } = (await request.json()).params;
        asked.push(lang);
        return { ok: known.has(lang) };
    });
    const place = { languages, cashier_languages: { 7: "nb_NO", 8: "en" } };
    const { store } = await setupChainEnv({ place });
    const reloads = [];
    patchWithCleanup(store, { retailReload: (why) => reloads.push(why) });
    return { store, asked, reloads, known };
}

test("the menu offers the other languages, and choosing one loads the page anew", async () => {
    const { store, asked, reloads } = await setupTill();
    expect(store.retailLanguages).toEqual([["nb_NO", "Norsk bokmål"]]);
    expect(await store.retailSpeak("nb_NO")).toBe(true);
    expect(asked).toEqual(["nb_NO"]);
    expect(reloads.length).toBe(1);
});

test("a language that head office doesn't know leaves the till as it is", async () => {
    const { store, reloads, known } = await setupTill();
    known.clear();
    expect(await store.retailSpeak("nb_NO")).toBe(false);
    expect(reloads).toEqual([]);
});

test("the till follows whoever is chosen as cashier, once", async () => {
    const { store, asked } = await setupTill();
    const choose = (id) => store.setCashier({ id, name: "Kari" });
    choose(7);
    // Where each cashier has a log-in, that one's language holds.
    expect(asked.length).toBe(0);
    store.config.module_pos_hr = true;
    choose(8);
    choose(7);
    choose(7);
    await store.retailSpeak("en");
    expect(asked).toEqual(["nb_NO", "en"]);
});

test("what was cached for a cashier of another language is not shown to this one", async () => {
    const { store } = await setupTill();
    const db = await tillDb();
    const cleared = [];
    const transaction = (names) => {
        cleared.push(...names);
        const done = { objectStore: () => ({ clear() {} }) };
        Promise.resolve().then(() => done.oncomplete());
        return done;
    };
    store.data.indexedDB = { db: { objectStoreNames: ["product.template", "pos.order"], transaction } };
    await db.put("state", { cacheLanguage: "en" });
    await store.data.retailClearForeignCache();
    expect(cleared).toEqual([]);
    await db.put("state", { cacheLanguage: "nb-NO" });
    await store.data.retailClearForeignCache();
    expect(cleared).toEqual(["product.template"]);
});
