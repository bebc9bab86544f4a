/** The words of the lessons. */

import { _t } from "@web/core/l10n/translation";

export const LESSON_TITLES = {
    sell: _t("Sell"),
    return: _t("Take goods back"),
    park: _t("Park a sale"),
    price_check: _t("Check a price"),
    close: _t("Close the register"),
};

export const STEP_TEXTS = {
    sell_goods: _t("Scan goods, or tap them on the screen."),
    sell_payment: _t("The customer wants to pay: press Payment."),
    sell_method: _t("Ask how the customer pays, and press it. With cash, type what you get."),
    sell_validate: _t("Press Validate. The receipt is marked as practice."),
    sell_next: _t("Give the customer the receipt. Tap to go on to the next customer."),
    return_orders: _t("A customer brings goods back. Open the orders."),
    return_paid: _t("Press the list beside the search and choose Paid."),
    return_sale: _t("Tap the sale that the goods are from."),
    return_goods: _t("Tap the goods that come back, and press Refund. On a handheld, press Review first."),
    return_method: _t("Choose how the customer gets the money."),
    return_validate: _t("Press Validate. The money goes back to the customer."),
    park_goods: _t("A customer has forgotten the wallet. Put goods on the sale first."),
    park_away: _t("Press Park sale (or the plus at the top), so that the next customer can be served."),
    park_orders: _t("The customer is back. Open the orders."),
    park_sale: _t("Tap the parked sale."),
    park_back: _t("Press Load Order, and go on where you were."),
    price_open: _t("A customer asks what something costs. Press Price check."),
    price_scan: _t("Scan the goods, or type the barcode or a piece of the name."),
    price_close: _t("Tell the price, and close the window."),
    close_menu: _t("The day is over. Open the menu at the top and press Close Register."),
    close_count: _t("Count the cash, type the sum and close."),
};
