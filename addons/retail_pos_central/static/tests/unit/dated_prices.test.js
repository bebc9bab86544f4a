/** Dated prices on the till: to the second, over daylight-saving changes, and by the store's own clock. */
import { expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { emptyManifest, freezeClock, priceItem, setupChainEnv } from "./utils";

definePosModels();

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
        freezeClock(iso);
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
        freezeClock(iso);
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

test("by each store's clock a price counts when the store's own shows its time, and its end wakes the till", async () => {
    const { store, retail } = await setupChainEnv({ place: { timezone: "Atlantic/Faroe" } });
    const template = store.models["product.template"].get(5);
    const pricelist = store.models["product.pricelist"].get(2);
    const times = { date_start: "2026-11-21 05:00:00", date_end: "2026-11-21 16:59:59" };
    const item = priceItem({ id: 903, fixed_price: 77, retail_clock_tz: "Europe/Oslo", ...times });
    await retail.feed.apply({ "product.pricelist.item": [item] }, {});
    const priceAt = (iso) => {
        freezeClock(iso);
        store.onRetailPrices();
        return template.getPrice(pricelist, 1, 0, false, template.product_variant_ids[0]);
    };
    // 06:00 in Oslo and 06:00 on the Faroes.
    const regular = priceAt("2026-11-21T05:00:00Z");
    expect(regular).not.toBe(77);
    expect(priceAt("2026-11-21T05:59:59.999Z")).toBe(regular);
    expect(priceAt("2026-11-21T06:00:00Z")).toBe(77);
    expect(priceAt("2026-11-21T17:59:59Z")).toBe(77);
    expect(priceAt("2026-11-21T18:00:00Z")).toBe(regular);
    // Withdrawn everywhere at once.
    const withdrawn = { ...item, date_end: "2026-11-21 10:30:00", retail_ended_at: "2026-11-21 10:30:00" };
    await retail.feed.apply({ "product.pricelist.item": [withdrawn] }, {});
    expect(priceAt("2026-11-21T10:30:00Z")).toBe(77);
    expect(priceAt("2026-11-21T10:30:01Z")).toBe(regular);
});

test("a store that gets another time zone: its open till goes by it without a reload", async () => {
    const { store, retail } = await setupChainEnv();
    const template = store.models["product.template"].get(5);
    const pricelist = store.models["product.pricelist"].get(2);
    const item = priceItem({
        id: 904,
        fixed_price: 77,
        retail_clock_tz: "Europe/Oslo",
        date_start: "2026-11-21 05:00:00",
    });
    await retail.feed.apply({ "product.pricelist.item": [item] }, {});
    freezeClock("2026-11-21T05:30:00Z");
    store.onRetailPrices();
    const price = () => template.getPrice(pricelist, 1, 0, false, template.product_variant_ids[0]);
    expect(price()).toBe(77);
    onRpc("/retail_pos/till/manifest", () => ({ ...emptyManifest(), serial: 2, timezone: "Atlantic/Faroe" }));
    onRpc("/retail_pos/till/ask", () => ({
        manifest: { ...emptyManifest(), serial: 2, timezone: "Atlantic/Faroe" },
    }));
    await retail.pull({ manifest: true });
    expect(price()).not.toBe(77);
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
