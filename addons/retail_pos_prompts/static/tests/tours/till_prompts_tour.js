/** Prompts on a till: an age check with a scan meanwhile, refused goods, and the receipt. Data: tests/test_tours.py. */
import { scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import * as Numpad from "@point_of_sale/../tests/generic_helpers/numpad_util";
import { inLeftSide } from "@point_of_sale/../tests/pos/tours/utils/common";
import { registry } from "@web/core/registry";

const see = (trigger, content = `see ${trigger}`) => ({ content, trigger });
const press = (trigger) => ({ content: `press ${trigger}`, trigger, run: "click" });

registry.category("web_tour.tours").add("retail_till_prompts", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            see(`.o_retail_prompt:contains("Count the float")`, "a word when the till opens"),
            press(".o_retail_prompt_ok"),
            see(`.o_retail_layout_button:contains("Milk")`, "what was released is here"),

            scan_barcode("2000000190013"),
            see(`.o_retail_prompt:contains("Is the customer 18?"):contains("Beer")`),
            scan_barcode("2000000110011"),
            see(`.o_retail_prompt_waiting:contains("1")`, "the scan meanwhile waits and shows"),
            press(".o_retail_prompt_looks"),
            see(`.order-container .orderline:contains("Beer")`),
            see(`.order-container .orderline:contains("Milk")`, "the scan meanwhile came after"),

            scan_barcode("2000000190020"),
            see(`.modal:contains("Not sold now."):contains("Today they may not be sold.")`),
            press(".modal-footer .btn-primary"),
            ProductScreen.totalAmountIs("70.00"),

            ProductScreen.clickPayButton(false),
            press(`.o_retail_prompt_choice:contains("Paper")`),
            PaymentScreen.clickPaymentMethod("Bank"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.receiptIsThere(),
            see(
                `.o_retail_order_receipt:contains("Age check: Looks over 25"):not(:contains("Which bag"))`,
                "the answer that is to be printed is"
            ),
            ReceiptScreen.clickNextOrder(),

            Chrome.clickOrders(),
            TicketScreen.selectFilter("Paid"),
            TicketScreen.selectOrder("001"),
            inLeftSide([...ProductScreen.clickLine("Milk"), Numpad.click("1")]),
            TicketScreen.confirmRefund(),
            see(
                `.o_retail_prompt:contains("Why does it come back?")`,
                "a question before goods are taken back"
            ),
            press(`.o_retail_prompt_choice:contains("Damaged")`),
            PaymentScreen.isShown(),
            PaymentScreen.clickBack(),
            see(`.order-container .orderline:contains("Milk"):contains("-1")`),
            ProductScreen.clickPayButton(false),
            press(`.o_retail_prompt_choice:contains("None")`),
            PaymentScreen.clickPaymentMethod("Bank"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.clickNextOrder(),

            Chrome.clickMenuOption("Close Register"),
            see(`.o_retail_prompt:contains("Is the safe locked?")`, "a question before the till closes"),
            press(".o_retail_prompt_no"),
            see(`.modal:contains("The till stays open.")`),
        ].flat(),
});
