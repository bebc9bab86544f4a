/** The barcode of a receipt opens its sale, wherever it is scanned. */

import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { useBarcodeReader } from "@point_of_sale/app/hooks/barcode_reader_hook";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { isReceiptNumber } from "../../core/receipt_number";

patch(ProductScreen.prototype, {
    async _barcodeProductAction(code) {
        const number = code.base_code || code.code;
        if (isReceiptNumber(number) && (await this.pos.retailReturnByReceipt(number))) {
            return;
        }
        return super._barcodeProductAction(code);
    },
});

patch(TicketScreen.prototype, {
    setup() {
        super.setup();
        useBarcodeReader({ product: (code) => this.retailScanned(code.base_code || code.code) }, true);
    },

    async retailScanned(number) {
        if (!isReceiptNumber(number)) {
            this.pos.notification.add(_t("%(code)s is not the barcode of a receipt.", { code: number }), {
                type: "warning",
            });
            return;
        }
        const order = await this.pos.retailFindSale(number);
        if (!order) {
            const message = this.pos.data.network.offline
                ? _t("Receipt %(number)s is not known on this till, and there is no line.", { number })
                : _t("Nobody knows a receipt %(number)s.", { number });
            this.pos.notification.add(message, { type: "warning" });
            return;
        }
        this.state.filter = "SYNCED";
        this.state.search = { fieldName: "RECEIPT_NUMBER", searchTerm: number };
        this.onClickOrder(order);
        this.pos.retailWarnOfAge(order);
    },
});
