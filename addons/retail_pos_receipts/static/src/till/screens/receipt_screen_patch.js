/**
 * The receipt screen: the receipt goes by mail as the document that prints, a gift receipt beside it, and
 * where the chain allows it, no receipt at all.
 */

import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { useTrackedAsync } from "@point_of_sale/app/hooks/hooks";
import { ReceiptScreen } from "@point_of_sale/app/screens/receipt_screen/receipt_screen";
import { askServer } from "@retail_pos_central/till/sync/server";

const MAIL_TIMEOUT_MS = 60000;

patch(ReceiptScreen.prototype, {
    setup() {
        super.setup();
        this.printGift = useTrackedAsync(() =>
            this.pos.printReceipt({ order: this.currentOrder, kind: "gift" })
        );
    },

    get retailReceipt() {
        return Boolean(this.pos.retail?.contents.receipt);
    },

    get retailMayGoWithout() {
        return this.retailReceipt && this.pos.retail.settings?.receipt_choice === "none";
    },

    retailGoWithout() {
        const order = this.currentOrder;
        order.uiState.retailReceiptChosen = true;
        this.pos.retailNote("no_paper", { order });
        this.pos.orderDone(order);
    },

    async _sendReceiptToCustomer({ destination }) {
        const order = this.currentOrder;
        if (!this.retailReceipt || !order.isSynced) {
            return super._sendReceiptToCustomer(...arguments);
        }
        const answer = await this.retailMail(order, destination);
        if (answer.error) {
            this.notification.add(this.retailMailTrouble(answer.error), { type: "warning" });
            return Promise.reject(new Error(answer.error));
        }
        order.uiState.retailReceiptChosen = true;
        this.pos.retailNote("mail", { order });
    },

    async retailMail(order, email) {
        const document = this.pos.retailReceiptDocument(order);
        const params = { config_id: this.pos.config.id, order_id: order.id, email, document };
        try {
            return await askServer("/retail_pos/till/send_receipt", params, MAIL_TIMEOUT_MS);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return { error: "no_line" };
            }
            throw error;
        }
    },

    retailMailTrouble(code) {
        return (
            {
                bad_address: _t("This is no e-mail address."),
                no_line: _t("There is no line now. Print the receipt instead."),
                not_sent: _t("The mail could not be sent. Print the receipt instead."),
            }[code] || _t("The receipt could not be sent. Print it instead.")
        );
    },
});

patch(OrderPaymentValidation.prototype, {
    /** Where the customer chooses, nothing prints before the choice. */
    async afterOrderValidation() {
        const choice = this.pos.retail?.settings?.receipt_choice || "paper";
        if (!this.pos.config.iface_print_auto || choice === "paper") {
            return super.afterOrderValidation(...arguments);
        }
        const { config } = this.pos;
        config.iface_print_auto = false;
        try {
            return await super.afterOrderValidation(...arguments);
        } finally {
            config.iface_print_auto = true;
        }
    },
});
