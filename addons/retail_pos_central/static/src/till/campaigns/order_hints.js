/**
 * What is missing for an offer ("one more for 3 for 2"), and what the sale saves so far.
 */

import { Component } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";

const MOST_HINTS = 2;

export class OrderHints extends Component {
    static template = "retail_pos_central.OrderHints";
    static props = {};

    setup() {
        this.pos = usePos();
    }

    get order() {
        return this.pos.getOrder();
    }

    get isShown() {
        return this.pos.retail?.settings.show_savings && this.order && !this.order.finalized;
    }

    get hints() {
        return (this.order.retailHints || []).slice(0, MOST_HINTS).map((hint) => ({
            id: hint.offer,
            text: hint.missing_qty
                ? _t("%(qty)s more for “%(offer)s”", { qty: hint.missing_qty, offer: hint.name })
                : _t("%(amount)s left for “%(offer)s”", {
                      amount: this.money(hint.missing_amount),
                      offer: hint.name,
                  }),
        }));
    }

    get saved() {
        const total = this.order.retailSavings.reduce((sum, saving) => sum + saving.amount, 0);
        return total > 0 ? this.money(total) : null;
    }

    money(minor) {
        return formatCurrency(minor / 10 ** this.pos.currency.decimal_places, this.pos.currency.id);
    }
}
