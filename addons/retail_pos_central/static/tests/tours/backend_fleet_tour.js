/** The fleet screen: the row of counts, and a click on one that filters. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("retail_fleet", {
    steps: () => [
        { trigger: "[data-tile=failed] strong:contains(/^1$/)" },
        { content: "tills by store", trigger: ".o_group_header:contains(Oslo)", run: "click" },
        { trigger: ".o_data_row:contains(Oslo 1):contains(No blob)" },
        { trigger: ".o_data_row:contains(Oslo 2)" },
        { trigger: "[data-tile=failed]", run: "click" },
        { trigger: ".o_searchview_facet:contains(Failed)" },
        { trigger: ".o_list_renderer:not(:contains(Moss))" },
        { trigger: "[data-tile=failed].active", run: "click" },
        { trigger: ".o_group_header:contains(Moss)" },
        { trigger: ".o_switch_view.o_kanban", run: "click" },
        { content: "and as cards", trigger: ".o_kanban_view [data-tile=unsent] strong:contains(/^1$/)" },
        { trigger: ".o_kanban_view [data-tile=unsent]", run: "click" },
        { trigger: ".o_kanban_record:contains(Moss 1)" },
        { trigger: ".o_kanban_renderer:not(:contains(Oslo 1))" },
    ],
});
