/**
 * The payment screen with a card terminal at the box: a payment whose outcome is open can't be removed,
 * repeated or waved through, and only a manager decides it, with a reason.
 */

import { patch } from "@web/core/utils/patch";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { PaymentScreenPaymentLines } from "@point_of_sale/app/screens/payment_screen/payment_lines/payment_lines";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { UNKNOWN_STATUS } from "../../core/payment";
import { cardMessage, unknownMessage } from "./card_messages";
import { isBoxLine } from "./payment_line";

patch(PaymentScreen.prototype, {
    /** Odoo would set the line back to "waiting" when a cancelled payment turns out to be approved. */
    async sendPaymentCancel(line) {
        if (!isBoxLine(line)) {
            return super.sendPaymentCancel(line);
        }
        line.setPaymentStatus("waitingCancel");
        await line.payment_method_id.payment_terminal.sendPaymentCancel(this.currentOrder, line.uuid);
    },

    /** A reversal that was not made can be tried again; the box sees to it that none is made twice. */
    async sendPaymentReverse(line) {
        await super.sendPaymentReverse(line);
        if (isBoxLine(line) && line.getPaymentStatus() === "done") {
            line.can_be_reversed = true;
        }
    },

    async deletePaymentLine(uuid) {
        const line = this.paymentLines.find((candidate) => candidate.uuid === uuid);
        if (!isBoxLine(line) || !this.pos.retailCards.openOf(line)) {
            return super.deletePaymentLine(uuid);
        }
        if (line.getPaymentStatus() === UNKNOWN_STATUS) {
            this.pos.retailTellOpenPayment();
            return;
        }
        await this.sendPaymentCancel(line);
    },

    async sendForceDone(line) {
        if (!isBoxLine(line)) {
            return super.sendForceDone(line);
        }
        const entry = this.pos.retailCards.openOf(line);
        if (entry) {
            await this.pos.retailSettle(entry);
        }
    },
});

patch(PaymentScreenPaymentLines.prototype, {
    isRetailBoxLine(line) {
        return isBoxLine(line);
    },

    isRetailUnknown(line) {
        return line.getPaymentStatus() === UNKNOWN_STATUS;
    },

    retailNote(line) {
        const note = this.pos.retailCards?.notes[line.uuid];
        if (this.isRetailUnknown(line)) {
            return unknownMessage(note?.code);
        }
        return note?.code ? cardMessage(note.code, note.note, line.isDone()) : null;
    },

    retailNoteLevel(line) {
        if (this.isRetailUnknown(line)) {
            return "alert-warning";
        }
        return line.isDone() ? "alert-info" : "alert-danger";
    },
});

patch(OrderPaymentValidation.prototype, {
    /** Odoo drops lines that are not done when the order is validated; an open card payment must not go so. */
    async isOrderValid(isForceValidate) {
        if (this.paymentLines.some((line) => isBoxLine(line) && this.pos.retailCards.openOf(line))) {
            this.pos.retailTellOpenPayment();
            return false;
        }
        return super.isOrderValid(isForceValidate);
    },
});
