/** Answers stay with the sale and its lines, over a reload, and stand on the receipt where wanted. */

import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
// What is extended here comes from there, so those patches are made first.
import "@retail_pos_central/till/models/pos_order_line_patch";
import "@retail_pos_central/till/models/pos_order_patch";

/** By language; the receipt takes its customer's. */
const printed = (answers) => (answers || []).filter(({ print }) => print).map(({ print }) => print);

patch(PosOrder.prototype, {
    addRetailAnswers(answers) {
        if (answers.length) {
            this.retail_answers = [...(this.retail_answers || []), ...answers];
        }
    },

    get retailReceiptNotes() {
        return [...super.retailReceiptNotes, ...printed(this.retail_answers)];
    },
});

patch(PosOrderline.prototype, {
    /** What was answered for these goods does not hold for others: a serial number belongs to one. */
    canBeMergedWith(line) {
        const hasAnswers = this.retail_answers?.length || line.retail_answers?.length;
        return !hasAnswers && super.canBeMergedWith(line);
    },

    get retailReceiptNotes() {
        return [...super.retailReceiptNotes, ...printed(this.retail_answers)];
    },
});
