/** Training at the till: what passes the guard, when the way in or out is closed, what is reported. */
import assert from "node:assert/strict";
import { test } from "node:test";

const CORE = "../../addons/retail_pos_training/static/src/core";
const { verdict } = await import(`${CORE}/guard.js`);
const { LESSONS, advance, doneCount, lessonAfter, lessonToBegin } = await import(`${CORE}/lessons.js`);
const { practiceNumber, practiceReport, practiceTotals, refusal, trainingReason } = await import(
    `${CORE}/practice.js`
);

const call = (model, method) => verdict(`/web/dataset/call_kw/${model}/${method}`, { model, method });
const toMinor = (value) => Math.round(value * 100);

test("reading passes; whatever may write is stopped, also what nobody has thought of", () => {
    for (const [model, method] of [
        ["product.product", "read"],
        ["pos.session", "load_data"],
        ["product.template", "load_product_from_pos"],
    ]) {
        assert.deepEqual(call(model, method), { pass: true }, method);
    }
    for (const [model, method] of [
        ["pos.order", "sync_from_ui"],
        ["pos.order", "action_pos_order_cancel"],
        ["pos.session", "try_cash_in_out"],
        ["pos.session", "close_session_from_ui"],
        ["res.partner", "web_save"],
        ["res.partner", "create"],
        ["pos.order", "action_send_receipt"],
        ["made.up", "tomorrows_method"],
    ]) {
        assert.deepEqual(call(model, method), { blocked: `${model}/${method}` });
    }
    for (const url of ["/retail_pos/till/z_report", "/retail_pos/till/send_receipt", "/payment/pay", "/x"]) {
        assert.deepEqual(verdict(url), { blocked: url });
    }
    assert.deepEqual(verdict("/retail_pos/till/feed", {}), { pass: true });
    for (const name of ["ask", "before_price", "before_list", "stock_kept", "stock_now", "answers"]) {
        assert.deepEqual(verdict(`/retail_pos/till/${name}`), { pass: true }, "a price check asks for it");
    }
    assert.deepEqual(verdict("http://till.example/retail_pos/training/orders?a=1"), { pass: true });
});

test("there are no sales but those that were practised here", () => {
    const { answer } = call("pos.order", "search_paid_order_ids");
    assert.deepEqual(answer, { ordersInfo: [], totalCount: 0 });
    answer.ordersInfo.push("x");
    assert.deepEqual(call("pos.order", "search_paid_order_ids").answer.ordersInfo, []);
});

test("a till, a cashier or a hand puts the till into training; the hand's is nobody else's", () => {
    assert.equal(trainingReason({ tills: [3] }, 3, 7, null), "till");
    assert.equal(trainingReason({ cashier: true }, 4, 7, null), "cashier");
    assert.equal(trainingReason({}, 4, 7, { user: 7 }), "hand");
    assert.equal(trainingReason({}, 4, 8, { user: 7 }), null);
    assert.equal(trainingReason(undefined, 4, 8, null), null);
});

test("the way in and out is closed while goods are in a sale", () => {
    const state = { training: false, reason: null, offline: false, unsent: 0, open: [] };
    assert.equal(refusal(state), null);
    assert.deepEqual(refusal({ ...state, open: ["2001", "2002"] }), {
        code: "sale_open",
        names: "2001, 2002",
    });
    assert.deepEqual(refusal({ ...state, unsent: 3 }), { code: "unsent", count: 3 });
    assert.deepEqual(refusal({ ...state, offline: true }), { code: "offline" });
    const inside = { ...state, training: true, reason: "hand" };
    assert.equal(refusal(inside), null);
    assert.equal(refusal({ ...inside, open: ["T001"] }).code, "practice_open");
    assert.equal(refusal({ ...inside, reason: "till" }).code, "forced_till");
    assert.equal(refusal({ ...inside, reason: "cashier", open: ["T001"] }).code, "forced_cashier");
});

test("numbers of practice are never those of sales", () => {
    assert.equal(practiceNumber(2026, 3, 42), "TREN26-3-000042");
});

test("a practice sale is reported and counted in whole øre", () => {
    const sale = {
        uuid: "u1",
        pos_reference: "TREN26-1-000001",
        at_ms: 5,
        total: 22.9,
        lines: [{ name: "Melk", qty: 1 }],
        payments: [{ name: "Kontant", amount: 23, isCash: true }],
    };
    const back = { ...sale, uuid: "u2", total: -22.9, lines: [{ name: "Melk", qty: -1 }] };
    back.payments = [{ name: "Kontant", amount: -23, isCash: true }];
    assert.deepEqual(practiceReport(sale, { reason: "hand", toMinor }), {
        uuid: "u1",
        name: "TREN26-1-000001",
        kind: "sale",
        reason: "hand",
        at_ms: 5,
        total: 2290,
        lines: [{ name: "Melk", qty: "1" }],
        payments: ["Kontant"],
    });
    assert.equal(practiceReport(back, { reason: "till", toMinor }).kind, "return");
    assert.deepEqual(practiceTotals([sale, sale, back], { toMinor }), {
        count: 3,
        returns: 1,
        total: 2290,
        cash: 2300,
        methods: [{ name: "Kontant", amount: 2300 }],
    });
});

test("a lesson goes on when the till shows that the step is done", () => {
    const start = { lines: 0, finished: 2, screen: "ProductScreen" };
    const [sell] = LESSONS;
    assert.deepEqual(advance(sell, 0, { now: start, start }), { step: 0, done: false });
    assert.equal(advance(sell, 0, { now: { ...start, lines: 1 }, start }).step, 1);
    const sold = { ...start, finished: 3, screen: "ReceiptScreen" };
    assert.deepEqual(advance(sell, 3, { now: sold, start }), { step: 4, done: false });
    assert.deepEqual(advance(sell, 4, { now: { ...sold, screen: "ProductScreen" }, start }), {
        step: 5,
        done: true,
    });
});

test("who is quicker than the looks is not left behind", () => {
    const start = { lines: 0, finished: 2, screen: "ProductScreen" };
    const [sell] = LESSONS;
    assert.deepEqual(advance(sell, 1, { now: { ...start, finished: 3 }, start }), { step: 5, done: true });
    assert.equal(
        advance(sell, 1, { now: { ...start, finished: 3, screen: "ReceiptScreen" }, start }).step,
        4
    );
});

test("goods come back only where some were sold; the day goes on with what is left of it", () => {
    assert.equal(lessonToBegin("return", { finished: 0 }), "sell");
    assert.equal(lessonToBegin("return", { finished: 1 }), "return");
    assert.equal(lessonToBegin("park", { finished: 0 }), "park");
    assert.equal(lessonAfter("sell", { sell: "x" }), "return");
    assert.equal(lessonAfter("close", { close: "x", sell: "x" }), "return");
    assert.equal(lessonAfter("park", { sell: 1, return: 1, park: 1, price_check: 1, close: 1 }), null);
});

test("a return is shown the way: the paid sales, the sale, its goods, the money", () => {
    const start = { screen: "ProductScreen", lines: 0, finished: 1, returned: 0, chosen: "" };
    const lesson = LESSONS.find(({ name }) => name === "return");
    const textAt = (now) => lesson.steps[advance(lesson, 0, { now: { ...start, ...now }, start }).step]?.text;
    const list = { screen: "TicketScreen" };
    assert.equal(textAt({}), "return_orders");
    assert.equal(textAt(list), "return_paid");
    assert.equal(textAt({ ...list, listsPaid: true }), "return_sale");
    assert.equal(textAt({ ...list, listsPaid: true, chosen: "paid" }), "return_goods");
    assert.equal(textAt({ screen: "PaymentScreen", returning: true }), "return_method");
    assert.equal(textAt({ screen: "PaymentScreen", returning: true, paid: true }), "return_validate");
    assert.equal(textAt({ screen: "FeedbackScreen", returned: 1 }), "sell_next");
    assert.equal(textAt({ returned: 1 }), undefined, "done");
});

test("the day has five lessons, and progress counts those done", () => {
    assert.deepEqual(
        LESSONS.map(({ name }) => name),
        ["sell", "return", "park", "price_check", "close"]
    );
    assert.equal(doneCount({ sell: "2026", other: 1 }), 1);
});
