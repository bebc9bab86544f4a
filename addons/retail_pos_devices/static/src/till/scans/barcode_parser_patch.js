/**
 * The rules by which barcodes are read are kept in the browser: Odoo asks its server for them at every
 * start, so that a till that starts without the server could not scan at all.
 */

import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { BarcodeParser } from "@barcodes/js/barcode_parser";

patch(BarcodeParser, {
    async fetchNomenclature(orm, id) {
        const key = `retail_nomenclature_${id}`;
        try {
            const nomenclature = await super.fetchNomenclature(orm, id);
            browser.localStorage.setItem(key, JSON.stringify(nomenclature));
            return nomenclature;
        } catch (error) {
            const kept = browser.localStorage.getItem(key);
            if (!kept || !(error instanceof ConnectionLostError)) {
                throw error;
            }
            return JSON.parse(kept);
        }
    },
});
