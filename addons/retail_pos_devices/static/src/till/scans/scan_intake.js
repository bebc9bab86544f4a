/* global luxon */
/**
 * Brings scans from the boxes into the sale through Odoo's own barcode reader, one at a time. While a
 * dialog is open, or the screen takes no goods, they wait and are counted on the status button.
 */

import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { pastDate, readerCall } from "../../core/gs1_scan";
import { judge, ScanInbox } from "../../core/scan_inbox";

const { DateTime } = luxon;

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
        const isNew = this.inbox.take(event, context);
        if (isNew && this.pos.barcodeReader?.retailTakesCode?.(event.data)) {
            // The answer to a question on screen, such as a serial number.
            this.inbox.done(event.id);
        }
        this._count();
        this.work();
    }

    /** The one that is being added now, and perhaps asked about, does not wait. */
    _count() {
        this.state.waiting = Math.max(0, this.inbox.size - (this.working ? 1 : 0));
    }

    situation(scan) {
        const reader = this.pos.barcodeReader;
        const order = this.pos.getOrder?.();
        return {
            dialogOpen: document.body.classList.contains("modal-open"),
            takesThis: Boolean(reader) && this.isTaken(reader, scan.data),
            exclusive: Boolean(reader?.exclusiveCbMap),
            order: order ? { uuid: order.uuid } : null,
        };
    }

    /** Whether the screen does something with such a code, or takes goods and so tells that it is unknown. */
    isTaken(reader, code) {
        const maps = [...reader.cbMaps];
        if (maps.some((map) => map.product)) {
            return true;
        }
        let kind = null;
        try {
            const parsed = reader.parser.parse_barcode(code);
            kind = Array.isArray(parsed) ? "gs1" : parsed.type;
        } catch {
            // A code that can't be read is told to be so where goods are taken.
            return false;
        }
        return maps.some((map) => map[kind]);
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
                const verdict = judge(scan, this.situation(scan));
                if (verdict === "hold") {
                    break;
                }
                try {
                    if (verdict === "deliver" || (await this.confirm(scan))) {
                        await this.deliver(scan);
                    }
                } finally {
                    // Also when it failed, which is shown: one scan must not hold up all that follow.
                    this.inbox.done(scan.id);
                    this._count();
                }
            }
        } finally {
            this.working = false;
            this._count();
        }
    }

    async deliver(scan) {
        const reader = this.pos.barcodeReader;
        const barcodes = [];
        // Every code that is looked for here is one that the goods may have.
        readerCall(scan.parsed, (barcode) => void barcodes.push(barcode));
        await this.pos.retailBringGoods({ barcodes });
        const call = reader.exclusiveCbMap ? null : readerCall(scan.parsed, (barcode) => this.goods(barcode));
        if (!call) {
            return reader.scan(scan.data);
        }
        if (!(await this.mayBeSold(scan))) {
            return;
        }
        return reader.mutex.exec(async () => {
            for (const map of reader.cbMaps) {
                await map[call.type]?.(call.code);
            }
        });
    }

    goods(barcode) {
        const product = this.pos.models["product.product"].getBy("barcode", barcode);
        const uom = product?.uom_id;
        return product && { soldByWeight: product.to_weight || uom?.name === "kg", uom: uom?.id };
    }

    /** The code itself says until when: nobody has to read the small print. */
    mayBeSold(scan) {
        const past = pastDate(scan.parsed, serializeDate(DateTime.local()));
        if (!past) {
            return true;
        }
        return ask(this.pos.dialog, {
            title: _t("Use-by date has passed"),
            body: _t(
                "These goods were to be used by %s. Sell them all the same?",
                formatDate(deserializeDate(past))
            ),
            confirmLabel: _t("Sell"),
            // The usual way out is not to sell.
            confirmClass: "btn-danger",
            cancelLabel: _t("Don't sell"),
        });
    }

    async confirm(scan) {
        await this.pos.retailBringGoods({ barcodes: [scan.data] });
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
