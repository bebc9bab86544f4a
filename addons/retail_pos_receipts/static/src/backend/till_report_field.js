/**
 * Field widget `retail_till_report`: the figures of an X or Z report, drawn as the till prints them.
 */

import { Component, markup } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { buildReceipt } from "@retail_pos_central/core/receipt/document";
import { renderHtml } from "@retail_pos_central/core/receipt/html";

const TEMPLATE = {
    version: 1,
    paper: { columns: 48 },
    blocks: [
        { type: "text", text: "{store.name}", align: "center", bold: true },
        { type: "header" },
        { type: "rule" },
        { type: "lines" },
    ],
};

export class TillReportField extends Component {
    static template = "retail_pos_receipts.TillReportField";
    static props = { ...standardFieldProps };

    get html() {
        const { data } = this.props.record;
        const moment = data.date?.toFormat ? data.date : deserializeDateTime(String(data.date));
        const document = buildReceipt(TEMPLATE, {
            kind: `${data.kind}_report`,
            lang: user.lang.replace("-", "_"),
            copy_number: 0,
            store: { name: data.store_id?.display_name || "" },
            company: {},
            till: { name: data.config_id?.display_name || "" },
            cashier: { name: data.user_id?.display_name || "" },
            order: { number: "", date: moment.toFormat("dd.MM.yyyy"), time: moment.toFormat("HH:mm") },
            report: data.figures,
        });
        return markup(renderHtml(document));
    }
}

registry.category("fields").add("retail_till_report", {
    component: TillReportField,
    supportedTypes: ["json"],
    fieldDependencies: ["kind", "date", "store_id", "config_id", "user_id"].map((name) => ({
        name,
        type: { kind: "selection", date: "datetime" }[name] || "many2one",
    })),
});
