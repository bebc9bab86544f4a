/**
 * Discounts and prices by hand: within the limit of the cashier's role, and with a reason where head
 * office asks for one. Campaigns come first: a discount counts on what they left, and a price typed for
 * a line is final, so that campaigns leave the line alone.
 */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { formatFloat } from "@web/core/utils/numbers";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { fromMinor, toMinor } from "../../core/basket";
import { isWithin, limitOf, percentOff, reasonsOf } from "../../core/overrides";
import { isInChain } from "./order_basket";

export function askedReasons(pos) {
    return isInChain(pos.config) && pos.retail
        ? reasonsOf(pos.retail.settings, user.lang?.replace("-", "_"))
        : [];
}

/** Refuses what is beyond the limit, saying how much is allowed. */
function refuse(pos, limit) {
    const body = limit
        ? _t("You may take at most %(limit)s % off a price by hand. Ask a manager for more.", {
              limit: formatFloat(limit, { trailingZeros: false }),
          })
        : _t("You may not change prices by hand. Ask a manager.");
    pos.dialog.add(AlertDialog, { title: _t("Not allowed"), body });
    return null;
}

/** @returns {Promise<string | null>} the reason ("" where none is asked for), or null: it is not to be done */
async function allowed(pos, percent) {
    if (!(percent > 0)) {
        return "";
    }
    const limit = limitOf(pos.retail?.settings, pos.getCashier()?._role);
    if (!isWithin(percent, limit)) {
        return refuse(pos, limit);
    }
    const reasons = askedReasons(pos);
    if (!reasons.length) {
        return "";
    }
    const chosen = await makeAwaitable(pos.dialog, SelectionPopup, {
        title: _t("Why by hand?"),
        list: reasons.map((reason, index) => ({ id: index, label: reason, item: reason })),
    });
    return chosen || null;
}

/** A discount by hand on some lines, asked for once. @returns {Promise<boolean>} whether it was given */
export async function discountByHand(pos, lines, percent) {
    const reason = await allowed(pos, percent);
    if (reason === null) {
        return false;
    }
    for (const line of lines) {
        line.setDiscount(percent);
        line.retail_override_reason = percent > 0 ? reason : "";
    }
    return true;
}

/** The price that the line has without anybody's doing. */
function regularPrice(line) {
    const template = line.product_id.product_tmpl_id;
    const price = template.getPrice(
        line.order_id.pricelist_id,
        line.qty,
        line.getPriceExtra(),
        false,
        line.product_id
    );
    return fromMinor(toMinor(price, line.currency.decimal_places), line.currency.decimal_places);
}

/** A price by hand. @returns {Promise<boolean>} whether it may be set */
export async function priceByHand(pos, line, price) {
    const decimals = line.currency.decimal_places;
    const percent = percentOff(toMinor(regularPrice(line), decimals), toMinor(price, decimals));
    const reason = await allowed(pos, percent);
    if (reason === null) {
        return false;
    }
    line.retail_override_reason = reason;
    return true;
}
