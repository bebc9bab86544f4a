/* global posmodel */
/** A long press opens the product panel; it answers with head office and without. Data: tests/test_tours.py. */
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import { registry } from "@web/core/registry";

const see = (trigger, content = `see ${trigger}`) => ({ content, trigger });
const press = (trigger) => ({ content: `press ${trigger}`, trigger, run: "click" });

const longPress = {
    content: "a finger rests on the button",
    trigger: ".o_retail_layout_button:contains('Head lamp')",
    async run() {
        const at = { bubbles: true, button: 0, clientX: 5, clientY: 5 };
        this.anchor.dispatchEvent(new PointerEvent("pointerdown", at));
        await new Promise((resolve) => setTimeout(resolve, 700));
        this.anchor.dispatchEvent(new PointerEvent("pointerup", at));
        this.anchor.click();
    },
};

const answers = (stock) => [
    see(`.o_retail_price_check_price:contains("99.00")`),
    see(`.o_retail_panel_here:contains("4")`, "the stock here"),
    see(`.o_retail_panel_store:contains("Moss"):contains("km"):contains("5")`, "and in the next store"),
    see(`.o_retail_panel_care:contains("Take the batteries out.")`),
    see(`.o_retail_panel_warranty:contains("3 years")`),
    see(`.o_retail_panel_stock:contains("${stock}")`, "how old the figure is"),
    see(`.o_retail_panel_links:contains("Replaced by"):contains("Torch")`),
    see(`.o_retail_panel_documents button:contains("Manual.pdf")`),
    see(`.o_retail_panel_documents img[alt="Worn.gif"]`, "pictures are shown, documents named"),
];

registry.category("web_tour.tours").add("retail_product_panel", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            see(".o_retail_layout_button"),
            {
                content: "the till takes in what is known of its goods",
                trigger: ".o_retail_layout_button",
                run: () => posmodel.retailAnswers.refresh(),
            },
            longPress,
            answers("just now"),
            press(`.o_retail_panel_links:contains("Needs") .o_retail_panel_add`),
            press(`.o_retail_panel_link:contains("Torch")`, "what it is replaced by has answers of its own"),
            see(
                `.o_retail_price_check_answer:contains("Torch"):not(:has(.o_retail_panel_stock)):not(:contains("Head lamp"))`,
                "and no stock, for nobody counts it"
            ),
            press(".modal .btn-close"),
            see(`.order-container .orderline:contains("Batteries")`, "with one tap on the sale"),
            see(
                `.order-container:not(:has(.orderline:contains("Head lamp")))`,
                "the long press sold nothing"
            ),

            {
                content: "head office can't be asked any more",
                trigger: ".o_retail_layout_button",
                run: () => {
                    posmodel.retailAnswers.stockNow = async () => null;
                },
            },
            longPress,
            answers("just now"),
            press(".modal .btn-close"),
            ProductScreen.totalAmountIs("99.00"),
            Chrome.endTour(),
        ].flat(),
});
