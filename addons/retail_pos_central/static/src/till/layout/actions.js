/**
 * What the action buttons of a layout do. Another addon adds its own to the registry category
 * "retail_till_actions": a function (pos, action) that may be async; `false` says that it was given
 * up, which ends a sequence.
 */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { NumberPopup } from "@point_of_sale/app/components/popups/number_popup/number_popup";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { discountLimit } from "../../core/layout/actions";
import { discountByHand } from "../campaigns/price_override";
import { isWebAddress } from "../../core/layout/check";
import { PriceCheck } from "../price_check/price_check";
import { parsePercent } from "../typed_numbers";

const actions = registry.category("retail_till_actions");

/** Does one step of a button that is not about goods, categories or pages. */
export async function runAction(pos, action) {
    if (action.type === "url") {
        return openAddress(pos, action.url);
    }
    const run = actions.get(action.name, null);
    if (!run) {
        pos.notification.add(_t("This till doesn't know what the button does."), { type: "warning" });
        return false;
    }
    return run(pos, action);
}

/** A window of its own, which can't reach the till. */
function openAddress(pos, url) {
    if (!isWebAddress(url)) {
        return false;
    }
    if (pos.data.network.offline) {
        pos.notification.add(_t("There is no line to open this page."), { type: "warning" });
        return false;
    }
    window.open(url, "_blank", "noopener,noreferrer");
    return true;
}

/** Resolves when the dialog is closed, so that the next step of a sequence waits for it. */
function untilClosed(pos, dialog, props = {}) {
    return new Promise((resolve) => pos.dialog.add(dialog, props, { onClose: () => resolve(true) }));
}

actions.add("open_drawer", async (pos) => {
    if (!(await pos.retailOpenDrawer())) {
        pos.notification.add(_t("No cash drawer is connected to this till."), { type: "warning" });
    }
});

actions.add("price_check", (pos) => untilClosed(pos, PriceCheck));

actions.add("customer", async (pos) => Boolean(await pos.selectPartner()));

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
        return false;
    }
    pos.setOrder(pos.getEmptyOrder());
    pos.navigate("ProductScreen", { orderUuid: pos.getOrder().uuid });
    pos.notification.add(_t("Sale %(name)s is parked.", { name: order.getName() }), { type: "success" });
});

actions.add("resume", (pos) => pos.navigate("TicketScreen"));

/** `percent` gives that discount at once; `limits` says how much a role may give. */
actions.add("discount", async (pos, action = {}) => {
    const order = pos.getOrder();
    const refuse = (message) => {
        pos.notification.add(message, { type: "warning" });
        return false;
    };
    if (order.isEmpty()) {
        return refuse(_t("Scan goods first."));
    }
    if (!pos.config.manual_discount) {
        return refuse(_t("Discounts by hand are not allowed on this till."));
    }
    const limit = discountLimit(action, pos.getCashier()?._role);
    const percent = action.percent ?? (await typedDiscount(pos, limit));
    if (percent === null) {
        return false;
    }
    if (percent > limit) {
        return refuse(_t("You may give at most %(limit)s % discount. Ask a manager.", { limit }));
    }
    return discountByHand(
        pos,
        order.lines.filter((each) => !each.refunded_orderline_id),
        percent
    );
});

async function typedDiscount(pos, limit) {
    const typed = await makeAwaitable(pos.dialog, NumberPopup, {
        title:
            limit < 100
                ? _t("Discount on the whole sale, at most %(limit)s %", { limit })
                : _t("Discount on the whole sale, in percent"),
        isValid: (value) => parsePercent(value) !== null,
    });
    return parsePercent(typed);
}

/** A text for the receipt: on the chosen line, or on the whole sale (`to: "order"`). */
actions.add("text_entry", async (pos, action = {}) => {
    const order = pos.getOrder();
    const line = order.getSelectedOrderline();
    if (action.to !== "order" && !line) {
        pos.notification.add(_t("Choose the goods that the text is for."), { type: "warning" });
        return false;
    }
    const toLine = action.to !== "order";
    const text = await makeAwaitable(pos.dialog, TextInputPopup, {
        title: toLine
            ? _t("Text for %(name)s", { name: line.getFullProductName() })
            : _t("Text for the whole sale"),
        placeholder: _t("Is printed on the receipt"),
        startingValue: (toLine ? line.getCustomerNote() : order.general_customer_note) || "",
        rows: 3,
    });
    if (text === undefined) {
        return false;
    }
    if (toLine) {
        line.setCustomerNote(text.trim());
    } else {
        order.setGeneralCustomerNote(text.trim());
    }
    return true;
});

actions.add("coupon", async (pos) => {
    const code = await makeAwaitable(pos.dialog, TextInputPopup, {
        title: _t("Coupon code"),
        placeholder: _t("Scan or type the code"),
    });
    if (!code?.trim()) {
        return false;
    }
    pos.retailPresentCoupon(code.trim());
    return true;
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
