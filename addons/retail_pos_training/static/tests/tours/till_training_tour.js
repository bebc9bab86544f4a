/** A till in training: it says so, a lesson goes with the cashier, and it can't be left by mistake. */

import { registry } from "@web/core/registry";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";

const press = (trigger, content = `press ${trigger}`) => ({ content, trigger, run: "click" });
const POINTED = { content: "what to press is pointed at", trigger: ".o_retail_coach_box" };
const goods = press(".o_retail_layout_button:contains(Practise with this)");

const coach = (text) => ({ content: text, trigger: `.o_retail_coach:contains(${text})` });

const takeBack = [
    press(".o_retail_next_lesson", "the day goes on: take goods back"),
    coach("Open the orders"),
    POINTED,
    press(".orders-button"),
    coach("choose Paid"),
    TicketScreen.selectFilter("Paid"),
    coach("Tap the sale"),
    POINTED,
    press(".ticket-screen .order-row:contains(TREN)"),
    coach("press Refund"),
    press(".ticket-screen .orderline"),
    press(".ticket-screen .pay-order-button"),
    coach("how the customer gets the money"),
    PaymentScreen.clickPaymentMethod("Cash"),
    coach("Press Validate"),
    PaymentScreen.clickValidate(),
    press(".receipt-screen .validation.next"),
    { trigger: ".o_retail_coach_done:contains(Take goods back)" },
].flat();

const park = [
    press(".o_retail_next_lesson", "the day goes on: park"),
    coach("forgotten the wallet"),
    goods,
    coach("Press Park sale"),
    press("[data-action=park]"),
    coach("Open the orders"),
    press(".orders-button"),
    coach("Tap the parked sale"),
    POINTED,
    press(".ticket-screen .order-row:not(.highlight)"),
    coach("Press Load Order"),
    press(".ticket-screen .load-order-button"),
    { trigger: ".o_retail_coach_done:contains(Park)" },
];

const checkPrice = [
    press(".o_retail_next_lesson", "the day goes on: what does it cost"),
    coach("Press Price check"),
    press("[data-action=price_check]"),
    coach("piece of the name"),
    { content: "by name", trigger: ".o_retail_price_check input", run: "edit desk pa" },
    press(".o_retail_price_check_hits [role=option]:contains(Desk Pad)"),
    coach("Tell the price"),
    press(".modal-footer .btn-secondary"),
    { trigger: ".o_retail_coach_done:contains(Check a price)" },
];

registry.category("web_tour.tours").add("retail_till_training", {
    steps: () =>
        [
            { content: "the register needs no opening", trigger: ".open-register-btn", run: "click" },
            {
                content: "the till says that it is in training",
                trigger: ".o_retail_training_bar:contains(PRACTICE)",
            },
            press(".o_retail_lessons"),
            press("[data-lesson=return]", "nothing is sold yet, so the day begins with selling"),
            coach("Scan goods"),
            {
                content: "a button that is there only in practice, and none that is only for sales",
                trigger:
                    ".o_retail_layout_grid:not(:contains(Not in practice)) .o_retail_layout_button:contains(Practise with this)",
                run: "click",
            },
            coach("press Payment"),
            POINTED,
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
                content: "the chain's own receipt says so too",
                trigger:
                    ".receipt-screen .pos-receipt:contains(TRAINING):contains(NOT A RECEIPT FOR PURCHASE)",
            },
            { content: "its number is no sale's", trigger: ".receipt-screen .pos-receipt:contains(TREN)" },
            press(".receipt-screen .validation.next"),
            { content: "the lesson is done", trigger: ".o_retail_coach_done:contains(Sell)" },
            { trigger: ".o_retail_lessons:contains(1/5)" },
            takeBack,
            park,
            checkPrice,
            press(".o_retail_next_lesson", "the day goes on: close"),
            coach("The day is over"),
            Chrome.clickMenuOption("Close Register"),
            { content: "closing counts practice alone", trigger: ".o_retail_practice_closing" },
            { trigger: "input[name=counted]", run: "edit 5" },
            { trigger: ".o_retail_practice_verdict:contains(too much)" },
            { trigger: "button[name=finish]", run: "click" },
            { trigger: ".o_notification:contains(practice day is closed)" },
            { content: "the whole first day", trigger: ".o_retail_lessons:contains(5/5)" },
        ].flat(),
});
