/**
 * Brings scans from the boxes into the sale through Odoo's own barcode reader, one at a time. While a
 * dialog is open, or the screen takes no goods, they wait and are counted on the status button.
 */

import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { judge, ScanInbox } from "../../core/scan_inbox";

export class ScanIntake {
    constructor(pos, storage) {
        this.pos = pos;
        this.inbox = new ScanInbox(storage, `retail_scans_${pos.config.id}`);
        this.state = reactive({ waiting: this.inbox.size });
        this.working = false;
        // A dialog that closes lets the next scan in.
        this.observer = new MutationObserver(() => this.work());
        this.observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
    }

    stop() {
        this.observer.disconnect();
    }

    take(event) {
        const order = this.pos.getOrder?.();
        const context = order ? { order: order.uuid, draft: !order.finalized } : null;
        this.inbox.take(event, context);
        this.state.waiting = this.inbox.size;
        this.work();
    }

    get situation() {
        const reader = this.pos.barcodeReader;
        const order = this.pos.getOrder?.();
        return {
            dialogOpen: document.body.classList.contains("modal-open"),
            takesGoods: Boolean(reader) && [...reader.cbMaps].some((map) => map.product),
            exclusive: Boolean(reader?.exclusiveCbMap),
            order: order ? { uuid: order.uuid } : null,
        };
    }

    /** Work off what waits, in order, as far as the situation allows. */
    async work() {
        if (this.working) {
            return;
        }
        this.working = true;
        try {
            while (this.inbox.next) {
                const scan = this.inbox.next;
                const verdict = judge(scan, this.situation);
                if (verdict === "hold") {
                    break;
                }
                if (verdict === "deliver" || (await this.confirm(scan))) {
                    await this.pos.barcodeReader.scan(scan.data);
                }
                this.inbox.done(scan.id);
                this.state.waiting = this.inbox.size;
            }
        } finally {
            this.working = false;
            this.state.waiting = this.inbox.size;
        }
    }

    confirm(scan) {
        const product = this.pos.models["product.product"].getBy("barcode", scan.data);
        return ask(this.pos.dialog, {
            title: _t("Scanned during the previous sale"),
            body: _t(
                "%s was scanned while the previous customer paid. Add it to this sale?",
                product?.display_name || scan.data
            ),
            confirmLabel: _t("Add it"),
            cancelLabel: _t("Leave it out"),
        });
    }
}
