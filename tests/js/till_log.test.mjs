/** The till's log: a ring of events that names nobody. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    LOG_LIMIT,
    TEXT_LIMIT,
    cleaned,
    withEntry,
} from "../../addons/retail_pos_central/static/src/core/till_log.js";

test("cards, phones and addresses are left out, short numbers stay", () => {
    assert.equal(cleaned("card 4242 4242 4242 4242 declined, code 05"), "card … declined, code 05");
    assert.equal(cleaned("4242-4242-4242-4242"), "…");
    assert.equal(cleaned("+47 912 34 567"), "+…");
    assert.equal(cleaned("sent to kari.nordmann@example.no"), "sent to …@…");
    assert.equal(cleaned("12 sent, 1234567 left"), "12 sent, 1234567 left");
    assert.equal(cleaned(null), "");
    assert.equal(cleaned("x".repeat(999)).length, TEXT_LIMIT);
});

test("the oldest go, and what repeats is counted", () => {
    let log = [];
    for (let at = 0; at < LOG_LIMIT + 5; at++) {
        log = withEntry(log, { at, kind: "sync", text: `event ${at}` });
    }
    assert.equal(log.length, LOG_LIMIT);
    assert.equal(log[0].text, "event 5");
    log = withEntry(log, { at: 1000, kind: "server", text: "gone" });
    log = withEntry(log, { at: 2000, kind: "server", text: "gone" });
    assert.deepEqual(log.at(-1), { at: 1000, kind: "server", text: "gone", times: 2, until: 2000 });
    assert.equal(log.length, LOG_LIMIT);
});
