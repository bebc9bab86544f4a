/**
 * Prints on the till's box. A print is given a moment to end well; after that the cashier goes on working
 * and hears of it only when something is to be done. Prints under way are written down, so that a till that is
 * reloaded follows them to their end.
 */

import { reactive } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { uuidv4 } from "@point_of_sale/utils";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { tillLog } from "@retail_pos_central/till/sync/till_log";
import { Journal } from "../../core/journal";
import { afterPrint, isMarkedCopy, runPrint } from "../../core/print_run";
import { boxMessage } from "../boxes/box_messages";

const PATIENCE_MS = 2_500;
/** Longer than this the box keeps no receipt waiting, and nobody waits for the paper. */
const FOLLOWED_MS = 8 * 3600_000;
/** The printer's trouble in words that say what becomes of the receipt that it stopped in. */
const IN_RECEIPT = { paper_out: "paper_out_in_receipt", cover_open: "cover_open_in_receipt" };
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class BoxPrinter {
    constructor(pos, boxes, storage) {
        this.pos = pos;
        this.boxes = boxes;
        this.journal = new Journal(storage, `retail_prints_${pos.config.id}`);
        /** Why prints wait, by their id. */
        this.held = reactive(new Map());
        this.notice = new Notice(pos);
    }

    get isThere() {
        return Boolean(this.boxes.find("printer"));
    }

    /**
     * @param {object} document the receipt document
     * @param {{openDrawer?: boolean, copy?: boolean, order?: string, onLate?: Function}} options order: uuid of the
     *   sale; onLate: called when it was printed after this had answered
     * @returns {Promise<{successful: boolean, pending: boolean}>} pending: still at it, or asking the cashier
     */
    print(document, { openDrawer = false, copy = false, order = null, onLate } = {}) {
        const marked = copy && isMarkedCopy(document) ? { ...document, copy: true } : document;
        const own = openDrawer && this.drawer?.device.kind === "drawer";
        if (own) {
            this.openDrawer();
        }
        const job = { kind: "receipt", document: marked, open_drawer: openDrawer && !own, copy };
        return new Promise((resolve) => {
            let answered = false;
            const answer = (result) => {
                answered = true;
                resolve(result);
            };
            const later = () => answer({ successful: false, pending: true });
            setTimeout(later, PATIENCE_MS);
            this._follow({ id: uuidv4(), job, order, at: Date.now() }, later).then((printed) => {
                if (answered && printed) {
                    onLate?.();
                }
                answer({ successful: printed, pending: false });
            });
        });
    }

    /** After a start: prints that were under way. @param onPrinted called with the sale's uuid */
    resume(onPrinted) {
        for (const entry of this.journal.all()) {
            if (Date.now() - entry.at > FOLLOWED_MS) {
                this.journal.remove(entry.id);
                continue;
            }
            this._follow({ ...entry, resumed: true }, () => {}).then(
                (printed) => printed && onPrinted(entry.order)
            );
        }
    }

    /** A drawer of its own, or the one on the printer's cable. */
    get drawer() {
        return this.boxes.find("drawer") || this.boxes.find("printer");
    }

    /** A drawer opens now or not at all, so nothing is tried again and nobody waits. */
    async openDrawer() {
        const { link, device } = this.drawer;
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

    /**
     * @param entry {id, job, order, at, original: the job that this one is a copy of, whole: it replaces half a one,
     *   resumed: it may have been sent before a reload}
     * @returns {Promise<boolean>} whether it is on paper, once nothing more is to be done
     */
    async _follow(entry, onTrouble) {
        for (;;) {
            this._remember(entry);
            const ended = await this._send(entry);
            const next = afterPrint(ended);
            tillLog.add("print", `box: ${ended.result} ${ended.code || ""}`);
            if (next !== "end") {
                onTrouble();
            }
            const again = await this._again(entry, next, ended.code);
            if (again?.id !== entry.id) {
                this.journal.remove(entry.id);
            }
            if (!again) {
                if (next === "end" && entry.whole) {
                    this._tellWhole();
                }
                return next === "end" || next === "look";
            }
            entry = again;
        }
    }

    /** What to send next, or null when nothing more is to be done. */
    async _again(entry, next, code) {
        const { job, order, at } = entry;
        const copy = { id: uuidv4(), job, order, at, original: entry.id };
        switch (next) {
            case "whole":
                return { ...copy, whole: true };
            case "look":
                return (await this._isComplete(code)) ? null : copy;
            case "retry":
                return (await this._askToTryAgain(code)) ? entry : null;
            case "anew": {
                // It failed for good, so this is another job; the drawer had its chance.
                const fresh = { ...job, open_drawer: false, copy: job.copy || Boolean(entry.original) };
                return (await this._askToTryAgain(code)) ? { id: uuidv4(), job: fresh, order, at } : null;
            }
        }
        return null;
    }

    _remember(entry) {
        try {
            this.journal.put(entry);
        } catch (error) {
            // The box has it on disk; only a reload of this page would not hear of its end.
            console.error("The print could not be written down", error);
        }
    }

    async _send({ id, job, original, whole, resumed = false }) {
        const { link, device } = this.boxes.find("printer") || {};
        if (!link?.api) {
            return { result: "unreachable", code: "no_address" };
        }
        const held = (code) => boxMessage(whole ? IN_RECEIPT[code] || code : code);
        try {
            return await runPrint({
                api: {
                    print: () =>
                        original ? link.api.reprint(original, id) : link.api.print(device.id, { ...job, id }),
                    job: (jobId, waitS) => link.api.job(jobId, waitS),
                },
                device: device.id,
                job: { id },
                onUpdate: ({ state, code }) => this._hold(id, state === "queued" && code ? held(code) : null),
                sleep,
                isStopped: () => false,
                resume: resumed,
            });
        } finally {
            this._hold(id, null);
        }
    }

    /** @param {string|null} text what holds that print up, null when nothing does */
    _hold(id, text) {
        if (text) {
            this.held.set(id, text);
        } else {
            this.held.delete(id);
        }
        const waiting = [...this.held.values()];
        const several = waiting.length > 1 ? _t("%s receipts wait.", waiting.length) : "";
        this.notice.show([waiting.at(-1), several].filter(Boolean).join(" ") || null);
    }

    _tellWhole() {
        const text = _t(
            "The printer had stopped in the middle of a receipt. It was printed again from the beginning, marked as a copy."
        );
        this.pos.notification.add(text, { type: "info", title: _t("Receipt printer") });
    }

    /** Asked until somebody has looked: closing the question by mistake is no answer. */
    async _isComplete(code) {
        let complete = null;
        while (complete === null) {
            complete = await new Promise((resolve) =>
                this.pos.dialog.add(
                    ConfirmationDialog,
                    {
                        title: _t("Did the receipt come out?"),
                        body: [boxMessage(code), _t("Look at the printer before you answer.")].join(" "),
                        confirmLabel: _t("No, print it again as a copy"),
                        cancelLabel: _t("Yes, it is complete"),
                        confirm: () => resolve(false),
                        cancel: () => resolve(true),
                        dismiss: () => resolve(null),
                    },
                    { onClose: () => resolve(null) }
                )
            );
        }
        return complete;
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
