/** A manager decides what became of a card payment that nobody knows about; with a reason, and never by mistake. */

import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

export class SettleDialog extends Component {
    static template = "retail_pos_devices.SettleDialog";
    static components = { Dialog };
    static props = { amount: String, getPayload: Function, close: Function };

    setup() {
        this.state = useState({ outcome: null, reason: "" });
    }

    get isComplete() {
        return Boolean(this.state.outcome && this.state.reason.trim().length >= 5);
    }

    confirm() {
        this.props.getPayload({ outcome: this.state.outcome, reason: this.state.reason.trim() });
        this.props.close();
    }
}
