/** The receipt designer by hand: a text with a field, an unknown field named, order, kinds, papers. */

import { registry } from "@web/core/registry";

const block = (index) => `.o_retail_block[data-index='${index}']`;
const preview = ".o_retail_receipt_preview";

const addText = [
    { content: "the receipt is shown at once", trigger: `${preview}:contains(Solbakken Torgata)` },
    { trigger: `${block(1)} .o_retail_block_name`, run: "click" },
    { trigger: "button[name=add_block]", run: "click" },
    { trigger: ".o_retail_block_menu [data-type=text]", run: "click" },
    { trigger: `${block(2)}.o_selected[data-type=text]` },
    { trigger: "textarea[name=block_text_en_US]", run: "edit Served by:" },
    { trigger: "button[name=insert_field]", run: "click" },
    { trigger: ".o_retail_field_menu [data-field='cashier.name']", run: "click" },
    {
        content: "the field is filled in from the sample",
        trigger: `${preview}:contains(Served by:Kari Nordmann)`,
    },
    { content: "its rows are marked", trigger: `${preview} .o_retail_row_chosen:contains(Served by)` },
    { trigger: "button[name=bold]", run: "click" },
    { trigger: "button[name=bold].active" },
];

const nameUnknownField = [
    { trigger: "textarea[name=block_text_en_US]", run: "edit Hello {cashier.shoesize}" },
    { trigger: ".o_retail_problem:contains(cashier.shoesize)" },
    { trigger: ".o_retail_block_panel .alert-danger:contains(cashier.shoesize)" },
    { trigger: "textarea[name=block_text_en_US]", run: "edit Served by:{cashier.name}" },
    { trigger: ".o_retail_receipt_designer:not(:has(.alert-danger))" },
];

const orderAndCondition = [
    { trigger: "button[name=down]", run: "click" },
    { trigger: `${block(3)}.o_selected` },
    { trigger: "input[name=kind_sale]", run: "uncheck" },
    { content: "not on a sale", trigger: `${preview}:not(:contains(Served by))` },
    { trigger: "select[name=kind]", run: "select return" },
    { content: "but on a return", trigger: `${preview}:contains(Served by:Kari Nordmann)` },
    { trigger: "button[name=undo]", run: "click" },
    { trigger: "select[name=kind]", run: "select copy" },
    { content: "copies say so", trigger: `${preview}:contains(COPY)` },
];

const everyKind = [
    ["exchange", "Exchange receipt"],
    ["gift", "Gift receipt"],
    ["payment_slip", "Merchant's copy"],
    ["cash_in", "Cash in"],
    ["cash_out", "Cash out"],
    ["x_report", "Figures so far"],
    ["z_report", "Z report no. 214"],
    ["sale", "Sales receipt"],
].flatMap(([kind, text]) => [
    { trigger: "select[name=kind]", run: `select ${kind}` },
    { content: `${kind} says so`, trigger: `${preview}:contains(${text})` },
]);

const conditions = [
    { trigger: `${block(0)} .o_retail_block_name`, run: "click" },
    { trigger: "select[name=if_customer]", run: "select no" },
    { content: "the sample has a customer", trigger: `${preview}:not(:contains(Solbakken Torgata))` },
    { trigger: `${block(0)}:contains(customer unknown)` },
    { trigger: "select[name=if_customer]", run: "select yes" },
    { trigger: `${preview}:contains(Solbakken Torgata)` },
    { trigger: "select[name=if_customer]", run: "select " },
    { trigger: `${block(0)}:not(:has(.o_retail_block_condition))` },
];

const views = [
    { trigger: "select[name=view]", run: "select mail" },
    { trigger: ".o_retail_on_mail .o_retail_mail_head:contains(ola@example.com)" },
    { trigger: "select[name=view]", run: "select screen" },
    { trigger: ".o_retail_on_screen" },
    { trigger: "select[name=view]", run: "select paper" },
];

const papers = [
    { trigger: "select[name=shown_paper]", run: "select 32" },
    { trigger: `${preview}[data-columns='32']` },
    { trigger: "select[name=paper]", run: "select 48" },
    { trigger: `${preview}[data-columns='48']` },
    {
        content: "a click on the receipt chooses the block",
        trigger: `${preview} .o_retail_receipt > div:contains(Served by)`,
        run: "click",
    },
    { trigger: `${block(3)}.o_selected` },
];

const save = [{ trigger: ".o_form_button_save", run: "click" }, { trigger: ".o_form_saved" }];

registry.category("web_tour.tours").add("retail_receipt_designer", {
    steps: () => [
        ...addText,
        ...nameUnknownField,
        ...orderAndCondition,
        ...everyKind,
        ...conditions,
        ...views,
        ...papers,
        ...save,
    ],
});
