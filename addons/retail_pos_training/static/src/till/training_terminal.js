/** The payment terminal of a till in training: whoever practises decides what the customer's card does. */

import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { register_payment_method } from "@point_of_sale/app/services/pos_store";
import { PaymentInterface } from "@point_of_sale/app/utils/payment/payment_interface";

export const TRAINING_TERMINAL = "retail_training";

export class TrainingTerminal extends PaymentInterface {
    setup() {
        super.setup(...arguments);
        this.answers = new Map();
    }

    sendPaymentRequest(uuid) {
        const line = this.pos.getOrder().payment_ids.find((each) => each.uuid === uuid);
        line.setPaymentStatus("waitingCard");
        return new Promise((resolve) => {
            const close = this.pos.dialog.add(
                ConfirmationDialog,
                {
                    title: _t("Practice terminal"),
                    body: _t("%(amount)s by card. No card is charged: choose what happens.", {
                        amount: this.env.utils.formatCurrency(line.amount),
                    }),
                    confirmLabel: _t("Approved"),
                    confirm: () => this.approve(line, resolve),
                    cancelLabel: _t("Declined"),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) }
            );
            this.answers.set(uuid, { close, resolve });
        });
    }

    approve(line, resolve) {
        line.card_type = _t("Practice card").toString();
        line.transaction_id = `TREN-${line.uuid.slice(0, 8)}`;
        resolve(true);
    }

    async sendPaymentCancel(_order, uuid) {
        const { close, resolve } = this.answers.get(uuid) || {};
        resolve?.(false);
        close?.();
        return true;
    }
}

register_payment_method(TRAINING_TERMINAL, TrainingTerminal);
