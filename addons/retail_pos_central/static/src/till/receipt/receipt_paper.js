/** A receipt document on screen, and where no printer takes it, on the page that the browser prints. */

import { Component, markup, xml } from "@odoo/owl";
import { generateQRCodeDataUrl } from "@point_of_sale/utils";
import { renderHtml } from "../../core/receipt/html";

export class ReceiptPaper extends Component {
    static template = xml`<div class="pos-receipt o_retail_order_receipt" t-out="html"/>`;
    static props = { document: Object };

    /** Everything in it is escaped. */
    get html() {
        return markup(renderHtml(this.props.document, { qrImage: generateQRCodeDataUrl }));
    }
}
