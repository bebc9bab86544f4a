/** The layout on the till: what buttons do one after another, keys, locks, sizes, pictures kept. */
import { describe, expect, test } from "@odoo/hoot";
import { click, press, queryAll, queryOne, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { contrastRatio } from "@retail_pos_central/core/layout/contrast";
import { LayoutGrid } from "@retail_pos_central/till/layout/layout_grid";
import { freezeTillClock } from "@retail_pos_central/till/sync/till_clock";
import { keepPictures } from "@retail_pos_central/till/layout/kept_pictures";
import { TillLayout } from "@retail_pos_central/till/layout/till_layout";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { namelessControls, priceItem, setupChainEnv, spokenName } from "./utils";

definePosModels();

const act = (name, more) => ({ type: "action", name, ...more });
const product = (more) => ({ type: "product", product_id: 5, qty: "1", ...more });
const button = (id, x, action, more) => ({
    id,
    x,
    y: 0,
    w: 1,
    h: 1,
    label: { en_US: id },
    color: "#2f6f4f",
    icon: null,
    picture: "none",
    action,
    ...more,
});

async function showLayout(...buttons) {
    const { store, retail } = await setupChainEnv();
    const layout = {
        version: 1,
        grid: { columns: 6, rows: 2 },
        pages: [
            { id: "p1", name: { en_US: "One" }, buttons },
            { id: "p2", name: { en_US: "Two" }, buttons: [button("far", 0, act("park"), { key: "F8" })] },
        ],
    };
    retail.show({ campaign: [], layout });
    store.addNewOrder();
    const added = [];
    const addProduct = async (sold, qty, price) => {
        added.push([sold.id, qty, price]);
        return true;
    };
    const component = await mountWithCleanup(TillLayout, { props: { addProduct }, env: store.env });
    return { store, retail, added, component };
}

test("a sequence does its steps in order and stops where one is given up", async () => {
    const { store, added, component } = await showLayout(
        button("all", 0, {
            type: "sequence",
            steps: [product({ qty: "2" }), product(), { type: "page", page: "p2" }],
        }),
        button("stops", 1, { type: "sequence", steps: [act("park"), product()] })
    );
    const [all, stops] = component.gridProps.pages[0].buttons;
    await component.onButton(all);
    expect(added).toEqual([
        [5, 2, undefined],
        [5, 1, undefined],
    ]);
    expect(store.retailState.layoutPage).toBe("p2");
    // There is nothing to park.
    await component.onButton(stops);
    expect(added.length).toBe(2);
});

test("a price that is asked for goes onto the sale, and none typed sells nothing", async () => {
    const { store, added, component } = await showLayout(button("ask", 0, product({ ask_price: true })));
    const [ask] = component.gridProps.pages[0].buttons;
    expect(ask.price).toBe("");
    const typed = [12.5, null];
    patchWithCleanup(store, { retailTypePrice: async () => typed.shift() });
    await component.onButton(ask);
    await component.onButton(ask);
    expect(added).toEqual([[5, 1, 12.5]]);
});

test("who may not use a button is told so, and nothing happens", async () => {
    const { store, added, component } = await showLayout(
        button("boss", 0, product(), { use_roles: ["minimal"] })
    );
    const said = [];
    patchWithCleanup(store.notification, { add: (message) => said.push(String(message)) });
    expect(queryOne(".o_retail_layout_locked").getAttribute("aria-disabled")).toBe("true");
    await component.onButton(component.gridProps.pages[0].buttons[0]);
    expect(added).toEqual([]);
    expect(said).toEqual(["You may not use “boss”."]);
});

test("keys press buttons of any page", async () => {
    const { added } = await showLayout(button("milk", 0, product(), { key: "F2" }));
    await press("F2");
    await press("F3");
    await animationFrame();
    expect(added).toEqual([[5, 1, undefined]]);
});

test("screen readers hear a name for all, in order of reading, and the keyboard goes the same way", async () => {
    await showLayout(
        button("below", 0, act("park"), { y: 1 }),
        button("second", 1, act("customer"), { icon: "fa-user", key: "F4" }),
        button("first", 0, product(), { use_roles: ["minimal"] })
    );
    const root = queryOne(".o_retail_layout");
    expect(namelessControls(root)).toEqual([]);
    expect(queryOne("[role=tabpanel]").getAttribute("aria-label")).toBe("One");
    expect(queryAll("[role=tab]").map((tab) => [spokenName(tab), tab.ariaSelected])).toEqual([
        ["One", "true"],
        ["Two", "false"],
    ]);
    const [first, second, below] = queryAll(".o_retail_layout_button");
    expect(spokenName(first).startsWith("Locked first")).toBe(true);
    // The key is said as a shortcut, not as a part of the name.
    expect([spokenName(second), second.getAttribute("aria-keyshortcuts")]).toEqual(["second", "F4"]);
    expect([first, second, below].every((each) => each.tabIndex === 0)).toBe(true);
    first.focus();
    await press("ArrowRight");
    expect(document.activeElement).toBe(second);
    await press("ArrowLeft");
    await press("ArrowDown");
    expect(document.activeElement).toBe(below);
});

test("a dialog says its name, keeps the focus, and gives it back", async () => {
    const { store } = await showLayout(button("ask", 0, act("price_check")));
    const [ask] = queryAll(".o_retail_layout_button");
    ask.focus();
    const close = store.dialog.add(PriceCheck, {});
    await animationFrame();
    const dialog = queryOne("[role=dialog]");
    expect([dialog.ariaLabel, dialog.ariaModal]).toEqual(["Price check", "true"]);
    expect(namelessControls(dialog)).toEqual([]);
    expect(dialog.contains(document.activeElement)).toBe(true);
    for (let presses = 0; presses < 8; presses++) {
        await press("Tab");
        expect(dialog.contains(document.activeElement)).toBe(true);
    }
    close();
    await animationFrame();
    expect(document.activeElement).toBe(ask);
});

const pageOf = (element) => element.closest(".o_retail_layout_page");
const faces = (page) =>
    [...pageOf(page).querySelectorAll(".o_retail_layout_label")].map((each) => each.innerText);

test("pages are drawn before they are opened, out of reach of fingers, keyboard and screen reader", async () => {
    await showLayout(button("one", 0, act("park")));
    await waitFor(".o_retail_layout_page [data-button=far]", { visible: false });
    const [far] = queryAll("[data-button=far]");
    expect(far).not.toBeVisible();
    expect(pageOf(far).inert).toBe(true);
    far.focus();
    expect(document.activeElement).not.toBe(far);
    expect(queryAll("[role=tabpanel]:visible").map((panel) => panel.ariaLabel)).toEqual(["One"]);
    // Opened, it is the same element: nothing was drawn anew.
    const [one] = queryAll("[data-button=one]");
    one.focus();
    await click(".o_retail_layout_tab:contains(Two)");
    await animationFrame();
    expect(queryOne("[data-button=far]")).toBe(far);
    expect(far).toBeVisible();
    expect([pageOf(far).inert, pageOf(one).inert]).toEqual([false, true]);
    expect(queryAll("[role=tabpanel]:visible").map((panel) => panel.ariaLabel)).toEqual(["Two"]);
});

test("a page opened before it was drawn shows its first buttons in a frame and the others in the next ones", async () => {
    const { retail } = await showLayout(button("one", 0, act("park")));
    patchWithCleanup(window, { requestIdleCallback: () => 0 });
    const many = Array.from({ length: 60 }, (_none, n) => ({ ...button(`n${n}`, n % 6, act("park")), y: n }));
    const pages = [
        { id: "p1", name: { en_US: "One" }, buttons: [button("one", 0, act("park"))] },
        { id: "p2", name: { en_US: "Many" }, buttons: many },
    ];
    retail.show({ campaign: [], layout: { version: 1, grid: { columns: 6, rows: 60 }, pages } });
    await animationFrame();
    await click(".o_retail_layout_tab:contains(Many)");
    const counts = [];
    for (let frame = 0; frame < 4; frame++) {
        await animationFrame();
        counts.push(queryAll(".o_retail_layout_page:not([inert]) .o_retail_layout_button").length);
    }
    expect(counts).toEqual([25, 50, 60, 60]);
});

test("the keyboard goes to the tab of a page that a button opened", async () => {
    await showLayout(button("go", 0, { type: "page", page: "p2" }));
    queryOne("[data-button=go]").focus();
    await press("Enter");
    await animationFrame();
    expect(".o_retail_layout_tab.active").toHaveText("Two");
    expect(".o_retail_layout_tab.active").toBeFocused();
});

test("drawn pages follow price, role, minute and release", async () => {
    const { store, retail } = await showLayout(
        button("milk", 0, product()),
        button("boss", 1, act("park"), { roles: ["manager"] }),
        button("late", 2, act("park"), { if: { hours: [["17:00", "18:00"]] } })
    );
    const [milk] = queryAll("[data-button=milk]");
    const price = milk.querySelector(".o_retail_layout_price").innerText;
    await click(".o_retail_layout_tab:contains(Two)");
    await animationFrame();
    const item = store.models["product.pricelist.item"].create(priceItem({ fixed_price: 77 }));
    store.getOrder().pricelist_id.item_ids = [item];
    store.onRetailPrices();
    await click(".o_retail_layout_tab:contains(One)");
    await animationFrame();
    expect(price.includes("88.55")).toBe(false);
    expect(queryOne("[data-button=milk] .o_retail_layout_price").innerText).toMatch(/88\.55/);

    freezeTillClock(Date.parse("2026-11-21T15:59:00Z"));
    await advanceTime(6000);
    await animationFrame();
    expect(queryAll("[data-button=late]").length).toBe(0);
    freezeTillClock(Date.parse("2026-11-21T16:00:00Z"));
    await advanceTime(6000);
    await animationFrame();
    expect(queryAll("[data-button=late]").length).toBe(1);

    expect(queryAll("[data-button=boss]").length).toBe(0);
    patchWithCleanup(store, { getCashier: () => ({ _role: "manager" }) });
    for (const page of ["p2", "p1"]) {
        store.retailState.layoutPage = page;
        await animationFrame();
    }
    expect(queryAll("[data-button=boss]").length).toBe(1);

    retail.show({
        campaign: [],
        layout: {
            version: 1,
            grid: { columns: 6, rows: 2 },
            pages: [{ id: "p9", name: { en_US: "New" }, buttons: [button("new", 0, act("park"))] }],
        },
    });
    await animationFrame();
    expect(faces(queryOne("[data-button=new]"))).toEqual(["new"]);
    expect(queryAll(".o_retail_layout_page", { visible: false }).length).toBe(1);
});

test("goods that come onto the till later make their button work", async () => {
    const { store } = await showLayout(button("milk", 0, product()));
    const template = store.models["product.template"].get(5);
    template.available_in_pos = false;
    store.onRetailPrices();
    // A busy machine takes more than a frame to draw it.
    await waitFor("[data-button=milk]:disabled");
    template.available_in_pos = true;
    await waitFor("[data-button=milk]:not(:disabled)");
    expect("[data-button=milk]").toBeEnabled();
});

test("goods show their picture, and those without one no stand-in", async () => {
    const { store } = await showLayout(button("milk", 0, product(), { picture: "product" }));
    const template = store.models["product.template"].get(5);
    for (const hasPicture of [true, false]) {
        template.image_128 = hasPicture;
        store.onRetailPrices();
        await waitFor(`[data-button=milk]${hasPicture ? ":has(img)" : ":not(:has(img))"}`);
        expect(queryAll("[data-button=milk] img").length).toBe(hasPicture ? 1 : 0);
    }
});

test("pictures are fetched once, one after another, until there is no line", async () => {
    const kept = new Map([["/a", true]]);
    const asked = [];
    const cache = {
        match: async (url) => kept.get(url),
        add: async (url) => {
            asked.push(url);
            if (url === "/gone") {
                throw new TypeError("Failed to fetch");
            }
            kept.set(url, true);
        },
    };
    const store = { open: async () => cache };
    await keepPictures(["/a", "/b", "/b", "/c", "/gone", "/d"], { store, pauseMs: 0 });
    expect(asked).toEqual(["/b", "/c", "/gone"]);
    await keepPictures(["/a"], { store: null });
});

describe("in each size", () => {
    const SIZES = [
        [1024 - 400, 768 - 121],
        [1366 - 450, 768 - 121],
        [1920 - 450, 1080 - 121],
        [390, 844 - 200],
    ];
    const names = ["Bærepose resirkulert plast", "Økologisk lettmelk", "Pølse", "Åpne skuff"];
    const drawn = (count) =>
        Array.from({ length: count }, (_none, index) => ({
            ...button(`b${index}`, index % 10, act("park")),
            y: Math.floor(index / 10),
            label: names[index % names.length],
            textColor: "#ffffff",
            price: "kr 1 234,50",
            key: index ? null : "F2",
        }));

    for (const [width, height] of SIZES) {
        test(`${width} × ${height}: every button can be read and pressed`, async () => {
            const isSmall = width < 500;
            const columns = isSmall ? 6 : 10;
            const buttons = drawn(isSmall ? 12 : 40).map((one) => ({ ...one, x: one.x % columns }));
            await mountWithCleanup(LayoutGrid, {
                props: {
                    columns,
                    rows: 4,
                    pages: [{ id: "p1", name: "Hurtigvalg", buttons }],
                    pageId: "p1",
                    isSmall,
                    onButton: () => {},
                    onPage: () => {},
                },
            });
            const root = queryOne(".o_retail_layout");
            Object.assign(root.style, { width: `${width}px`, height: `${height}px` });
            await animationFrame();
            for (const element of queryAll(".o_retail_layout_button")) {
                const box = element.getBoundingClientRect();
                expect(box.width >= 44 && box.height >= 44).toBe(true);
                expect(element.innerText.length > 3).toBe(true);
            }
            expect(contrastRatio("#2f6f4f", "#ffffff") >= 4.5).toBe(true);
            const [first] = queryAll(".o_retail_layout_button");
            expect(first.getAttribute("aria-keyshortcuts")).toBe("F2");
        });
    }

    test("wide buttons alone stand two by two on a handheld", async () => {
        const props = {
            columns: 6,
            rows: 4,
            pageId: "p1",
            isSmall: true,
            onButton: () => {},
            onPage: () => {},
        };
        const shown = async (buttons) => {
            await mountWithCleanup(LayoutGrid, {
                props: { ...props, pages: [{ id: "p1", name: "Side", buttons }] },
            });
            const grid = queryAll(".o_retail_layout_grid").at(-1);
            grid.style.width = "374px";
            const all = [...grid.querySelectorAll("button")];
            const last = Math.max(...all.map((each) => each.getBoundingClientRect().right));
            return {
                first: all.filter((each) => each.offsetTop === all[0].offsetTop).length,
                room: grid.getBoundingClientRect().right - last,
            };
        };
        const wide = drawn(6).map((one) => ({ ...one, w: 2 }));
        const { first, room } = await shown(wide);
        expect(first).toBe(2);
        expect(room < 20).toBe(true);
        expect((await shown([...wide.slice(1), drawn(1)[0]])).first).toBe(2);
        expect((await shown(drawn(6))).first).toBe(3);
    });
});
