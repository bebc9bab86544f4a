/** An X or Z report on screen, as it prints. */

import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useTrackedAsync } from "@point_of_sale/app/hooks/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { ReceiptPaper } from "@retail_pos_central/till/receipt/receipt_paper";

export class ReportDialog extends Component {
    static template = "retail_pos_receipts.ReportDialog";
    static components = { Dialog, ReceiptPaper };
    static props = { data: Object, kind: String, close: Function };

    setup() {
        this.pos = usePos();
        this.printing = useTrackedAsync(() => this.pos.retailPrintOther(this.props.data));
    }

    get title() {
        const { number } = this.props.data.report;
        return this.props.kind === "z_report" ? _t("Z report no. %s", number) : _t("X report");
    }

    get document() {
        return this.pos.retailOtherDocument(this.props.data);
    }
}
