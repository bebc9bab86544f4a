/**
 * The pictures that each start shows, the company's and the cashier's, under addresses that change with them: a browser
 * keeps those and asks no more, where it would ask for each whether it is still the same.
 */

import { patch } from "@web/core/utils/patch";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { CashierName } from "@point_of_sale/app/components/navbar/cashier_name/cashier_name";
import { PosConfig } from "@point_of_sale/app/models/pos_config";
import { PosStore } from "@point_of_sale/app/services/pos_store";

/** @param {"company" | "user"} whose */
export function keptPicture(url, whose) {
    const stamp = session.retail_pictures?.[whose];
    return stamp ? `${url}${url.includes("?") ? "&" : "?"}unique=${encodeURIComponent(stamp)}` : url;
}

patch(PosConfig.prototype, {
    get receiptCompanyLogoUrl() {
        return keptPicture(super.receiptCompanyLogoUrl, "company");
    },
});

patch(CashierName.prototype, {
    get avatar() {
        const isOwn = this.pos.getCashierUserId() === user.userId;
        return isOwn ? keptPicture(super.avatar, "user") : super.avatar;
    },
});

patch(PosStore.prototype, {
    get retailLogoUrl() {
        return keptPicture(`/web/image?model=res.company&id=${this.company.id}&field=logo`, "company");
    },
});
