/** What the feed brings of goods beyond the web POS's own records goes into the answer book. */

import { patch } from "@web/core/utils/patch";
import { ChangeFeed } from "@retail_pos_central/till/sync/change_feed";

const ANSWER = "retail.product.answer";

patch(ChangeFeed.prototype, {
    async apply(records, deleted) {
        const { [ANSWER]: rows = [], ...otherRecords } = records;
        const { [ANSWER]: gone = [], ...otherDeleted } = deleted;
        if ((rows.length || gone.length) && this.pos.retailAnswers) {
            await this.pos.retailAnswers.apply(rows, gone);
        }
        return super.apply(otherRecords, otherDeleted);
    },

    /** After a reset nothing is sure; a failure here must not hold up goods and prices. */
    async reload() {
        await super.reload(...arguments);
        await this.pos.retailAnswers?.db.put("state", { fullAt: 0 });
        this.pos.retailAnswers?.refresh();
    },
});
