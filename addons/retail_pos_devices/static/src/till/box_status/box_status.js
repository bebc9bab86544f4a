/** Boxes and devices in the navigation bar: one look says whether all is well, a press says what is not and why. */

import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { deviceNotes, needsAttention } from "../../core/device_notes";
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
        this.prints = useState(this.pos.retailPrinter.held);
    }

    /** Held by the printer, in the box or in this browser; none is lost. */
    get printsWaiting() {
        return this.prints.size;
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

    notes(box, device) {
        const notes = box.phase === "online" ? deviceNotes(device) : [];
        return notes.map(({ code, level }) => ({ code, level, text: boxMessage(code) }));
    }

    /** People often call a scanner "Scanner". */
    isNamedLikeItsKind(device) {
        return device.name.trim().toLowerCase() === this.kind(device).toLowerCase();
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
        if (this.boxes.boxes.some((box) => box.phase !== "online")) {
            return "danger";
        }
        return this.boxes.grantError || this.troubles ? "warning" : "success";
    }

    /** Boxes and devices that somebody should look at; the colour alone would not tell everybody. */
    get troubles() {
        const count = (box) => (box.phase === "online" ? box.devices.filter(needsAttention).length : 1);
        return this.boxes.boxes.reduce((sum, box) => sum + count(box), 0);
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
