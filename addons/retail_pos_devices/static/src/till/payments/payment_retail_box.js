/** Odoo's payment interface for the card terminal at the till's box. */

import { PaymentInterface } from "@point_of_sale/app/utils/payment/payment_interface";
import { register_payment_method } from "@point_of_sale/app/services/pos_store";

export class PaymentRetailBox extends PaymentInterface {
    setup() {
        super.setup(...arguments);
        this.supports_reversals = true;
    }

    get cards() {
        return this.pos.retailCards;
    }

    sendPaymentRequest(uuid) {
        return this.cards.pay(this.line(uuid));
    }

    sendPaymentCancel(order, uuid) {
        return this.cards.abort(this.line(uuid));
    }

    sendPaymentReversal(uuid) {
        return this.cards.reverse(this.line(uuid));
    }

    line(uuid) {
        return this.pos.models["pos.payment"].getBy("uuid", uuid);
    }
}

register_payment_method("retail_box", PaymentRetailBox);
