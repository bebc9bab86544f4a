/** A walk with a handheld: one label that is right, one that isn't, one that nobody knows. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("retail_price_walk", {
    steps: () => [
        {
            content: "the only store is chosen by itself",
            trigger: ".o_retail_walk_scan input[name=code]",
            run: "edit 2999999000000",
        },
        { trigger: ".o_retail_walk_scan button[type=submit]", run: "click" },
        { content: "the price that counts", trigger: ".o_retail_walk_price:contains(50)" },
        { trigger: "button[name=right]", run: "click" },
        { trigger: ".o_retail_walk_lines li[data-outcome=ok]:contains(Kaffe)" },
        { trigger: ".o_retail_walk_scan input[name=code]", run: "edit TEST-18021" },
        { trigger: ".o_retail_walk_scan button[type=submit]", run: "click" },
        { trigger: "button[name=differs]", run: "click" },
        { content: "a price is needed", trigger: "button[name=save]:disabled" },
        { trigger: "input[name=shelf]", run: "edit 44,90" },
        { trigger: "input[name=note]", run: "edit Gammel etikett" },
        { trigger: "button[name=save]:enabled", run: "click" },
        { trigger: ".o_retail_walk_lines li[data-outcome=wrong_price]" },
        { trigger: ".o_retail_walk_scan input[name=code]", run: "edit 000" },
        { trigger: ".o_retail_walk_scan button[type=submit]", run: "click" },
        { content: "unknown goods are named", trigger: ".o_retail_walk_card .alert:contains(000)" },
        { trigger: ".o_retail_walk_card .btn-secondary", run: "click" },
        { trigger: "button[name=end]", run: "click" },
        { trigger: ".o_breadcrumb, .o_kanban_view, .o_list_view" },
    ],
});
