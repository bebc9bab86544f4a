/** The price check finds goods by name too: with the keyboard, by touch, and never by a code that is almost right. */
import { expect, test } from "@odoo/hoot";
import { click, edit, press, queryAllTexts, queryOne, waitFor, waitForNone } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { setupChainEnv } from "./utils";

definePosModels();

const INPUT = ".o_retail_price_check input";
const HIT = ".o_retail_price_check_hits [role=option]";
const ANSWER = ".o_retail_price_check_answer";

async function openCheck() {
    const { store } = await setupChainEnv();
    await mountWithCleanup(MainComponentsContainer);
    store.addNewOrder();
    const names = { 5: "Grovbrød", 6: "Grov kaffe" };
    for (const [id, name] of Object.entries(names)) {
        const template = store.models["product.template"].get(Number(id));
        Object.assign(template, { name, available_in_pos: true });
        Object.assign(template.product_variant_ids[0], { display_name: name, barcode: `7038010000${id}` });
    }
    store.data.network.offline = true;
    let check;
    patchWithCleanup(PriceCheck.prototype, {
        setup() {
            super.setup();
            check = this;
        },
    });
    store.dialog.add(PriceCheck, {});
    await waitFor(INPUT);
    queryOne(INPUT).focus();
    return check;
}

async function type(text) {
    await edit(text);
    await advanceTime(200);
    await animationFrame();
}

test("what is typed lists goods with their prices; arrows and Enter choose", async () => {
    await openCheck();
    await type("grov");
    expect(queryAllTexts(`${HIT} span`)).toEqual(["Grov kaffe", "Grovbrød"]);
    expect(queryAllTexts(`${HIT} strong`).every((price) => /\d/.test(price))).toBe(true);
    expect(queryOne(INPUT).getAttribute("aria-activedescendant")).toBe(queryAllIds(HIT)[0]);
    await press("ArrowDown");
    await animationFrame();
    expect(`${HIT}[aria-selected=true] span`).toHaveText("Grovbrød");
    await press("Enter");
    await waitFor(`${ANSWER}:contains(Grovbrød)`);
    expect(HIT).toHaveCount(0);
    expect(INPUT).toHaveValue("");
});

test("a finger chooses, and the next word begins a new question", async () => {
    await openCheck();
    await type("kaff");
    await click(HIT);
    await waitFor(`${ANSWER}:contains(Grov kaffe)`);
    queryOne(INPUT).focus();
    await type("grov");
    expect(ANSWER).toHaveCount(0);
    expect(HIT).toHaveCount(2);
});

test("quick hands: Enter before the list shows takes one that is meant beyond doubt, or shows the list", async () => {
    await openCheck();
    await edit("grov");
    await press("Enter");
    await waitFor(HIT);
    expect(ANSWER).toHaveCount(0);
    expect(HIT).toHaveCount(2);
    await edit("kaffe");
    await press("Enter");
    await waitFor(`${ANSWER}:contains(Grov kaffe)`);
});

test("a barcode that is almost right takes nothing, a right one its goods", async () => {
    const check = await openCheck();
    await edit("703801000");
    await press("Enter");
    await waitFor(".o_retail_price_check_unknown");
    expect(ANSWER).toHaveCount(0);
    expect(queryAllTexts(`${HIT} span`).length).toBe(2);
    expect(`${HIT}[aria-selected=true]`).toHaveCount(0);
    await edit("70380100006");
    await press("Enter");
    await waitFor(`${ANSWER}:contains(Grov kaffe)`);
    await check.look("703801000");
    await waitFor(".o_retail_price_check_unknown");
    expect(HIT).toHaveCount(0, { message: "what is scanned is these goods or none" });
    expect(ANSWER).toHaveCount(0);
});

test("what nothing is called is said", async () => {
    await openCheck();
    await type("xyzzy");
    expect(HIT).toHaveCount(0);
    await press("Enter");
    await waitFor(".o_retail_price_check_unknown:contains(xyzzy)");
    await type("grov");
    await waitForNone(".o_retail_price_check_unknown");
});

function queryAllIds(selector) {
    return [...document.querySelectorAll(selector)].map(({ id }) => id);
}
