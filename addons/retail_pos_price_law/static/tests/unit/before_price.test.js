/** The price check tells unit price and "before" price, with and without head office. */
import { expect, test } from "@odoo/hoot";
import { edit, press, queryOne, waitFor, waitForNone } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { shelfPrice } from "@retail_pos_central/till/prices";
import { hashOf } from "@retail_pos_central/till/sync/blob_store";
import { offer, setupChainEnv } from "@retail_pos_central/../tests/unit/utils";
import { BeforeBook } from "@retail_pos_price_law/till/before_book";

definePosModels();

const WEEK = offer({ id: "week", kind: "percent", percent: "20" });
const BEFORE = ".o_retail_price_check_before";

/** A price check of 400 g that are reduced by 20 %, of which the till's list says that they cost 90 % before. */
async function check(answer) {
    onRpc("/retail_pos/till/before_price", answer);
    const { store, retail } = await setupChainEnv();
    await mountWithCleanup(MainComponentsContainer);
    store.addNewOrder();
    const product = store.models["product.template"].get(5).product_variant_ids[0];
    product.retail_unit_base = "kg";
    product.retail_unit_amount = 0.4;
    const regular = shelfPrice(store, product);
    const list = JSON.stringify({ week: [[product.id], [Math.round(regular * 90)]] });
    const sha256 = await hashOf(new TextEncoder().encode(list));
    onRpc("/retail_pos/till/before_list", async (request) => {
        const { known } = (await request.json()).params;
        expect.step(known ? "list known" : "list");
        return { sha256, ...(known === sha256 ? {} : { url: "/retail_pos/blob/before" }) };
    });
    onRpc("/retail_pos/blob/before", () => {
        expect.step("blob");
        return new Response(list);
    });
    retail.show({ campaign: [WEEK] });
    await store.retailBefore.refresh();
    store.retailFindProduct = async () => product;
    store.dialog.add(PriceCheck, {});
    await waitFor(".o_retail_price_check input");
    queryOne(".o_retail_price_check input").focus();
    await edit("5");
    await press("Enter");
    await waitFor(".o_retail_price_check_price");
    await animationFrame();
    return { store, retail, regular };
}

test("without head office the till tells what it keeps", async () => {
    const { store, retail, regular } = await check(() => new Promise(() => {}));
    await waitFor(`${BEFORE}:contains(${(regular * 0.9).toFixed(2)})`);
    expect(`.o_retail_price_check_price:contains(${(regular * 0.8).toFixed(2)})`).toHaveCount(1);
    expect(".o_retail_price_check_unit").toHaveText(/per kg/);
    await store.retailBefore.refresh();
    expect.verifySteps(["list", "blob", "list known"]);
    clearTimeout(store.retailBefore.timer);
    const later = new BeforeBook(retail.questions, store.retailBefore.db.name);
    await later.start();
    expect(later.of(5)).toEqual(store.retailBefore.of(5), { message: "it is kept over a restart" });
    expect([...later.columns.keys()]).toEqual(["week"]);
    expect.verifySteps(["list known"]);
});

test("head office has the last word", async () => {
    await check(() => ({ price: 80, before: 85 }));
    await waitFor(`${BEFORE}:contains(85.00)`);
    expect.verifySteps(["list", "blob"]);
});

test("where head office knows of no reduction nothing is claimed", async () => {
    await check(() => null);
    await waitForNone(BEFORE);
    expect.verifySteps(["list", "blob"]);
});

test("a till outside the tree asks for no list", async () => {
    onRpc("/retail_pos/till/before_list", () => expect.step("asked"));
    const { store } = await setupChainEnv({ place: { store: { id: null } } });
    store.onRetailContents({ campaign: [WEEK] });
    expect(store.retailBefore).toBe(undefined);
    expect.verifySteps([]);
});
