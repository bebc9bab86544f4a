/**
 * Reading many records at once without reactivity: a price of fifty lines is thousands of reads, and each read
 * through a reactive proxy costs more than what is done with it.
 *
 * A record's `toRaw` alone does not reach further than the record: its relations come out of a reactive store,
 * and its getters out of a cache that follows everything it was worked out from. Within `readRaw` the store hands
 * out plain records, and getters are plain getters. Nothing read there is followed, so who shows what came of it
 * reads beforehand, with reactivity, what it depends on; and nothing is written there, since nobody would see it.
 */

import { toRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { RecordStore } from "@point_of_sale/app/models/related_models/record_store";
import { TrapDisabler } from "@point_of_sale/proxy_trap";

let depth = 0;
/** The till that is read about, plain: each price asks for it, its company and currency many times. */
let config;

/**
 * @param {object} record or all models
 * @param {(raw: object) => T} read at once; what it awaits is read with reactivity again
 * @returns {T}
 * @template T
 */
export function readRaw(record, read) {
    depth++;
    try {
        return read(toRaw(record));
    } finally {
        depth--;
        config = depth ? config : undefined;
    }
}

patch(RecordStore.prototype, {
    /** Records that are indexed anew come reactive, and would be handed out so for ever. */
    add(record) {
        return super.add(toRaw(record));
    },

    getRecordsMap() {
        return depth && toRaw(this) !== this
            ? toRaw(this).getRecordsMap(...arguments)
            : super.getRecordsMap(...arguments);
    },
});

patch(TrapDisabler.prototype, {
    /** The trap is what puts a getter's cache before the getter. */
    isDisabled() {
        return depth > 0 || super.isDisabled();
    },
});

// A patch of its own for each class: "super" belongs to one class only.
const withKnownConfig = () => ({
    get config() {
        return depth ? (config ??= toRaw(super.config)) : super.config;
    },
    get company() {
        return depth ? this.config.company_id : super.company;
    },
    get currency() {
        return depth ? this.config.currency_id : super.currency;
    },
});
patch(PosOrder.prototype, withKnownConfig());
patch(PosOrderline.prototype, withKnownConfig());
