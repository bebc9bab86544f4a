/**
 * What the action buttons of a layout do. Another addon adds its own to the registry category
 * "retail_till_actions": a function (pos) that may be async.
 */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { NumberPopup } from "@point_of_sale/app/components/popups/number_popup/number_popup";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { parseFloat } from "@web/views/fields/parsers";
import { PriceCheck } from "../price_check/price_check";

const actions = registry.category("retail_till_actions");

actions.add("open_drawer", async (pos) => {
    if (!(await pos.retailOpenDrawer())) {
        pos.notification.add(_t("No cash drawer is connected to this till."), { type: "warning" });
    }
});

actions.add("price_check", (pos) => pos.dialog.add(PriceCheck, {}));

actions.add("customer", (pos) => pos.selectPartner());

actions.add("return", (pos) => {
    const order = pos.getOrder();
    const partner = order.getPartner();
    pos.navigate("TicketScreen", {
        stateOverride: {
            filter: "SYNCED",
            search: partner ? { fieldName: "PARTNER", searchTerm: partner.name } : {},
            destinationOrder: order,
        },
    });
});

actions.add("park", (pos) => {
    const order = pos.getOrder();
    if (order.isEmpty()) {
        pos.notification.add(_t("There is nothing to park."), { type: "info" });
        return;
    }
    pos.setOrder(pos.getEmptyOrder());
    pos.navigate("ProductScreen", { orderUuid: pos.getOrder().uuid });
    pos.notification.add(_t("Sale %(name)s is parked.", { name: order.getName() }), { type: "success" });
});

actions.add("resume", (pos) => pos.navigate("TicketScreen"));

actions.add("discount", async (pos) => {
    const order = pos.getOrder();
    if (order.isEmpty() || !pos.config.manual_discount) {
        const message = order.isEmpty()
            ? _t("Scan goods first.")
            : _t("Discounts by hand are not allowed on this till.");
        pos.notification.add(message, { type: "warning" });
        return;
    }
    const typed = await makeAwaitable(pos.dialog, NumberPopup, {
        title: _t("Discount on the whole sale, in percent"),
        isValid: (value) => isPercent(value),
    });
    if (typed !== undefined && isPercent(typed)) {
        for (const line of order.lines.filter((each) => !each.refunded_orderline_id)) {
            line.setDiscount(parseFloat(String(typed)));
        }
    }
});

function isPercent(value) {
    try {
        const percent = parseFloat(String(value));
        return percent >= 0 && percent <= 100;
    } catch {
        return false;
    }
}

actions.add("coupon", async (pos) => {
    const code = await makeAwaitable(pos.dialog, TextInputPopup, {
        title: _t("Coupon code"),
        placeholder: _t("Scan or type the code"),
    });
    if (code?.trim()) {
        pos.retailPresentCoupon(code.trim());
    }
});

actions.add("reprint", async (pos) => {
    const sold = pos.models["pos.order"].filter((order) => order.finalized && order.state !== "cancel");
    const last = sold.sort((a, b) => a.date_order.toMillis() - b.date_order.toMillis()).at(-1);
    if (!last) {
        pos.dialog.add(AlertDialog, {
            title: _t("No receipt to copy"),
            body: _t(
                "Nothing has been sold on this till since it was opened. Find older receipts under Orders."
            ),
        });
        return;
    }
    await pos.printReceipt({ order: last });
});

actions.add("cash_move", (pos) => pos.cashMove());
