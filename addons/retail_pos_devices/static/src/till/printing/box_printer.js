/**
 * Prints on the till's box. A print is given a moment to end well; after that the cashier goes on working
 * and hears of it only when something is to be done.
 */

import { _t } from "@web/core/l10n/translation";
import { uuidv4 } from "@point_of_sale/utils";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { isMarkedCopy, runPrint } from "../../core/print_run";
import { boxMessage } from "../boxes/box_messages";

const PATIENCE_MS = 2_500;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class BoxPrinter {
    constructor(pos, boxes) {
        this.pos = pos;
        this.boxes = boxes;
    }

    get isThere() {
        return Boolean(this.boxes.find("printer"));
    }

    /**
     * @param {object} document the receipt document
     * @param {{openDrawer?: boolean, copy?: boolean, onLate?: Function}} options onLate: called when it was
     *   printed after this had answered
     * @returns {Promise<{successful: boolean, pending: boolean}>} pending: still at it, or asking the cashier
     */
    print(document, { openDrawer = false, copy = false, onLate } = {}) {
        const marked = copy && isMarkedCopy(document) ? { ...document, copy: true } : document;
        const job = { id: uuidv4(), kind: "receipt", document: marked, open_drawer: openDrawer, copy };
        return new Promise((resolve) => {
            let answered = false;
            const answer = (result) => {
                answered = true;
                resolve(result);
            };
            const later = () => answer({ successful: false, pending: true });
            setTimeout(later, PATIENCE_MS);
            this._follow(job, later).then((printed) => {
                if (answered && printed) {
                    onLate?.();
                }
                answer({ successful: printed, pending: false });
            });
        });
    }

    /** A drawer opens now or not at all, so nothing is tried again and nobody waits. */
    async openDrawer() {
        const { link, device } = this.boxes.find("printer");
        const id = uuidv4();
        try {
            await link.api.openDrawer(device.id, id);
            const job = await link.api.job(id, 6);
            if (["failed", "expired"].includes(job.state)) {
                this._drawerTrouble(job.error?.code || "printer_offline");
            }
        } catch (error) {
            this._drawerTrouble(error.code || "internal");
        }
    }

    _drawerTrouble(code) {
        const title = _t("The drawer did not open");
        this.pos.notification.add(boxMessage(code === "expired" ? "printer_offline" : code), {
            type: "warning",
            title,
        });
    }

    /** @returns {Promise<boolean>} whether it is on paper, once nothing more is to be done */
    async _follow(job, onTrouble) {
        let sending = { id: job.id, post: (api, device) => api.print(device, job) };
        for (;;) {
            const { result, code } = await this._send(sending);
            if (result === "done") {
                return true;
            }
            onTrouble();
            if (result === "unknown") {
                if (await this._askWhetherItCame()) {
                    return true;
                }
                const original = sending.id;
                const id = uuidv4();
                sending = { id, post: (api) => api.reprint(original, id) };
            } else if (!(await this._askToTryAgain(code))) {
                return false;
            } else if (result !== "unreachable") {
                // It failed for good, so this is another job; the drawer had its chance.
                const again = { ...job, id: uuidv4(), open_drawer: false };
                sending = { id: again.id, post: (api, device) => api.print(device, again) };
            }
        }
    }

    async _send({ id, post }) {
        const { link, device } = this.boxes.find("printer") || {};
        if (!link?.api) {
            return { result: "unreachable", code: "no_address" };
        }
        const notice = new Notice(this.pos);
        try {
            return await runPrint({
                api: {
                    print: () => post(link.api, device.id),
                    job: (jobId, waitS) => link.api.job(jobId, waitS),
                },
                device: device.id,
                job: { id },
                onUpdate: ({ state, code }) =>
                    notice.show(state === "queued" && code ? boxMessage(code) : null),
                sleep,
                isStopped: () => false,
            });
        } finally {
            notice.show(null);
        }
    }

    _askWhetherItCame() {
        return ask(this.pos.dialog, {
            title: _t("Did the receipt come out?"),
            body: _t(
                "The line to the printer broke while it printed. Look at the printer before you answer."
            ),
            confirmLabel: _t("Yes, it is complete"),
            cancelLabel: _t("No, print it again as a copy"),
        });
    }

    _askToTryAgain(code) {
        return ask(this.pos.dialog, {
            title: _t("The receipt was not printed"),
            body: boxMessage(code),
            confirmLabel: _t("Print again"),
            cancelLabel: _t("Go on without"),
        });
    }
}

/** One notification that says what holds the printer up, and goes when nothing does. */
class Notice {
    constructor(pos) {
        this.pos = pos;
        this.text = null;
        this.close = null;
    }

    show(text) {
        if (text === this.text) {
            return;
        }
        this.close?.();
        this.text = text;
        this.close = text
            ? this.pos.notification.add(text, { type: "warning", sticky: true, title: _t("Receipt printer") })
            : null;
    }
}
