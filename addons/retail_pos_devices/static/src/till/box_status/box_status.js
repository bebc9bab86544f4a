/** Boxes and devices in the navigation bar: one look says whether all is well, a press says what is not and why. */

import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { fromMinor } from "../../core/payment";
import { boxMessage, connectionMessage, DEVICE_KINDS, DEVICE_STATES } from "../boxes/box_messages";

export class BoxStatusDialog extends Component {
    static template = "retail_pos_devices.BoxStatusDialog";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.pos = usePos();
        this.boxes = useState(this.pos.retailBoxes.state);
        this.scans = useState(this.pos.retailScans.state);
    }

    connection(box) {
        return connectionMessage(box);
    }

    kind(device) {
        return DEVICE_KINDS[device.kind]?.() || device.kind;
    }

    state(box, device) {
        if (box.phase !== "online") {
            return _t("Unknown");
        }
        return DEVICE_STATES[device.state]?.() || device.state;
    }

    problem(box, device) {
        return box.phase === "online" && device.error
            ? boxMessage(device.error.code, device.error.message)
            : null;
    }

    isWell(box, device) {
        return box.phase === "online" && device.state === "ready";
    }

    /** Also those whose sale this browser has lost: somebody must be able to decide them. */
    get openPayments() {
        const { decimal_places } = this.pos.currency;
        return this.pos.retailCards.open.map((entry) => ({
            entry,
            text: this.env.utils.formatCurrency(fromMinor(entry.amount, decimal_places)),
        }));
    }

    async settle(entry) {
        this.props.close();
        await this.pos.retailSettle(entry);
    }

    retry() {
        this.pos.retailBoxes.retry();
    }
}

export class BoxStatus extends Component {
    static template = "retail_pos_devices.BoxStatus";
    static props = {};

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.boxes = useState(this.pos.retailBoxes.state);
        this.scans = useState(this.pos.retailScans.state);
    }

    get level() {
        const { boxes, grantError } = this.boxes;
        if (boxes.some((box) => box.phase !== "online")) {
            return "danger";
        }
        const devices = boxes.flatMap((box) => box.devices);
        return grantError || devices.some((device) => device.state !== "ready") ? "warning" : "success";
    }

    get isShown() {
        return this.boxes.boxes.length || this.scans.waiting || this.pos.retailCards.open.length;
    }

    get label() {
        const texts = {
            success: _t("Devices: all is well"),
            warning: _t("Devices: one needs attention"),
            danger: _t("Devices: a box can't be reached"),
        };
        return texts[this.level];
    }

    open() {
        this.dialog.add(BoxStatusDialog);
    }
}

patch(Navbar, { components: { ...Navbar.components, BoxStatus } });
