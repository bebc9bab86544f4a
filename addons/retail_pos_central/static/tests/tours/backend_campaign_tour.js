/** The campaign form's examples follow what is typed; the simulator prices a basket and says why. */

import { registry } from "@web/core/registry";

const example = ".o_retail_campaign_example";

registry.category("web_tour.tours").add("retail_campaign_example", {
    steps: () => [
        { trigger: `${example}:contains(Buy 3 × Solskinnsbolle):contains(60.00)` },
        { trigger: ".o_field_widget[name=price] input", run: "edit 50 && press Tab" },
        { content: "computed anew while typing", trigger: `${example}:contains(you pay):contains(50.00)` },
        { trigger: ".o_field_widget[name=size] input", run: "edit 2 && press Tab" },
        { trigger: `${example}:contains(Buy 2 × Solskinnsbolle):contains(nothing is saved)` },
        { trigger: ".o_field_widget[name=size] input", run: "edit 1 && press Tab" },
        {
            content: "what is wrong is said at once",
            trigger: `${example} .o_retail_campaign_problem:contains(units)`,
        },
        { trigger: ".o_form_button_cancel", run: "click" },
        { trigger: `${example}:contains(Buy 3 × Solskinnsbolle):contains(60.00)` },
    ],
});

const search = (name) => [
    { trigger: ".o_retail_simulator_product input", run: `edit ${name}` },
    { trigger: `.o-autocomplete--dropdown-item a:contains(${name})`, run: "click" },
    { trigger: `.o_retail_simulator_body td:contains(${name})` },
];

registry.category("web_tour.tours").add("retail_campaign_simulator", {
    steps: () => [
        { trigger: "select[name=store]", run: "selectByLabel Oslo" },
        ...search("Solskinnsbolle"),
        { trigger: "[data-reason=too_few]:contains(Three buns)" },
        { trigger: ".o_retail_simulator_qty", run: "edit 3 && press Tab" },
        { trigger: ".o_retail_simulator_total:contains(60.00)" },
        { trigger: "[data-reason=applied]:contains(Three buns)" },
        { content: "a campaign behind a coupon", trigger: "[data-reason=coupon]:contains(Members)" },
        { trigger: "input[name=coupons]", run: "edit MEMBER" },
        { trigger: "[data-reason=applied]:contains(Members)" },
        { trigger: ".o_retail_simulator_total:contains(54.00)" },
        { trigger: "input[name=coupons]", run: "edit WRONG" },
        { trigger: ".alert-warning:contains(WRONG)" },
        { content: "nothing has been released yet", trigger: "select[name=source]", run: "select released" },
        { trigger: ".o_retail_simulator_why:contains(No campaign hangs)" },
        { trigger: ".o_retail_simulator_total:contains(75.00)" },
    ],
});
