/** What head office asks of a till besides, and what it leaves alone: sales to be sent, tills outside the tree. */
import { expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";
import { tillLog } from "@retail_pos_central/till/sync/till_log";
import { addLine, emptyManifest, offer, setupChainEnv } from "./utils";

definePosModels();

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
