/** The layout editor by hand: a button made, dressed, dragged, resized, copied to a new page, undone. */

import { registry } from "@web/core/registry";

const button = (id) => `.o_retail_editor_button[data-button=${id}]`;
const cell = (x, y) => `.o_retail_editor_cell[data-cell='${x},${y}']`;

/** Drags the step's element into the middle of another one. */
const dragTo = (selector) => (helpers) =>
    helpers.drag_and_drop(selector, { position: "center", relative: true });

const makeButton = [
    { content: "an empty cell takes a button", trigger: cell(3, 0), run: "dblclick" },
    { trigger: `${button("b2")}.o_selected` },
    { content: "it does nothing yet, and the check says so", trigger: ".o_retail_problem .text-danger" },
    { trigger: "select[name=action_type]", run: "select product" },
    { trigger: ".o_retail_product_input input", run: "edit Solskinnsbolle" },
    { trigger: ".o-autocomplete--dropdown-item a:contains(Solskinnsbolle)", run: "click" },
    { content: "the product's name is the label", trigger: `${button("b2")}:contains(Solskinnsbolle)` },
    { trigger: "input[name=label_en_US]", run: "edit Cinnamon bun" },
    { trigger: `${button("b2")}:contains(Cinnamon bun)` },
    { trigger: ".o_retail_swatch[data-color='#2f6f4f']", run: "click" },
    { content: "the contrast is computed", trigger: ".o_retail_contrast.text-success:contains(:1)" },
    { content: "the goods' picture stands there, as on the till", trigger: `${button("b2")} img` },
    { trigger: "input[name=picture]", run: "click" },
    { trigger: ".o_retail_icon_field .btn", run: "click" },
    { trigger: "[data-icon=fa-birthday-cake]", run: "click" },
    { trigger: `${button("b2")} .fa-birthday-cake` },
];

const moveAndResize = [
    { trigger: button("b2"), run: dragTo(cell(1, 2)) },
    { content: "the place is shown, counted from 1", trigger: "input[name=x]:value(2)" },
    { trigger: "input[name=y]:value(3)" },
    { trigger: ".o_retail_editor_handle", run: dragTo(cell(2, 3)) },
    { trigger: "input[name=w]:value(2)" },
    { trigger: "input[name=h]:value(2)" },
    { content: "a place outside the grid is refused", trigger: "input[name=x]", run: "edit 99 && press Tab" },
    { trigger: ".o_notification_body:contains(no room)" },
    { trigger: "input[name=x]:value(2)" },
];

const copyToNewPage = [
    { trigger: button("b2"), run: "click" },
    { trigger: `${button("b2")}.o_selected`, run: "press Control+a" },
    { trigger: ".o_retail_panel_title:contains(2 buttons)", run: "press Control+c" },
    { trigger: "button[name=add_page]", run: "click" },
    { trigger: ".o_retail_editor_tab.active[data-page=p2]" },
    { trigger: "input[name=page_name_en_US]", run: "edit Bakery" },
    { trigger: ".o_retail_editor_tab.active:contains(Bakery)" },
    { trigger: "button[name=paste]", run: "click" },
    { trigger: `${button("b3")}.o_selected` },
    { trigger: `${button("b4")}.o_selected` },
    { trigger: "button[name=undo]", run: "click" },
    { trigger: `.o_retail_editor_cells:not(:has(${button("b3")}))` },
    { trigger: "button[name=redo]", run: "click" },
    { trigger: button("b3") },
];

const keys = [
    {
        content: "deleting by key and undoing by key, as the focus stays",
        trigger: button("b3"),
        run: "click",
    },
    { trigger: `${button("b3")}.o_selected`, run: "press Delete" },
    { trigger: `.o_retail_editor_cells:not(:has(${button("b3")}))` },
    { trigger: ".o_retail_editor_canvas:focus", run: "press Control+z" },
    { trigger: button("b3") },
];

const preview = [
    { trigger: "button[name=preview]", run: "click" },
    { content: "the till's own grid draws it", trigger: ".modal .o_retail_layout_grid [data-button=b4]" },
    { trigger: ".modal .o_retail_layout_tab:contains(Bakery)" },
    { trigger: ".modal .o_retail_layout_grid [data-button=b4]", run: "click" },
    { trigger: ".modal .o_retail_preview_tapped:contains(Solskinnsbolle)" },
    { trigger: ".modal select[name=preview_size]", run: "selectByLabel 390" },
    { content: "on a phone the till arranges the buttons anew", trigger: ".modal .o_retail_layout_small" },
    { trigger: ".modal .btn-close", run: "click" },
    { trigger: "body:not(:has(.modal))" },
];

/** Gives the step's file field a file, as choosing one does. */
const chooseFile = (name, text) => (helpers) => {
    const input = helpers.anchor.querySelector("input");
    const chosen = new DataTransfer();
    chosen.items.add(new File([text], name, { type: "application/json" }));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
};
const fromFile = {
    version: 1,
    grid: { columns: 4, rows: 3 },
    pages: [{ id: "p7", name: { en_US: "From the File" }, buttons: [] }],
};
const fileField = ".btn:has(input[name=import])";

const importFile = [
    { trigger: fileField, run: chooseFile("prices.json", '{"prices": []}') },
    { trigger: ".o_notification_body:contains(prices.json):contains(no till layout)" },
    { content: "what is on screen stays", trigger: ".o_retail_editor_tab:contains(Bakery)" },
    { trigger: fileField, run: chooseFile("layout.json", JSON.stringify(fromFile)) },
    { trigger: ".o_retail_editor_tab.active:contains(From the File)" },
    { trigger: "button[name=undo]", run: "click" },
    { content: "undo brings back what was there", trigger: ".o_retail_editor_tab:contains(Bakery)" },
];

const save = [{ trigger: ".o_form_button_save", run: "click" }, { trigger: ".o_form_saved" }];

/** Two buttons of this layout into another one, there onto two pages, the second time taken back. */
const copyToOtherLayout = [
    { trigger: ".o_retail_editor_tab[data-page=p1]", run: "click" },
    { trigger: button("b2"), run: "click" },
    { trigger: `${button("b2")}.o_selected`, run: "press Control+a" },
    { trigger: ".o_retail_panel_title:contains(2 buttons)", run: "press Control+c" },
    { trigger: ".o_control_panel .o_back_button", run: "click" },
    { trigger: ".o_data_cell[name=name]:contains(Counter)", run: "click" },
    { content: "the other layout", trigger: ".o_retail_editor_tab.active:contains(Till)" },
    { trigger: "button[name=paste]", run: "click" },
    { trigger: `${button("b2")}.o_selected:contains(Drawer)` },
    { trigger: `${button("b3")}.o_selected:contains(Cinnamon bun)` },
    { trigger: "button[name=undo]", run: "click" },
    { trigger: `.o_retail_editor_cells:not(:has(${button("b2")})):has(${button("b1")})` },
    { trigger: "button[name=redo]", run: "click" },
    { trigger: button("b3") },
    { trigger: "button[name=add_page]", run: "click" },
    { trigger: ".o_retail_editor_tab.active[data-page=p2]" },
    { trigger: "button[name=paste]", run: "click" },
    { trigger: `${button("b5")}.o_selected` },
    { trigger: "button[name=undo]", run: "click" },
    { trigger: ".o_retail_editor_cells:not(:has(.o_retail_editor_button))" },
    ...save,
];

registry.category("web_tour.tours").add("retail_layout_editor", {
    steps: () => [
        ...makeButton,
        ...moveAndResize,
        ...copyToNewPage,
        ...keys,
        ...preview,
        ...importFile,
        ...save,
        ...copyToOtherLayout,
    ],
});

/** A layout that extends another one: what follows, what differs, what is hidden, what is only here. */
const extend = [
    {
        content: "the base's button follows",
        trigger: `${button("b1")}[data-standing=followed]`,
        run: "click",
    },
    { trigger: ".o_retail_standing:contains(Follows Base)" },
    { trigger: ".o_retail_swatch[data-color='#8c2f39']", run: "click" },
    { trigger: `${button("b1")}[data-standing=changed]` },
    { content: "what differs can be given up", trigger: "button[name=follow_again]", run: "click" },
    { trigger: `${button("b1")}[data-standing=followed]` },
    { trigger: ".o_retail_swatch[data-color='#2f6f4f']", run: "click" },
    { trigger: `${button("b1")}[data-standing=changed]` },
    { trigger: button("b2"), run: "click" },
    { trigger: `${button("b2")}.o_selected`, run: "press Delete" },
    {
        content: "what is hidden is listed",
        trigger: ".o_retail_hidden:contains(Drawer) button",
        run: "click",
    },
    { trigger: button("b2"), run: "click" },
    { trigger: `${button("b2")}.o_selected`, run: "press Delete" },
    { trigger: ".o_retail_hidden:contains(Drawer)" },
];

const ownButton = [
    { trigger: cell(3, 0), run: "dblclick" },
    { trigger: ".o_retail_editor_button.o_selected[data-standing=own]" },
    { trigger: "select[name=action_type]", run: "select sequence" },
    { trigger: "button[name=add_step]", run: "click" },
    { trigger: ".o_retail_steps li:nth-child(1) select[name=action_name]", run: "select discount" },
    { trigger: "input[name=percent]", run: "edit 10 && press Tab" },
    { trigger: "input[name=limit_cashier]", run: "edit 15 && press Tab" },
    { trigger: "button[name=add_step]", run: "click" },
    { trigger: ".o_retail_steps li:nth-child(2) select[name=action_name]", run: "select park" },
    { trigger: "input[name=label_en_US]", run: "edit Discount and park" },
    { trigger: "select[name=key]", run: "select F2" },
    { trigger: "select[name=use_role]", run: "select manager" },
    { trigger: "select[name=training]", run: "select no" },
    { content: "nothing is wrong with it", trigger: ".o_retail_problem_list:not(:has(.text-danger))" },
    { trigger: "button[name=preview]", run: "click" },
    {
        content: "the till shows the key and that a cashier may not",
        trigger: ".modal .o_retail_layout_locked:contains(Discount and park) kbd:contains(F2)",
    },
    { trigger: ".modal select[name=preview_role]", run: "select manager" },
    { trigger: ".modal .o_retail_layout_button:not(.o_retail_layout_locked):contains(Discount and park)" },
    { trigger: ".modal input[name=preview_training]", run: "click" },
    { trigger: ".modal .o_retail_layout_grid:not(:contains(Discount and park))" },
    { trigger: ".modal .btn-close", run: "click" },
    { trigger: "body:not(:has(.modal))" },
];

registry.category("web_tour.tours").add("retail_layout_extension", {
    steps: () => [...extend, ...ownButton, ...save],
});
