/** The label designer: start from a preset, add an element, change its text, undo. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("retail_label_designer", {
    steps: () => [
        { content: "the label is drawn", trigger: ".o_retail_label_picture svg text" },
        { content: "start from the poster", trigger: "button[name=preset]", run: "click" },
        { trigger: "[data-preset=poster_a6]", run: "click" },
        { content: "it has its size", trigger: "input[name=width_mm]:value(105)" },
        { content: "add a text", trigger: "button[name=add_element]", run: "click" },
        { trigger: "[data-type=text]", run: "click" },
        { trigger: ".o_retail_label_panel input[name=text]", run: "edit Nyhet hos oss" },
        {
            content: "it is on the label at once",
            trigger: ".o_retail_label_picture svg text:contains(Nyhet hos oss)",
        },
        {
            content: "a field that isn't there is named",
            trigger: ".o_retail_label_panel input[name=text]",
            run: "edit {nyhet}",
        },
        { trigger: ".o_retail_label_problems:contains(nyhet)" },
        { trigger: ".o_retail_label_panel button[name=remove]", run: "click" },
        { trigger: ".o_retail_label_designer:not(:has(.o_retail_label_problems))" },
        {
            content: "at the regular price the campaign is away",
            trigger: "button[name=regular]",
            run: "click",
        },
        { trigger: ".o_retail_label_picture svg:not(:has(text:contains(20)))" },
        { trigger: "button[name=undo]", run: "click" },
        { trigger: ".o_form_button_cancel", run: "click" },
        { trigger: "input[name=width_mm]:value(60)" },
    ],
});
