/**
 * The till's card payments: writes each down before it is asked for, follows it until its outcome is known,
 * finds it again after a reload, and knows which are open.
 */

import { reactive } from "@odoo/owl";
import { uuidv4 } from "@point_of_sale/utils";
import { tillLog } from "@retail_pos_central/till/sync/till_log";
import { BoxError } from "../../core/errors";
import { PaymentJournal } from "../../core/payment_journal";
import { runPayment } from "../../core/payment_run";
import { paymentRequest, UNKNOWN_STATUS } from "../../core/payment";
import { applyTaken, isBoxLine, originalPayment } from "./payment_line";

/** How long the customer waits for the browser's own disk before the card is asked for. */
const KEEP_SALE_MS = 2000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class CardPayments {
    constructor(pos, boxes, storage) {
        this.pos = pos;
        this.boxes = boxes;
        this.journal = new PaymentJournal(storage, `retail_payments_${pos.config.id}`);
        /** Runs by payment id: {promise, decided, aborting}. */
        this.runs = new Map();
        /** What the cashier is told, by payment line: {code, note}. */
        this.notes = reactive({});
    }

    /** Payments of this till whose outcome nobody knows. */
    get open() {
        return this.journal.open();
    }

    openOf(line) {
        return this.journal.ofLine(line.uuid).find((entry) => !entry.outcome) || null;
    }

    /**
     * Take the amount of a line from a card (or give it back). Never asks for a second payment while one of
     * this line is open: that one is followed instead.
     * @returns {Promise<boolean>} whether the money was taken
     */
    async pay(line) {
        const pending = this.openOf(line);
        if (pending) {
            return this._end(line, pending, await this.follow(pending, { resume: true }));
        }
        const refusal = this._refusal(line);
        if (refusal) {
            this._tell(line, refusal);
            return false;
        }
        const { box, device } = this.boxes.find("terminal");
        const entry = this._entry(line, box, device);
        this.journal.put(entry);
        line.transaction_id = entry.id;
        this._tell(line, null);
        return this._end(line, entry, await this.follow(entry, { resume: false }));
    }

    /** Why no payment can be asked for now, before anything was sent. */
    _refusal(line) {
        if (this.pos.currency.isZero(line.getAmount())) {
            return "no_amount";
        }
        if (this.open.length) {
            return "earlier_open";
        }
        const found = this.boxes.find("terminal");
        if (!found) {
            return "no_terminal";
        }
        if (found.box.phase !== "online") {
            return found.box.reason || "unreachable";
        }
        return null;
    }

    _entry(line, box, device) {
        const order = line.pos_order_id;
        const used = line.transaction_id || this.journal.get(line.uuid);
        return {
            box: box.uuid,
            device: device.id,
            order: order.uuid,
            line: line.uuid,
            at: Date.now(),
            ...paymentRequest({
                // The line's own id; a second try on the same line is another payment.
                id: used ? uuidv4() : line.uuid,
                amount: line.getAmount(),
                decimals: this.pos.currency.decimal_places,
                currency: this.pos.currency.name,
                reference: (order.pos_reference || order.name || "").slice(0, 64),
                original: this.notes[line.uuid]?.withoutOriginal ? null : originalPayment(line),
            }),
        };
    }

    /** Follow a payment to its end; a second follower gets the first one's answer. */
    follow(entry, { resume }) {
        const running = this.runs.get(entry.id);
        if (running) {
            return running.promise;
        }
        const run = { decided: null, aborting: false };
        run.promise = this._run(entry, run, resume).finally(() => this.runs.delete(entry.id));
        this.runs.set(entry.id, run);
        return run.promise;
    }

    async _run(entry, run, resume) {
        const { id, kind, amount, currency, reference, original } = entry;
        if (!resume) {
            await this._keepSale();
        }
        const result = await runPayment({
            api: {
                reach: (device) => this._api(entry).pending(device),
                pay: (device, request) => this._api(entry).pay(device, request),
                payment: (paymentId, waitS) => this._api(entry).payment(paymentId, waitS),
            },
            device: entry.device,
            request: { id, kind, amount, currency, reference, original },
            resume,
            onUpdate: (update) => this._onUpdate(entry, run, update),
            sleep,
            isStopped: () => Boolean(run.decided),
        });
        tillLog.add("card", `${kind}: ${result.stopped ? "ended by hand" : result.code || result.taken}`);
        return result.stopped
            ? { ...result, taken: run.decided === "approved", code: "resolved_by_hand" }
            : result;
    }

    /** Odoo writes a new payment line down a moment later; a reload in that moment would lose it. */
    async _keepSale() {
        try {
            await Promise.race([this.pos.data.synchronizeLocalDataInIndexedDB(), sleep(KEEP_SALE_MS)]);
        } catch (error) {
            // The journal has the payment: a browser without room for the sale may still take cards.
            console.error("The sale could not be written down before its card payment", error);
        }
    }

    _api(entry) {
        const api = this.boxes.api(entry.box);
        if (!api) {
            throw new BoxError("unreachable", { message: "this till has lost that box" });
        }
        return api;
    }

    _onUpdate(entry, run, { payment, lineStatus, code }) {
        const line = this.lineOf(entry);
        if (!line || run.decided) {
            return;
        }
        if (["waitingCard", UNKNOWN_STATUS].includes(lineStatus)) {
            line.setPaymentStatus(
                run.aborting && lineStatus === "waitingCard" ? "waitingCancel" : lineStatus
            );
        }
        this._tell(line, lineStatus === UNKNOWN_STATUS ? code : null, payment?.message);
    }

    /** Put the outcome into the books: the line's fields when the money was taken, nothing otherwise. */
    _end(line, entry, result) {
        if (result.taken) {
            this.journal.put({ id: entry.id, outcome: "taken" });
            applyTaken(line, entry, result.payment, this.pos.currency);
            this._tell(line, result.code);
        } else {
            this.journal.remove(entry.id);
            const foreign = result.field === "original";
            this._tell(line, foreign ? "foreign_original" : result.code, result.payment?.message);
            if (foreign) {
                this.notes[line.uuid].withoutOriginal = true;
            }
        }
        return result.taken;
    }

    _tell(line, code, note = null) {
        this.notes[line.uuid] = { ...this.notes[line.uuid], code, note };
    }

    lineOf(entry) {
        return this.pos.models["pos.payment"].find((line) => line.uuid === entry.line);
    }

    /**
     * Ask the terminal to stop. What became of the payment is still the box's word.
     * @returns {Promise<boolean>} whether the payment is over and no money was taken
     */
    async abort(line) {
        const entry = this.openOf(line);
        if (!entry) {
            return !line.isDone();
        }
        const running = this.runs.get(entry.id);
        if (running) {
            running.aborting = true;
        }
        try {
            await this._api(entry).abort(entry.id);
        } catch (error) {
            if (running) {
                running.aborting = false;
            }
            this._tell(line, error.code || "internal");
            return false;
        }
        const result = await this.follow(entry, { resume: true });
        return !result.taken;
    }

    /** Give a payment back that was just taken. */
    async reverse(line) {
        const paid = line.transaction_id;
        const device = this.journal.get(paid);
        const found = this.boxes.find("terminal");
        const entry = {
            ...(device || { box: found?.box.uuid, device: found?.device.id, order: line.pos_order_id.uuid }),
            id: uuidv4(),
            kind: "reversal",
            line: line.uuid,
            outcome: null,
            at: Date.now(),
        };
        try {
            await this._api(entry).pending(entry.device);
        } catch (error) {
            this._tell(line, error.code);
            return false;
        }
        this.journal.put(entry);
        try {
            await this._api(entry).reverse(paid, entry.id);
        } catch (error) {
            if (!error.isUnclear) {
                this.journal.remove(entry.id);
                this._tell(line, error.code);
                return false;
            }
        }
        const result = await this.follow(entry, { resume: true });
        this.journal.remove(entry.id);
        this._tell(line, result.taken ? "reversed" : result.code);
        if (result.taken) {
            this.journal.remove(paid);
        }
        return result.taken;
    }

    /**
     * A manager's word on a payment that is unknown. The box is told; while it can't be reached, the till
     * takes the word itself and head office is told.
     */
    async settle(entry, outcome, reason) {
        let byBox = false;
        try {
            await this._api(entry).resolve(entry.id, outcome, reason);
            byBox = true;
        } catch (error) {
            if (!error.isUnclear && error.code !== "unknown_payment") {
                throw error;
            }
        }
        await this._report(entry, outcome, reason);
        const running = this.runs.get(entry.id);
        const line = this.lineOf(entry);
        if (running && !byBox) {
            running.decided = outcome;
        } else if (!running && line) {
            this._end(line, entry, {
                taken: outcome === "approved",
                payment: null,
                code: "resolved_by_hand",
            });
        } else if (!running) {
            this.journal.remove(entry.id);
        }
    }

    _report(entry, outcome, reason) {
        const { id, amount, currency, reference } = entry;
        const payment = { id, amount, currency, reference };
        return this.pos.data.call(
            "pos.session",
            "retail_note_settled",
            [this.pos.session.id, payment, outcome, reason, this.pos.retailGrantQuestion().employee_id],
            {},
            true
        );
    }

    /** After a start: find out what became of payments that were under way. */
    resume() {
        for (const entry of this.journal.all()) {
            const line = this.lineOf(entry);
            if (entry.outcome) {
                this._forgetBooked(entry, line);
            } else if (line && isBoxLine(line)) {
                this._resumeLine(line, entry);
            } else {
                this._resumeLost(entry);
            }
        }
    }

    /** Once the sale is booked, the journal is no longer needed for it. */
    _forgetBooked(entry, line) {
        if (line ? line.pos_order_id?.finalized : Date.now() - entry.at > 86400_000) {
            this.journal.remove(entry.id);
        }
    }

    async _resumeLine(line, entry) {
        this.pos.paymentTerminalInProgress = true;
        line.setPaymentStatus(UNKNOWN_STATUS);
        const result = await this.follow(entry, { resume: true });
        this.pos.paymentTerminalInProgress = false;
        if (entry.kind === "reversal") {
            this.journal.remove(entry.id);
            line.setPaymentStatus(result.taken ? "reversed" : "done");
            return;
        }
        line.handlePaymentResponse(this._end(line, entry, result));
    }

    /** The sale was lost with the browser's memory, the money may not be: this can't be settled in silence. */
    async _resumeLost(entry) {
        const result = await this.follow(entry, { resume: true });
        if (!result.taken) {
            this.journal.remove(entry.id);
            return;
        }
        this.journal.put({ id: entry.id, outcome: "lost" });
        this.pos.retailTellLostPayment(entry, result.payment);
    }
}
