/** A till in training: it says so, a lesson goes with the cashier, and it can't be left by mistake. */

import { registry } from "@web/core/registry";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";

const coach = (text) => ({ content: text, trigger: `.o_retail_coach:contains(${text})` });

registry.category("web_tour.tours").add("retail_till_training", {
    steps: () =>
        [
            { content: "the register needs no opening", trigger: ".open-register-btn", run: "click" },
            {
                content: "the till says that it is in training",
                trigger: ".o_retail_training_bar:contains(PRACTICE)",
            },
            { trigger: ".o_retail_lessons", run: "click" },
            { trigger: "[data-lesson=sell]", run: "click" },
            coach("Scan goods"),
            {
                content: "a button that is there only in practice, and none that is only for sales",
                trigger:
                    ".o_retail_layout_grid:not(:contains(Not in practice)) .o_retail_layout_button:contains(Practise with this)",
                run: "click",
            },
            coach("press Payment"),
            { content: "what to press is pointed at", trigger: ".o_retail_coach_box" },
            {
                content: "a till in training can't be left",
                trigger: ".o_retail_leave_training",
                run: "click",
            },
            { trigger: ".modal-body:contains(Only a manager)" },
            Dialog.confirm(),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash"),
            PaymentScreen.clickValidate(),
            {
                content: "the receipt says so too",
                trigger: ".receipt-screen .pos-receipt:contains(PRACTICE)",
            },
            { content: "its number is no sale's", trigger: ".receipt-screen .pos-receipt:contains(TREN)" },
            { trigger: ".receipt-screen .validation.next", run: "click" },
            { content: "the lesson is done", trigger: ".o_retail_coach_done" },
            { trigger: ".o_retail_lessons:contains(1/5)" },
            Chrome.clickMenuOption("Close Register"),
            { content: "closing counts practice alone", trigger: ".o_retail_practice_closing" },
            { trigger: "input[name=counted]", run: "edit 0" },
            { trigger: ".o_retail_practice_verdict:contains(too little)" },
            { trigger: "button[name=finish]", run: "click" },
            { trigger: ".o_notification:contains(practice day is closed)" },
        ].flat(),
});
