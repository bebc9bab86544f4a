/** Scans while a prompt is on screen: its own answer, or goods that wait until it is answered. */

import { patch } from "@web/core/utils/patch";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";

patch(BarcodeReader.prototype, {
    scan(code) {
        if (this.retailTakesCode(code)) {
            return Promise.resolve();
        }
        if (this.retailPrompts?.state.asking) {
            return this.retailPrompts.afterwards(() => super.scan(code));
        }
        return super.scan(code);
    },

    /** Whether a question on screen took the code as its answer. */
    retailTakesCode(code) {
        return Boolean(this.retailPrompts?.takes(code));
    },
});
