/* global odoo */
/** What a till that starts does not ask head office, since it holds it or has just been told. */
import { after, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { session } from "@web/session";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { hashOf } from "@retail_pos_central/till/sync/blob_store";
import { setupChainEnv } from "./utils";

definePosModels();

const PARAMS = {
    "pos.note": { fields: ["name", "størrelse"], relations: { name: { name: "name", type: "char" } } },
};
const OTHER = { "pos.note": { fields: ["name"], relations: {} } };

/** Head office that notes what it is asked. */
function headOffice(data, answers) {
    const asked = [];
    patchWithCleanup(data, {
        orm: {
            call: async (_model, method, args) => {
                asked.push([method, ...args.slice(1)]);
                return answers[method];
            },
        },
    });
    return asked;
}

test("fields and relations are asked for only when the page tells of others than the till keeps", async () => {
    const { store } = await setupChainEnv();
    const asked = headOffice(store.data, { load_data_params: OTHER });
    const key = `pos_data_params_${odoo.pos_config_id}`;
    const text = JSON.stringify(PARAMS);
    after(() => localStorage.removeItem(key));
    localStorage.setItem(key, text);
    patchWithCleanup(session, { retail_params: await hashOf(new TextEncoder().encode(text)) });
    expect(await store.data.loadFieldsAndRelations()).toEqual(PARAMS);
    expect(asked).toEqual([]);
    session.retail_params = "0".repeat(64);
    expect(await store.data.loadFieldsAndRelations()).toEqual(OTHER);
    expect(asked.map(([method]) => method)).toEqual(["load_data_params"]);
    // What came is kept; a page that tells nothing, such as one of a till outside the tree, asks.
    expect(JSON.parse(localStorage.getItem(key))).toEqual(OTHER);
    session.retail_params = undefined;
    await store.data.loadFieldsAndRelations();
    expect(asked.length).toBe(2);
});

test("of goods that came with the start head office is not asked whether they are still there", async () => {
    const { store } = await setupChainEnv();
    const { data } = store;
    const held = { "product.template": [{ id: 5 }, { id: 6 }], "product.product": [{ id: 5 }] };
    const written = [];
    const removed = [];
    patchWithCleanup(data, {
        getCachedServerDataFromIndexedDB: async () => structuredClone(held),
        retailClearForeignCache: async () => {},
        synchronizeServerDataInIndexedDB: (rows) => written.push(rows),
    });
    patchWithCleanup(data.indexedDB, { delete: (model, ids) => removed.push([model, ids]) });
    const place = { _retail: { store: { id: 7 } } };
    const loaded = {
        "product.template": [{ id: 5 }],
        "product.product": [{ id: 5 }],
        "pos.config": [place],
    };
    const asked = headOffice(data, { load_data: loaded, filter_local_data: { "product.template": [6] } });
    const { orm } = data;
    const rows = await data.loadInitialData();
    expect(asked.map(([method]) => method)).toEqual(["load_data", "filter_local_data"]);
    expect(asked[1][1]).toEqual({ "product.template": [6] });
    expect(removed).toEqual([["product.template", [6]]]);
    expect(rows["product.template"].map(({ id }) => id)).toEqual([5, 5]);
    expect(data.orm).toBe(orm);
    held["product.template"].pop();
    asked.length = 0;
    await data.loadInitialData();
    expect(asked.map(([method]) => method)).toEqual(["load_data"]);
    // Outside the tree all is as Odoo has it.
    place._retail.store.id = null;
    asked.length = 0;
    await data.loadInitialData();
    expect(asked.map(([method]) => method)).toEqual(["load_data", "filter_local_data"]);
    expect(asked[1][1]).toEqual({ "product.template": [5], "product.product": [5] });
    expect(written.length).toBe(3);
});
