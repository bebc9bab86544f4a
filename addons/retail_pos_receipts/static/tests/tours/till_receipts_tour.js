/**
 * A day on a till: a sale with its gift receipt, goods back by the receipt's barcode and others bought on
 * the same receipt, cash out, an X report, and the Z report at closing. Data: tests/test_tours.py.
 */
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import { scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
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
const unhurried = (step) => ({ ...step, timeout: 30000 });
const see = (trigger, content = `see ${trigger}`) => ({ content, trigger });
const paper = (text) => see(`.o_retail_report_paper:contains("${text}")`);

let sold = "";

const sell = [
    press("Milk"),
    press("Milk"),
    ProductScreen.totalAmountIs("60.00"),
    ProductScreen.clickPayButton(),
    PaymentScreen.clickPaymentMethod("Cash"),
    PaymentScreen.clickValidate(),
    // The first sale after a start: Odoo shows the receipt when the server has it, which is cold.
    ReceiptScreen.receiptIsThere().map(unhurried),
    {
        content: "the receipt says its number in bars",
        trigger: `.o_retail_order_receipt:contains("Sales receipt")`,
        run: ({ anchor }) => {
            sold = anchor.textContent.match(/Receipt (\d+-\d+-\d+)/)[1];
        },
    },
    see("button[name=gift_receipt]"),
    see("button[name=no_receipt]", "this chain lets customers go without"),
    { trigger: "button[name=no_receipt]", run: "click" },
    see(".o_retail_layout"),
];

const exchange = [
    {
        content: "scan the receipt",
        trigger: "body",
        run: () => scan_barcode(sold)[0].run(),
    },
    see(`.ticket-screen .order-row.highlight`, "the sale is there and chosen"),
    { trigger: `.ticket-screen .orderline:contains("Milk")`, run: "click" },
    { trigger: `.ticket-screen .numpad button:contains("1")`, run: "click" },
    see(`.ticket-screen .orderline:contains("To Refund")`),
    { trigger: `.ticket-screen .pay-order-button`, run: "click" },
    see(`.payment-screen`),
    {
        content: "back to the goods, to buy as well",
        trigger: ".payment-screen .button.back, .back-button",
        run: "click",
    },
    press("Wool"),
    ProductScreen.totalAmountIs("70.00"),
    ProductScreen.clickPayButton(),
    PaymentScreen.clickPaymentMethod("Cash"),
    PaymentScreen.clickValidate(),
    unhurried(
        see(`.o_retail_order_receipt:contains("Exchange receipt"):contains("Returned"):contains("-30.00")`)
    ),
    {
        content: "it says which receipt goods came back from",
        trigger: ".o_retail_order_receipt:contains('Return from receipt')",
        run: ({ anchor }) => {
            if (!anchor.textContent.includes(`Return from receipt ${sold}`)) {
                throw new Error(`Not the receipt of the sale, ${sold}: ${anchor.textContent}`);
            }
        },
    },
    ReceiptScreen.clickNextOrder(),
];

const report = [
    press("X report"),
    unhurried(paper("X report")),
    paper("Figures so far"),
    see(`.o_retail_report_paper:contains("130.00")`, "what was sold, and 30 back"),
    { trigger: ".o_retail_report_dialog button[name=done]", run: "click" },
];

const close = [
    Chrome.clickMenuOption("Close Register"),
    { trigger: ".close-pos-popup .autofill-cash-count, .close-pos-popup .fa-clone", run: "click" },
    {
        trigger:
            ".close-pos-popup button:contains('Close Register'), .modal-footer button:contains('Close Register')",
        run: "click",
    },
    unhurried(see(`.o_retail_report_dialog:contains("Z report no.")`)),
    paper("Counted"),
    { trigger: ".o_retail_report_dialog button[name=done]", run: "click", expectUnloadPage: true },
];

registry.category("web_tour.tours").add("retail_receipts_day", {
    steps: () => [Chrome.startPoS(), Dialog.confirm("Open Register"), sell, exchange, report, close].flat(2),
});
