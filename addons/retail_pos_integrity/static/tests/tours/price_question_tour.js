/** What goods cost and why: of what is released, and the page says so. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("retail_price_question", {
    steps: () => [
        { trigger: "select[name=source]:value(released)" },
        { trigger: ".o_retail_simulator_product input", run: "edit Kaffe" },
        { trigger: ".o-autocomplete--dropdown-item a:contains(Kaffe)", run: "click" },
        { trigger: ".o_retail_price_reason:contains(own price)" },
        { content: "released: it counts", trigger: "[data-reason=applied]:contains(Out)" },
        { content: "a draft does not", trigger: ".o_retail_simulator_why:not(:contains(Draft))" },
        { trigger: ".o_retail_simulator_total:contains(45.00)" },
        { trigger: "select[name=source]", run: "select draft" },
        { trigger: ".o_retail_simulator_total:contains(40.00)" },
    ],
});
