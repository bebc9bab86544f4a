/**
 * A receipt as it will be printed: the till's own receipt document, drawn by the till's own
 * renderer. The chosen block's rows are marked, and a click on a row chooses its block.
 */

import { Component, markup, useEffect, useRef } from "@odoo/owl";

import { buildReceipt } from "../../core/receipt/document";
import { blockRows } from "../../core/receipt/editing";
import { renderHtml } from "../../core/receipt/html";

export class ReceiptPreview extends Component {
    static template = "retail_pos_central.ReceiptPreview";
    static props = {
        template: Object,
        data: Object,
        selected: { type: [Number, { value: null }], optional: true },
        onSelect: Function,
        view: { type: String, optional: true },
    };

    setup() {
        this.paper = useRef("paper");
        useEffect(() => this.markRows());
    }

    get document() {
        return buildReceipt(this.props.template, this.props.data);
    }

    get html() {
        return markup(renderHtml(this.document, { qrImage, isMail: this.props.view === "mail" }));
    }

    get rowElements() {
        return [...this.paper.el.querySelector(".o_retail_receipt").children];
    }

    markRows() {
        const [from, to] = blockRows(this.props.template, this.props.data)[this.props.selected] || [0, 0];
        this.rowElements.forEach((element, index) =>
            element.classList.toggle("o_retail_row_chosen", index >= from && index < to)
        );
    }

    onClick(ev) {
        const row = this.rowElements.findIndex((element) => element.contains(ev.target));
        const ranges = blockRows(this.props.template, this.props.data);
        const index = ranges.findIndex(([from, to]) => row >= from && row < to);
        if (row >= 0 && index >= 0) {
            this.props.onSelect(index);
        }
    }
}

function qrImage(data) {
    const params = new URLSearchParams({ barcode_type: "QR", value: data, width: 300, height: 300 });
    return `/report/barcode/?${params}`;
}
