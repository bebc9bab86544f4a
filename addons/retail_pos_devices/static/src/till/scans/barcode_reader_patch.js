/** A screen that begins to take goods lets in the scans that waited for it. */

import { patch } from "@web/core/utils/patch";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";

patch(BarcodeReader.prototype, {
    register(callbacks, exclusive) {
        const unregister = super.register(callbacks, exclusive);
        this.retailOnRegister?.();
        return unregister;
    },
});
