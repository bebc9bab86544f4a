/**
 * What is missing for an offer ("one more for 3 for 2"), and what the sale saves so far.
 */

import { Component } from "@odoo/owl";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { readRaw } from "../models/read_raw";
import { hintTexts, savedText } from "./hint_texts";

export class OrderHints extends Component {
    static template = "retail_pos_central.OrderHints";
    static props = {};

    setup() {
        this.pos = usePos();
    }

    get order() {
        return this.pos.getOrder();
    }

    get isShown() {
        return this.pos.retail?.settings.show_savings && this.order && !this.order.finalized;
    }

    get hints() {
        return this.readPriced(hintTexts);
    }

    get saved() {
        return this.readPriced(savedText);
    }

    /** Every evaluation of the campaigns ends in new prices, so these alone are followed. */
    readPriced(read) {
        this.order._prices;
        return readRaw(this.order, read);
    }
}
