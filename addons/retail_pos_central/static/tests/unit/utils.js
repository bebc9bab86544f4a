/** A till that hangs in the chain's tree, with a server that answers as ours does. */
import { after } from "@odoo/hoot";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { PosConfig } from "@point_of_sale/../tests/unit/data/pos_config.data";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { campaignBook } from "@retail_pos_central/till/campaigns/campaign_book";
import { freezeTillClock, startTillClock } from "@retail_pos_central/till/sync/till_clock";
import { tillDb } from "@retail_pos_central/till/sync/till_db";
import { sha256Hex } from "@retail_pos_central/core/sha256";

export const STORE = { id: 7, uuid: "s-7", code: "OSL-01", name: "Torgata", address: "Torgata 1, Oslo" };

/** The tills that see the same as this one. */
export const GROUP = { id: 3, channel: "retail_pos_group.x" };

/** `place`: more of what the till is told of itself, for other addons' tests. */
export async function setupChainEnv({ manifest = emptyManifest(), feed = null, place = {} } = {}) {
    const acks = [];
    patchWithCleanup(PosConfig.prototype, {
        _load_pos_data_read() {
            const rows = super._load_pos_data_read(...arguments);
            rows[0]._retail = {
                till: "till-1",
                timezone: "Europe/Oslo",
                store: STORE,
                feed: { epoch: "e1", cursor: "10:10:/1-9" },
                group: GROUP,
                ...place,
            };
            return rows;
        },
    });
    const time = () => ({ server_time: new Date().toISOString() });
    const answers = {
        manifest: ({ ack }) => {
            if (ack) {
                acks.push(ack);
            }
            return { ...manifest, ...time() };
        },
        feed: () => ({
            epoch: "e1",
            cursor: "20:24:22/2-19",
            group: GROUP,
            reset: false,
            records: {},
            deleted: {},
            ...feed,
            ...time(),
        }),
    };
    for (const [name, answer] of Object.entries(answers)) {
        onRpc(`/retail_pos/till/${name}`, async (request) => answer((await request.json()).params));
    }
    onRpc("/retail_pos/till/ask", async (request) => {
        const { questions } = (await request.json()).params;
        const asked = Object.entries(questions).filter(([name]) => answers[name]);
        return Object.fromEntries(asked.map(([name, words]) => [name, answers[name](words)]));
    });
    onRpc("/retail_pos/till/ack", async (request) => {
        acks.push((await request.json()).params);
        return { ok: true, ...time() };
    });
    campaignBook.set([], {});
    await emptyTillDb();
    const store = await setupPosEnv();
    const { retail } = store;
    // The first pull comes by itself; tests go on from where it has ended.
    clearTimeout(retail.pullTimer);
    await retail.pull({ manifest: true, feed: true });
    // Its rule for all goods would hide the goods' own prices.
    store.models["product.pricelist.item"].get(1).delete();
    return { store, acks, retail };
}

/** The page, and with it the till's database, outlives a test. */
async function emptyTillDb() {
    const db = await tillDb();
    for (const store of ["blobs", "state", "orders"]) {
        const keys = await db.keys(store);
        await db.put(store, Object.fromEntries(keys.map((key) => [key, undefined])));
    }
}

export function emptyManifest() {
    return { serial: 1, till: "till-1", switches: [{ at: null, content: { campaign: [] } }] };
}

/** Puts a document on the till as if it had been fetched; returns its entry for a manifest. */
export async function holdBlob(retail, document) {
    const text = JSON.stringify(document);
    const sha256 = sha256Hex(new TextEncoder().encode(text));
    await retail.db.put("blobs", { [sha256]: text });
    return { sha256, url: `/retail_pos/blob/${sha256}/x`, id: sha256 };
}

/** Lets the till's clock stand at a moment. */
export function freezeClock(iso) {
    const clock = freezeTillClock(Date.parse(iso));
    after(() => startTillClock(0));
    return clock;
}

/** Product 5, unless others are named, into an order. */
export function addLine(store, order, values = {}) {
    return store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), ...values },
        order
    );
}

/** A fixed price of pricelist 2 for product 5. */
export function priceItem(values) {
    return {
        product_tmpl_id: 5,
        product_id: false,
        pricelist_id: 2,
        company_id: 250,
        currency_id: 1,
        date_start: false,
        date_end: false,
        retail_clock_tz: false,
        retail_ended_at: false,
        compute_price: "fixed",
        fixed_price: 0,
        base: "list_price",
        base_pricelist_id: false,
        categ_id: false,
        min_quantity: 0,
        ...values,
    };
}

export function offer(values) {
    return { id: "o1", name: "Offer", combine: "best", priority: 10, items: { all: true }, ...values };
}

/** What a screen reader says of a control: its label, its text and its pictures' texts, or its title. */
export function spokenName(element) {
    const label = element.getAttribute("aria-label");
    if (label) {
        return label.trim();
    }
    const said = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            return node.textContent;
        }
        if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") {
            return "";
        }
        const own = node.getAttribute("aria-label") || node.getAttribute("alt") || "";
        return own || [...node.childNodes].map(said).join(" ");
    };
    const text = [...element.childNodes].map(said).join(" ").replace(/\s+/g, " ").trim();
    const labelled = element.labels?.[0]?.textContent.trim();
    return text || labelled || element.title || "";
}

/** What can be pressed or filled in below an element, and has no name to be said: [] when all is well. */
export function namelessControls(root) {
    const controls = [
        ...root.querySelectorAll("button, a[href], input, select, textarea, [role=button], [role=tab]"),
    ];
    return controls.filter((each) => !spokenName(each)).map((each) => each.outerHTML.slice(0, 120));
}
