/** The end of a day in practice: what was sold for practice, the drawer counted, the difference seen. */

import { Component, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { fromMinor } from "@retail_pos_central/core/basket";
import { parseFloat } from "@web/views/fields/parsers";
import { practiceTotals } from "../core/practice";

export class PracticeClosing extends Component {
    static template = "retail_pos_training.PracticeClosing";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({ counted: "", done: false });
        const desk = this.pos.retailPractice;
        this.totals = practiceTotals(
            desk.finished.map((order) => desk.plain(order)),
            { toMinor: (value) => desk.toMinor(value) }
        );
    }

    money(minor) {
        const { currency } = this.pos;
        return formatCurrency(fromMinor(minor, currency.decimal_places), currency.id);
    }

    get counted() {
        try {
            return this.pos.retailPractice.toMinor(parseFloat(this.state.counted));
        } catch {
            return null;
        }
    }

    get difference() {
        return this.counted === null ? null : this.counted - this.totals.cash;
    }

    get verdict() {
        if (this.difference === null) {
            return _t("Type what you count in the drawer.");
        }
        if (this.difference === 0) {
            return _t("The drawer is right.");
        }
        return this.difference > 0
            ? _t("%(amount)s too much: count again.", { amount: this.money(this.difference) })
            : _t("%(amount)s too little: count again.", { amount: this.money(-this.difference) });
    }

    finish() {
        this.pos.retailPractice.forget();
        this.pos.retailCoach.closings++;
        this.props.close();
        this.pos.notification.add(_t("The practice day is closed."), { type: "success" });
    }
}
