/** Sales that head office does not have yet: kept, counted, sent again and again, never closed over. */
import { after, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { ConnectionLostError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { tillDb } from "@retail_pos_central/till/sync/till_db";
import { UnsentOrders, unsentOrders } from "@retail_pos_central/till/sync/unsent_orders";
import { setupChainEnv } from "./utils";

definePosModels();

/** A sale that was paid while head office was away. */
async function sellOffline(store) {
    const order = store.addNewOrder();
    await store.addLineToOrder({ product_tmpl_id: store.models["product.template"].get(5) }, order);
    order.addPaymentline(store.models["pos.payment.method"].get(1));
    order.state = "paid";
    order.uiState.retailUnsent = true;
    return order;
}

/** Head office does not answer when sales are sent. */
function headOfficeAway(store) {
    const attempts = [];
    store.syncAllOrders = async () => {
        attempts.push(Date.now());
        throw new ConnectionLostError("sync_from_ui");
    };
    return { attempts };
}

function dialogs(store) {
    const shown = [];
    store.dialog.add = (_component, props) => shown.push(props.title?.toString() || "");
    return shown;
}

test("a sale is kept a second time, and comes back after the cache was wiped", async () => {
    const { store } = await setupChainEnv();
    const order = await sellOffline(store);
    await unsentOrders.open();
    unsentOrders.isRestored = true;
    await unsentOrders.save(store.models);
    const kept = await (await tillDb()).values("orders");
    expect(kept.map(({ uuid, isSale }) => [uuid, isSale])).toEqual([[order.uuid, true]]);
    // "Reload Data", or a change of the till's configuration: the cache is gone, the page starts anew.
    const total = order.priceIncl;
    const { uuid } = order;
    store.models["pos.order"].get(order.id).delete();
    expect(store.models["pos.order"].getBy("uuid", uuid)).toBe(undefined);
    const nextPage = new UnsentOrders();
    await nextPage.open();
    await nextPage.restore(store.data);
    const back = store.models["pos.order"].getBy("uuid", uuid);
    expect(back.priceIncl).toBe(total);
    expect(back.lines.length).toBe(1);
    expect(store.retailUnsentOrders.map((one) => one.uuid)).toEqual([uuid]);
});

test("sales that could not be sent are sent again, after longer and longer pauses, at once when the line is back", async () => {
    const { store } = await setupChainEnv();
    await sellOffline(store);
    const { attempts } = headOfficeAway(store);
    store.retailSender.wake();
    for (const [wait, count] of [
        [5000, 1],
        [10000, 2],
        [20000, 3],
        [40000, 4],
    ]) {
        // a busy machine's own time goes by as well
        await advanceTime(wait - 1000);
        expect(attempts.length).toBe(count - 1);
        await advanceTime(1200);
        expect(attempts.length).toBe(count);
    }
    await store.retailSender.hurry();
    expect(attempts.length).toBe(5);
    clearTimeout(store.retailSender.timer);
});

test("the cashier sees how many sales are not at head office, and head office is told", async () => {
    const { store, retail } = await setupChainEnv();
    expect(retail.health().unsent_orders).toBe(0);
    await sellOffline(store);
    await sellOffline(store);
    expect(store.retailUnsentOrders.length).toBe(2);
    expect(retail.health().unsent_orders).toBe(2);
});

test("a register is not closed over sales that could not be sent", async () => {
    const { store } = await setupChainEnv();
    await sellOffline(store);
    headOfficeAway(store);
    const shown = dialogs(store);
    let asked = 0;
    store.getClosePosInfo = async () => ++asked;
    await store.closeSession();
    expect(shown).toEqual(["Sales are not at head office yet"]);
    expect(asked).toBe(0);
    // Nor at the end of the counting, when the line went meanwhile.
    await ClosePosPopup.prototype.closeSession.call({ pos: store });
    expect(shown.length).toBe(2);
    clearTimeout(store.retailSender.timer);
});

test("trouble at the server is noticed although the network is up", async () => {
    const { store, retail } = await setupChainEnv();
    let asked = 0;
    store.data.checkConnectivity = () => asked++;
    retail.failed(new ConnectionLostError("x"));
    expect(retail.state.online).toBe(false);
    expect(asked).toBe(1);
    retail.failed(new Error("No room"));
    expect(retail.state.error).toBe("No room");
});

test("without the bus a till asks by itself", async () => {
    const { retail } = await setupChainEnv();
    let pulls = 0;
    retail.pull = async () => pulls++;
    await advanceTime(retail.settings.poll_interval_s * 1250 + 100);
    expect(pulls).toBe(1);
    await advanceTime(retail.settings.poll_interval_s * 1250 + 100);
    expect(pulls).toBeGreaterThan(1);
    clearTimeout(retail.pollTimer);
});

test("the browser is asked to keep what the till stores", async () => {
    const { retail } = await setupChainEnv();
    const { storage } = navigator;
    let asked = 0;
    Object.defineProperty(navigator, "storage", {
        configurable: true,
        value: { persist: async () => Boolean(++asked) },
    });
    after(() => Object.defineProperty(navigator, "storage", { configurable: true, value: storage }));
    await retail.askToPersist();
    expect(asked).toBe(1);
    expect(retail.state.persisted).toBe(true);
});
