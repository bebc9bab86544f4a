/** The web POS's wall of goods: read without reactivity, and drawn when goods change. */
import { expect, test } from "@odoo/hoot";
import { click, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { toRaw } from "@odoo/owl";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { setupChainEnv } from "./utils";

definePosModels();

const card = (id) => queryOne(`.product[data-product-id='${id}']`);

async function shownWall() {
    const { store } = await setupChainEnv();
    const order = store.addNewOrder();
    await mountWithCleanup(ProductScreen, { props: { orderUuid: order.uuid } });
    return { store, order, goods: store.models["product.template"].get(5) };
}

test("goods that change are seen on their card", async () => {
    const { goods } = await shownWall();
    expect(card(5)).toHaveText(goods.name);
    goods.name = "Grovbrød";
    goods.color = 7;
    await animationFrame();
    expect(card(5)).toHaveText("Grovbrød");
    expect(card(5)).toHaveClass("o_colorlist_item_color_transparent_7");
});

test("a tap sells, and the card tells how many are on the sale", async () => {
    const { order } = await shownWall();
    await click(card(5));
    await animationFrame();
    await animationFrame();
    expect(order.lines.length).toBe(1);
    expect(order.lines[0].product_id.product_tmpl_id.id).toBe(5);
    expect(card(5).querySelector(".product-cart-qty")).toHaveText("1");
});

test("a sale reads no goods with reactivity; tills outside the chain's tree stay as Odoo made them", async () => {
    const { store } = await shownWall();
    const [[, [first]]] = store.productToDisplayByCateg;
    expect(first).toBe(toRaw(first));
    patchWithCleanup(store.config._retail, { store: null });
    store.retailState.goodsVersion++;
    const [[, [other]]] = store.productToDisplayByCateg;
    expect(other).not.toBe(toRaw(other));
});
