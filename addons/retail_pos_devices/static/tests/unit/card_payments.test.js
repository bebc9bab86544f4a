/** Card payments on Odoo's payment lines: what lands there, what is kept for a reload, what is refused. */
import { expect, test } from "@odoo/hoot";
import { waitUntil } from "@odoo/hoot-dom";
import { advanceTime, tick } from "@odoo/hoot-mock";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { UNKNOWN_STATUS } from "@retail_pos_devices/core/payment";
import { cardMessage } from "@retail_pos_devices/till/payments/card_messages";
import { cardMethod, refused, setupBoxEnv } from "./utils";

definePosModels();

const word = (state, more = {}) => ({ state, error: null, card: null, receipt: null, ...more });

async function lineToPay(store) {
    const order = await getFilledOrder(store);
    const { data } = order.addPaymentline(cardMethod(store));
    return { order, line: data };
}

test("an approved payment fills the line and is in the journal until the sale is booked", async () => {
    const answers = { pay: word("sending") };
    const { store, asked } = await setupBoxEnv(answers);
    const { line } = await lineToPay(store);
    const amount = Math.round(line.amount * 100);
    answers.payment = word("approved", {
        approved_amount: amount,
        card: { brand: "Visa", masked_pan: "541332 **** 0119", auth_code: "A1", entry: "ICC" },
        receipt: { customer: ["KJØP", "GODKJENT"], merchant: [] },
        psp_reference: "PSP1",
    });
    expect(await line.pay()).toBe(true);
    expect(line.getPaymentStatus()).toBe("done");
    expect([line.card_brand, line.card_no, line.payment_ref_no, line.transaction_id]).toEqual([
        "Visa",
        "0119",
        "PSP1",
        line.uuid,
    ]);
    expect(line.ticket).toBe("KJØP\nGODKJENT");
    expect(line.can_be_reversed).toBe(true);
    const [, device, request] = asked.find(([name]) => name === "pay");
    expect([device, request.id, request.kind, request.amount]).toEqual([
        "terminal-1",
        line.uuid,
        "payment",
        amount,
    ]);
    expect(store.retailCards.open).toEqual([]);
    expect(store.retailCards.journal.get(line.uuid).outcome).toBe("taken");
});

test("the sale with its payment line is written down before the card is asked for", async () => {
    const { store, asked } = await setupBoxEnv({ pay: word("declined", { error: { code: "wrong_pin" } }) });
    const { line } = await lineToPay(store);
    patchWithCleanup(store.data, { synchronizeLocalDataInIndexedDB: async () => asked.push(["kept"]) });
    await line.pay();
    const names = asked.map(([name]) => name);
    expect(names).toInclude("kept");
    expect(names.indexOf("kept")).toBeLessThan(names.indexOf("pay"));
});

test("a declined card can be tried again, as another payment", async () => {
    const { store, asked } = await setupBoxEnv({ pay: word("declined", { error: { code: "wrong_pin" } }) });
    const { line } = await lineToPay(store);
    expect(await line.pay()).toBe(false);
    expect(line.getPaymentStatus()).toBe("retry");
    expect(store.retailCards.notes[line.uuid].code).toBe("wrong_pin");
    await line.pay();
    const ids = asked.filter(([name]) => name === "pay").map(([, , request]) => request.id);
    expect(ids[0]).toBe(line.uuid);
    expect(ids[1]).not.toBe(ids[0]);
});

test("a box that is away is asked for nothing", async () => {
    const { store, link, asked } = await setupBoxEnv();
    link.view.phase = "waiting";
    link.view.reason = "unreachable";
    const { line } = await lineToPay(store);
    expect(await line.pay()).toBe(false);
    expect(asked).toEqual([]);
    expect(store.retailCards.notes[line.uuid].code).toBe("unreachable");
});

test("a box that went away unnoticed is sent nothing, and the line can be tried at once", async () => {
    const answers = { pending: refused("unreachable", 0) };
    const { store, asked } = await setupBoxEnv(answers);
    const { line } = await lineToPay(store);
    expect(await line.pay()).toBe(false);
    expect(asked.map(([name]) => name)).toEqual(["pending"]);
    expect(line.getPaymentStatus()).toBe("retry");
    expect(store.retailCards.notes[line.uuid].code).toBe("unreachable");
    expect(store.retailCards.open).toEqual([]);
    answers.pending = { payments: [] };
    answers.pay = word("approved", { approved_amount: Math.round(line.amount * 100) });
    expect(await line.pay()).toBe(true);
});

test("a request that may have reached the box leaves the line unknown until the box is back", async () => {
    const answers = { pay: refused("unreachable", 0), payment: refused("unreachable", 0) };
    const { store, asked } = await setupBoxEnv(answers);
    const { line } = await lineToPay(store);
    const paying = line.pay();
    await waitUntil(() => line.getPaymentStatus() === UNKNOWN_STATUS, { timeout: 2000 });
    expect(store.retailCards.openOf(line).id).toBe(line.uuid);
    answers.payment = word("approved", { approved_amount: Math.round(line.amount * 100) });
    await advanceTime(60000);
    expect(await paying).toBe(true);
    expect(asked.filter(([name]) => name === "pay").length).toBe(1);
});

test("a reversal that can't reach the box changes nothing", async () => {
    const answers = { pending: refused("unreachable", 0) };
    const { store, asked } = await setupBoxEnv(answers);
    const { line } = await lineToPay(store);
    line.transaction_id = line.uuid;
    expect(await store.retailCards.reverse(line)).toBe(false);
    expect(asked.map(([name]) => name)).toEqual(["pending"]);
    expect(store.retailCards.open).toEqual([]);
    expect(store.retailCards.notes[line.uuid].code).toBe("unreachable");
});

test("while one payment is unknown no other begins, the order can't be deleted or validated", async () => {
    let settle;
    const known = new Promise((resolve) => (settle = resolve));
    let looks = 0;
    const answers = { pay: word("unknown"), payment: () => (looks++ ? known : word("unknown")) };
    const { store, asked } = await setupBoxEnv(answers);
    const { order, line } = await lineToPay(store);
    const paying = line.pay();
    await waitUntil(() => line.getPaymentStatus() === UNKNOWN_STATUS, { timeout: 2000 });
    expect(store.retailCards.openOf(line).id).toBe(line.uuid);
    expect(await store._onBeforeDeleteOrder(order)).toBe(false);
    const second = store.addNewOrder();
    await store.addLineToOrder({ product_tmpl_id: store.models["product.template"].get(5) }, second);
    const other = second.addPaymentline(cardMethod(store)).data;
    expect(await other.pay()).toBe(false);
    expect(store.retailCards.notes[other.uuid].code).toBe("earlier_open");
    expect(asked.filter(([name]) => name === "pay").length).toBe(1);
    settle(word("failed", { error: { code: "not_received" } }));
    expect(await paying).toBe(false);
    expect(store.retailCards.open).toEqual([]);
    expect(await store._onBeforeDeleteOrder(order)).toBe(true);
});

test("after a reload a payment that was under way is found again and booked", async () => {
    const answers = { payment: refused("unknown_payment", 404) };
    const { store } = await setupBoxEnv(answers);
    const { line } = await lineToPay(store);
    const amount = Math.round(line.amount * 100);
    answers.payment = word("approved", { approved_amount: amount });
    line.setPaymentStatus("waiting");
    store.retailCards.journal.put({
        id: line.uuid,
        line: line.uuid,
        box: "box-1",
        device: "terminal-1",
        kind: "payment",
    });
    store.retailCards.resume();
    await store.retailCards.follow({ id: line.uuid }, { resume: true });
    await tick();
    expect(line.getPaymentStatus()).toBe("done");
    expect(line.transaction_id).toBe(line.uuid);
});

test("a partial approval takes what was approved and says so", async () => {
    const { store } = await setupBoxEnv({ pay: word("partial", { approved_amount: 5000 }) });
    const { line } = await lineToPay(store);
    expect(await line.pay()).toBe(true);
    expect(line.amount).toBe(50);
    expect(store.retailCards.notes[line.uuid].code).toBe("partial");
});

test("an abort that comes too late leaves the payment done", async () => {
    let settle;
    const known = new Promise((resolve) => (settle = resolve));
    const { store } = await setupBoxEnv({
        pay: word("in_progress"),
        payment: () => known,
        abort: word("in_progress"),
    });
    const { order, line } = await lineToPay(store);
    const amount = Math.round(line.amount * 100);
    const paying = line.pay();
    await tick();
    const aborting = line.payment_method_id.payment_terminal.sendPaymentCancel(order, line.uuid);
    settle(word("approved", { approved_amount: amount }));
    expect(await paying).toBe(true);
    expect(await aborting).toBe(false);
    expect(line.getPaymentStatus()).toBe("done");
});

test("a return gives back on the card that paid, and without it when that was another terminal", async () => {
    const foreign = Object.assign(refused("invalid", 422), { field: "original" });
    const answers = { pay: foreign };
    const { store, asked } = await setupBoxEnv(answers);
    const { order: sale, line: paid } = await lineToPay(store);
    paid.transaction_id = "0b7c0f5e-3f0e-4f0c-9a57-9f6d9b1a7e01";
    const back = store.addNewOrder();
    const line = await store.addLineToOrder(
        { product_tmpl_id: store.models["product.template"].get(5), qty: -1 },
        back
    );
    line.refunded_orderline_id = sale.lines[0];
    const { data: refund } = back.addPaymentline(cardMethod(store));
    refund.setAmount(-30);
    expect(await refund.pay()).toBe(false);
    const requests = () => asked.filter(([name]) => name === "pay").map(([, , sent]) => sent);
    const [request] = requests();
    expect([request.kind, request.amount, request.original]).toEqual(["refund", 3000, paid.transaction_id]);
    expect(store.retailCards.notes[refund.uuid].code).toBe("foreign_original");
    answers.pay = word("approved", { approved_amount: 3000 });
    expect(await refund.pay()).toBe(true);
    expect(requests()[1].original).toBe(null);
    expect(refund.amount).toBe(-30);
});

test("a manager decides an unknown payment; the box is told, and without it the till takes the word", async () => {
    const answers = {
        pay: word("unknown"),
        payment: refused("unreachable", 0),
        resolve: refused("unreachable", 0),
    };
    const { store, asked } = await setupBoxEnv(answers);
    const noted = [];
    onRpc("pos.session", "retail_note_settled", ({ args }) => {
        noted.push(args.slice(1));
        return true;
    });
    const { line } = await lineToPay(store);
    const paying = line.pay();
    await tick();
    const entry = store.retailCards.openOf(line);
    await store.retailCards.settle(entry, "approved", "Sett på terminalens kvittering");
    await advanceTime(60000);
    expect(await paying).toBe(true);
    expect(line.getPaymentStatus()).toBe("done");
    expect(asked.find(([name]) => name === "resolve").slice(1)).toEqual([
        entry.id,
        "approved",
        "Sett på terminalens kvittering",
    ]);
    expect(noted[0][0].id).toBe(entry.id);
    expect(noted[0].slice(1)).toEqual(["approved", "Sett på terminalens kvittering", null]);
    const { code } = store.retailCards.notes[line.uuid];
    expect(cardMessage(code, null, true)).toBe("A manager decided: the money was taken.");
    expect(cardMessage(code, null, false)).toMatch(/no money was taken. Take the payment anew/);
});

test("an open payment whose sale is lost can be decided as well", async () => {
    const { store } = await setupBoxEnv({ resolve: word("declined") });
    onRpc("pos.session", "retail_note_settled", () => true);
    const lost = {
        id: "p-lost",
        line: "gone",
        box: "box-1",
        device: "terminal-1",
        kind: "payment",
        amount: 100,
    };
    store.retailCards.journal.put(lost);
    await store.retailCards.settle(lost, "declined", "Ikke i portalen");
    expect(store.retailCards.open).toEqual([]);
});
