/**
 * The rules by which barcodes are read come with the till's page: two questions less at each start, and a till that
 * is started without a line reads barcodes as well.
 */

import { BarcodeParser } from "@barcodes/js/barcode_parser";
// Which of their fields are needed is known when these have told theirs.
import "@barcodes_gs1_nomenclature/js/barcode_parser";
import { patch } from "@web/core/utils/patch";
import { session } from "@web/session";

patch(BarcodeParser, {
    async fetchNomenclature(orm, id) {
        const told = session.retail_barcodes?.[id];
        const has = (row, names) => names.every((name) => name in row);
        const isWhole =
            told &&
            has(told, this.barcodeNomenclatureFields) &&
            told.rules.every((rule) => has(rule, this.barcodeRuleFields));
        return isWhole ? structuredClone(told) : super.fetchNomenclature(orm, id);
    },
});
