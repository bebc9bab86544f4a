/** A till with one box: the box's answers are the test's, its line is open from the start. */
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { PosConfig } from "@point_of_sale/../tests/unit/data/pos_config.data";
import { PosPaymentMethod } from "@point_of_sale/../tests/unit/data/pos_payment_method.data";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { BoxError } from "@retail_pos_devices/core/errors";

export const DEVICES = [
    { id: "scanner-1", kind: "scanner", name: "Skanner" },
    { id: "printer-1", kind: "printer", name: "Skriver" },
    { id: "terminal-1", kind: "terminal", name: "Bankterminal" },
];
const BOX = { uuid: "box-1", name: "Boks", url: null, origin_allowed: true, token: "t", devices: DEVICES };

/** @returns {{store, link, asked}} link.api answers what the test puts into `answers` */
export async function setupBoxEnv(answers = {}) {
    localStorage.clear();
    const later = () => ({ server_time: new Date().toISOString() });
    patchWithCleanup(PosConfig.prototype, {
        _load_pos_data_read() {
            const rows = super._load_pos_data_read(...arguments);
            rows[0]._retail = {
                till: "till-1",
                timezone: "Europe/Oslo",
                store: { id: 1, name: "Torgata", code: "T" },
            };
            return rows;
        },
    });
    PosPaymentMethod._records.find((method) => method.id === 2).use_payment_terminal = "retail_box";
    const told = {
        manifest: () => ({ serial: 1, till: "till-1", switches: [], ...later() }),
        feed: () => ({ epoch: "e", cursor: "c", reset: false, records: {}, deleted: {}, ...later() }),
        boxes: () => ({ session: 1, expires_in_s: 57600, offline_expires_in_s: 691200, boxes: [BOX] }),
    };
    onRpc("/retail_pos/till/manifest", told.manifest);
    onRpc("/retail_pos/till/feed", told.feed);
    onRpc("/retail_pos/till/ask", async (request) => {
        const { questions } = (await request.json()).params;
        const asked = Object.keys(questions).filter((name) => told[name]);
        return Object.fromEntries(asked.map((name) => [name, told[name]()]));
    });
    onRpc("/retail_pos/till/ack", () => ({ ok: true, ...later() }));
    onRpc("/retail_pos/box/token", told.boxes);
    const store = await setupPosEnv();
    await store.retailBoxes.refresh();
    const asked = [];
    const link = store.retailBoxes.links.get("box-1");
    link.view.phase = "online";
    link.view.devices.forEach((device) => (device.state = "ready"));
    link.api = new Proxy(
        {},
        {
            get:
                (_target, name) =>
                async (...args) => {
                    asked.push([name, ...args]);
                    const answer = answers[name];
                    const value = typeof answer === "function" ? await answer(...args) : answer;
                    if (value instanceof Error) {
                        throw value;
                    }
                    return value;
                },
        }
    );
    return { store, link, asked };
}

export const refused = (code, status = 409) => new BoxError(code, { status });

export function cardMethod(store) {
    return store.models["pos.payment.method"].get(2);
}
