/** While the scale is broken a manager may type the weight that another scale shows; with a reason, which is kept. */

import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { typedWeightKg } from "../../core/weighing";

export class ManualWeightDialog extends Component {
    static template = "retail_pos_devices.ManualWeightDialog";
    static components = { Dialog };
    static props = { problem: String, product: String, getPayload: Function, close: Function };

    setup() {
        this.state = useState({ weight: "", reason: "" });
        useAutofocus({ refName: "weight" });
    }

    get help() {
        return _t(
            "Weigh %s on another scale and enter what it shows. The receipt says that the weight was entered by hand.",
            this.props.product
        );
    }

    get weightKg() {
        return typedWeightKg(this.state.weight);
    }

    get isComplete() {
        return this.weightKg !== null && this.state.reason.trim().length >= 5;
    }

    confirm() {
        this.props.getPayload({ weight: this.weightKg, reason: this.state.reason.trim() });
        this.props.close();
    }
}
