/** The simulator as an answer to "what does it cost, and why": what was released, and the reason of each price. */

import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { CampaignSimulator } from "@retail_pos_central/backend/campaign_simulator/campaign_simulator";

/* global luxon */
const { DateTime } = luxon;

export function day(iso, zone) {
    return deserializeDateTime(iso.replace("T", " ").replace("Z", ""))
        .setZone(zone)
        .toLocaleString(DateTime.DATETIME_SHORT);
}

patch(CampaignSimulator.prototype, {
    /** "Price batch “New prices”, from 23.11., until 30.11." */
    priceReason(line) {
        const parts = [line.why];
        if (line.since) {
            parts.push(_t("from %(moment)s", { moment: day(line.since, this.timezone) }));
        }
        if (line.until) {
            parts.push(_t("until %(moment)s", { moment: day(line.until, this.timezone) }));
        }
        return parts.filter(Boolean).join(", ");
    },

    beforeText(line) {
        return line.before
            ? _t("Lowest of the 30 days before: %(price)s", { price: this.money(line.before) })
            : "";
    },

    unitText(line) {
        return line.unit_base && line.unit_price
            ? _t("%(price)s per %(unit)s", { price: this.money(line.unit_price), unit: line.unit_base })
            : "";
    },
});

/** Client action `retail_price_question`: begins with what is released, not with drafts. */
export class PriceQuestion extends CampaignSimulator {
    setup() {
        super.setup();
        this.state.source = "released";
    }
}

registry.category("actions").add("retail_price_question", PriceQuestion);
