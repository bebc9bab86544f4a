/** The till's journal, receipt numbers and organisation numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { formatOrgNumber } from "../../addons/retail_pos_central/static/src/core/receipt/org_number.js";
import {
    journalEvent,
    LONGEST,
    printsOf,
    withEvent,
    withoutTaken,
} from "../../addons/retail_pos_receipts/static/src/core/journal.js";
import { isReceiptNumber } from "../../addons/retail_pos_receipts/static/src/core/receipt_number.js";

const order = { uuid: "o1", reference: "260-1-000001", amount: 4990 };
const event = (kind, more = {}) =>
    journalEvent({ kind, uuid: `${kind}-${more.number || 0}`, now: Date.UTC(2026, 10, 21), order, ...more });

test("an event carries its sale, whole øre and the moment", () => {
    assert.deepEqual(event("copy", { session: 7, cashier: "Kari", number: 2 }), {
        uuid: "copy-2",
        kind: "copy",
        date: "2026-11-21T00:00:00.000Z",
        session_id: 7,
        cashier: "Kari",
        order_uuid: "o1",
        reference: "260-1-000001",
        amount: 4990,
        number: 2,
        note: null,
    });
    assert.equal(event("correction", { amount: -1999.6 }).amount, -2000);
    // A session that head office does not know yet has no number.
    assert.equal(event("drawer", { session: "pos.session_1" }).session_id, null);
});

test("how often a receipt was printed is known from what is not sent yet", () => {
    const events = [event("receipt"), event("copy", { number: 1 }), event("gift"), event("mail")];
    assert.equal(printsOf(events, "o1"), 2);
    assert.equal(printsOf(events, "o2"), 0);
    assert.equal(printsOf([], "o1"), 0);
});

test("what head office has taken is forgotten, what is new stays", () => {
    const events = [event("receipt"), event("copy", { number: 1 })];
    assert.deepEqual(withoutTaken(events, ["receipt-0", "never"]), [events[1]]);
});

test("the oldest go where a till is without a line for too long", () => {
    const events = Array.from({ length: LONGEST }, (_, i) => ({ uuid: String(i) }));
    const more = withEvent(events, { uuid: "new" });
    assert.equal(more.length, LONGEST);
    assert.deepEqual([more[0].uuid, more.at(-1).uuid], ["1", "new"]);
});

test("numbers of receipts are told from barcodes of goods", () => {
    for (const number of ["260-1-000001", "2601-12-000042"]) {
        assert.ok(isReceiptNumber(number), number);
    }
    for (const code of ["7038010000010", "", "260-1", "260-1-abc", null, "https://x/260-1-000001"]) {
        assert.ok(!isReceiptNumber(code), String(code));
    }
});

test("an organisation number is written as the law shows it", () => {
    assert.equal(formatOrgNumber("NO314159268MVA"), "NO 314 159 268 MVA");
    assert.equal(formatOrgNumber("no 314 159 268 mva"), "NO 314 159 268 MVA");
    assert.equal(formatOrgNumber("314159268"), "NO 314 159 268");
    assert.equal(formatOrgNumber("SE556036079301"), "SE556036079301");
    assert.equal(formatOrgNumber(false), "");
});
