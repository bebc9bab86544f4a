/**
 * Wherever Odoo shows, mails or rasters its receipt, the released template's receipt stands instead.
 * Without a released template Odoo's own receipt stays.
 */

import { markup } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { OrderReceipt } from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import { generateQRCodeDataUrl } from "@point_of_sale/utils";
import { renderHtml } from "../../core/receipt/html";

patch(OrderReceipt, { template: "retail_pos_central.OrderReceipt" });

patch(OrderReceipt.prototype, {
    /** HTML of the receipt document, or null for Odoo's own. Everything in it is escaped. */
    get retailHtml() {
        const pos = this.env.services?.pos;
        if (this.props.basic_receipt || !pos?.retail?.contents.receipt) {
            return null;
        }
        const document = pos.retailReceiptDocument(this.order, pos.retailReceiptOptions(this.order));
        return markup(renderHtml(document, { qrImage: generateQRCodeDataUrl }));
    },
});
