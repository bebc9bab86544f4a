/** The fleet screen: the row of counts, and a click on one that filters. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("retail_fleet", {
    steps: () => [
        { trigger: "[data-tile=failed] strong:contains(/^1$/)" },
        { trigger: ".o_kanban_record:contains(Oslo 1):contains(No blob)" },
        { trigger: ".o_kanban_record:contains(Oslo 2)" },
        { trigger: "[data-tile=failed]", run: "click" },
        { trigger: ".o_searchview_facet:contains(Failed)" },
        { trigger: ".o_kanban_renderer:not(:contains(Oslo 2))" },
        { trigger: "[data-tile=failed].active", run: "click" },
        { trigger: ".o_kanban_record:contains(Oslo 2)" },
        { trigger: ".o_switch_view.o_list", run: "click" },
        {
            content: "the list has it as well",
            trigger: ".o_list_view [data-tile=unsent] strong:contains(/^1$/)",
        },
        { trigger: ".o_list_view [data-tile=unsent]", run: "click" },
        { trigger: ".o_data_row:contains(Moss 1)" },
        { trigger: ".o_list_renderer:not(:contains(Oslo 1))" },
    ],
});
