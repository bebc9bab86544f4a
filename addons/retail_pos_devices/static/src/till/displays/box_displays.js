/** Keeps the customer displays at the till's boxes on the sale: the newest only, and nothing twice. */

import { _t } from "@web/core/l10n/translation";
import { displayDocument } from "../../core/display_document";

export class BoxDisplays {
    constructor(pos, boxes) {
        this.pos = pos;
        this.boxes = boxes;
        this.shown = new Map();
        this.busy = new Set();
        this.document = null;
    }

    /** @param data of Odoo's own customer display */
    show(data) {
        const words = {
            welcome: _t("Welcome"),
            thanks: _t("Thank you!"),
            total: _t("To pay"),
            paid: _t("Paid"),
            change: _t("Change %s"),
            due: _t("Left to pay"),
            paid_so_far: _t("Paid so far: %s"),
            card: _t("Follow the card terminal"),
            checking: _t("One moment: the payment is being checked"),
            tare: _t("packaging %s"),
        };
        this.document = displayDocument(data, words, document.documentElement.lang || "");
        this.refresh();
    }

    /** Also when a box is back, whose display may have missed something. */
    refresh(boxUuid = null) {
        for (const { link, device, box } of this.boxes.all("display")) {
            if (box.uuid === boxUuid) {
                this.shown.delete(device.id);
            }
            if (this.document && box.phase === "online") {
                this._send(link, device);
            }
        }
    }

    async _send(link, device) {
        if (this.busy.has(device.id)) {
            return;
        }
        this.busy.add(device.id);
        try {
            let wanted = JSON.stringify(this.document);
            while (wanted !== this.shown.get(device.id)) {
                this.shown.set(device.id, wanted);
                const state = this.document.state;
                await link.api.showSale(device.id, this.document);
                if (state !== "sale") {
                    // The till beside may have a shared display now.
                    await link.api.release(device.id);
                }
                wanted = JSON.stringify(this.document);
            }
        } catch {
            // The display is away or the till beside has it: the next change of the sale tries again, and the
            // connection's own state is on the status button.
            this.shown.delete(device.id);
        } finally {
            this.busy.delete(device.id);
        }
    }
}
