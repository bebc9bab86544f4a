/** A layout document becomes pages of buttons ready to draw; the check names what is wrong. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { discountLimit, stepsOf } from "../../addons/retail_pos_central/static/src/core/layout/actions.js";
import { checkLayout, isWebAddress } from "../../addons/retail_pos_central/static/src/core/layout/check.js";
import { contrastRatio } from "../../addons/retail_pos_central/static/src/core/layout/contrast.js";
import {
    referencedIds,
    resolveLayout,
} from "../../addons/retail_pos_central/static/src/core/layout/layout.js";

const CASES = JSON.parse(
    readFileSync(new URL("../../addons/retail_pos_central/tests/layout_check_cases.json", import.meta.url))
);

const button = (id, x, y, more = {}) => ({
    id,
    x,
    y,
    w: 1,
    h: 1,
    label: { en_US: "Apple", nb_NO: "Eple" },
    color: "#2f6f4f",
    icon: null,
    picture: "none",
    action: { type: "product", product_id: 12, qty: "1" },
    ...more,
});
const layout = (buttons, more = {}) => ({
    version: 1,
    grid: { columns: 3, rows: 2 },
    pages: [{ id: "p1", name: { en_US: "Fruit", nb_NO: "Frukt" }, buttons }],
    ...more,
});
const ids = (document, who) => resolveLayout(document, who).pages[0].buttons.map((b) => b.id);
const errors = (document) => checkLayout(document).filter((p) => p.level === "error");

test("buttons come in reading order, in the cashier's language, with readable ink", () => {
    const { columns, pages } = resolveLayout(layout([button("b", 1, 1), button("a", 2, 0)]), {
        lang: "nb_NO",
    });
    assert.equal(columns, 3);
    assert.equal(pages[0].name, "Frukt");
    assert.deepEqual(
        pages[0].buttons.map((b) => [b.id, b.label]),
        [
            ["a", "Eple"],
            ["b", "Eple"],
        ]
    );
    for (const { color, textColor } of pages[0].buttons) {
        assert.ok(contrastRatio(color, textColor) >= 4.5);
    }
});

test("an action without text takes the action's own name and icon", () => {
    const document = layout([button("a", 0, 0, { label: {}, action: { type: "action", name: "park" } })]);
    const [drawn] = resolveLayout(document, { lang: "nb_NO" }).pages[0].buttons;
    assert.deepEqual([drawn.label, drawn.icon], ["Parker salg", "fa-pause"]);
});

test("roles, stores and the store's clock decide what is shown", () => {
    const document = layout([
        button("boss", 0, 0, { roles: ["manager"] }),
        button("lunch", 1, 0, { if: { hours: [["11:00", "13:00"]], weekdays: [6] } }),
        button("oslo", 2, 0, { if: { stores: ["OSL-01"] } }),
        button("soon", 0, 1, { if: { from: "2026-11-21T12:00:00+01:00" } }),
    ]);
    const at = (iso, more) => ids(document, { now: Date.parse(iso), timezone: "Europe/Oslo", ...more });
    assert.deepEqual(at("2026-11-21T11:59:59+01:00", { role: "cashier" }), ["lunch"]);
    assert.deepEqual(at("2026-11-21T12:00:00+01:00", { role: "manager", store: "OSL-01" }), [
        "boss",
        "lunch",
        "oslo",
        "soon",
    ]);
    assert.deepEqual(at("2026-11-22T12:00:00+01:00", {}), ["soon"]);
});

test("the check names overlaps, dead links and missing goods with the button and page", () => {
    assert.deepEqual(errors(layout([button("a", 0, 0), button("b", 1, 0)])), []);
    const bad = layout([
        button("a", 0, 0, { w: 2 }),
        button("b", 1, 0),
        button("c", 2, 1, { w: 2 }),
        button("d", 0, 1, { action: { type: "page", page: "p9" } }),
        button("d", 1, 1, { action: { type: "product" }, color: "red" }),
    ]);
    assert.deepEqual(
        errors(bad).map((p) => [p.code, p.path]),
        [
            ["overlap", "pages.0.buttons.1"],
            ["outside", "pages.0.buttons.2"],
            ["no_page", "pages.0.buttons.3.action"],
            ["duplicate_button", "pages.0.buttons.4"],
            ["color", "pages.0.buttons.4.color"],
            ["no_product", "pages.0.buttons.4.action"],
        ]
    );
    assert.match(errors(bad)[0].message, /Apple.*Fruit/);
    assert.equal(checkLayout({})[0].code, "not_object");
    assert.equal(errors(layout([], { grid: { columns: 99, rows: 2 } }))[0].code, "grid");
});

test("what a layout refers to is listed once", () => {
    const document = layout([
        button("a", 0, 0),
        button("b", 1, 0),
        button("c", 2, 0, { action: { type: "category", category_id: 3 } }),
    ]);
    assert.deepEqual(referencedIds(document), { products: [12], categories: [3] });
});

test("the check finds in each case what the server's check finds", () => {
    for (const { name, document, errors: expected } of CASES) {
        assert.deepEqual(
            errors(document).map((p) => p.code),
            expected,
            name
        );
    }
});

test("a picture of 30 MB is refused with its button named", () => {
    const image = `data:image/jpeg;base64,${"A".repeat(30_000_000)}`;
    const found = errors(layout([button("a", 0, 0, { image })]));
    assert.deepEqual(
        found.map((p) => [p.code, p.path]),
        [
            ["too_large", ""],
            ["image_size", "pages.0.buttons.0.image"],
        ]
    );
    assert.match(found[1].message, /Apple.*60 kB.*Fruit/);
});

test("every message has its words in both languages", () => {
    for (const { document } of CASES) {
        for (const lang of ["en_US", "nb_NO"]) {
            for (const { message } of checkLayout(document, { lang })) {
                assert.ok(!message.includes(".layout.") && !/\{\w+\}/.test(message), message);
            }
        }
    }
});

test("a till in training shows its own buttons; who may not use a button sees it locked", () => {
    const document = layout([
        button("practice", 0, 0, { if: { training: true } }),
        button("real", 1, 0, { if: { training: false } }),
        button("boss", 2, 0, { use_roles: ["manager"] }),
    ]);
    assert.deepEqual(ids(document, { training: true }), ["practice", "boss"]);
    assert.deepEqual(ids(document, {}), ["real", "boss"]);
    const locked = (role) => resolveLayout(document, { role }).pages[0].buttons.at(-1).locked;
    assert.deepEqual([locked("cashier"), locked("manager")], [true, false]);
});

test("steps of a sequence come one by one, and what they refer to is known", () => {
    const steps = [
        { type: "product", product_id: 7 },
        { type: "category", category_id: 4 },
    ];
    const document = layout([button("a", 0, 0, { action: { type: "sequence", steps } })]);
    assert.deepEqual(stepsOf(document.pages[0].buttons[0].action), steps);
    assert.deepEqual(referencedIds(document), { products: [7], categories: [4] });
});

test("a discount has a limit for each role, and none means all of it", () => {
    const action = { name: "discount", limits: { cashier: 10 } };
    assert.deepEqual([discountLimit(action, "cashier"), discountLimit(action, "manager")], [10, 100]);
});

test("only addresses of the web are opened", () => {
    for (const url of ["https://intranet", "http://192.168.1.2:8080/a?b#c", "https://å.no/ø"]) {
        assert.ok(isWebAddress(url), url);
    }
    for (const url of ["", null, "file:///etc/passwd", "https://a@b.no", "javascript:1", "//x", "https://"]) {
        assert.ok(!isWebAddress(url), String(url));
    }
});
