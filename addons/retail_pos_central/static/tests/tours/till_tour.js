/** A sale on a till of the chain: layout, campaign, receipt. Data come from tests/test_tours.py. */
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as TextInputPopup from "@point_of_sale/../tests/generic_helpers/text_input_popup_util";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { registry } from "@web/core/registry";

const press = (label) => ({
    content: `press the button “${label}” of the layout`,
    trigger: `.o_retail_layout_button:contains("${label}")`,
    run: "click",
});
const see = (trigger, content = `see ${trigger}`) => ({ content, trigger });

registry.category("web_tour.tours").add("retail_till_sale", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            see(`.o_retail_layout_button:contains("Milk"):contains("30.00")`, "the button shows the price"),
            see(".o_retail_status .text-success", "the till is up to date"),

            press("Milk"),
            press("Milk"),
            see(`.o_retail_hint:contains("1 more for “Three for two”")`),
            press("Milk"),
            see(`.order-container .o_retail_saving:contains("Three for two"):contains("30.00")`),
            see(`.o_retail_saved:contains("30.00")`),
            ProductScreen.totalAmountIs("60.00"),

            press("More"),
            see(`.o_retail_layout_tab.active:contains("More")`),
            press("Coupon"),
            TextInputPopup.inputText("FIVE"),
            Dialog.confirm(),
            see(`.order-container .o_retail_saving:contains("Five off")`),
            ProductScreen.totalAmountIs("55.00"),

            {
                content: "open Odoo's own goods and categories",
                trigger: ".o_retail_all_goods",
                run: "click",
            },
            see(".product-list .product"),
            { trigger: ".o_retail_back_to_layout", run: "click" },
            see(".o_retail_layout"),

            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Bank"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.receiptIsThere(),
            see(`.o_retail_order_receipt:contains("Welcome to Oslo"):contains("Three for two")`),
            see(`.o_retail_order_receipt:contains("To pay"):contains("55.00")`),
            ReceiptScreen.clickNextOrder(),
            see(
                `.o_retail_layout_tab.active:contains("Quick")`,
                "the next customer starts on the first page"
            ),
            Chrome.endTour(),
        ].flat(),
});
