/** A till that hangs in no tree prints and counts as Odoo does. */
import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { setupChainEnv } from "@retail_pos_central/../tests/unit/utils";

definePosModels();

test("neither journal nor receipt of ours", async () => {
    const { store } = await setupChainEnv({ place: { store: { id: null } } });
    await store.retailJournal.writing;
    const before = store.retailJournal.events.length;
    patchWithCleanup(store, {
        retailPrintDocument: () => expect.step("our receipt"),
    });
    patchWithCleanup(store.printer, {
        print: async () => (expect.step("Odoo's receipt"), { successful: true }),
    });
    const order = await getFilledOrder(store);
    store.retailNote("drawer", { note: "by button" });
    order.removeOrderline(order.lines[0]);
    order.addPaymentline(store.models["pos.payment.method"].find((method) => method.is_cash_count));
    order.state = "paid";
    order.uiState.retailUnsent = true;
    await store.printReceipt({ order });
    expect.verifySteps(["Odoo's receipt"]);
    expect(store.retailJournal.events.length).toBe(before);
    expect(order.serializeForORM().retail_receipt).toBe(undefined);
});
