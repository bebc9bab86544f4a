/**
 * The campaigns that hold on this till, compiled once for each release, and where the till stands.
 */

import { compile } from "../../core/campaigns/engine";
import { localized } from "../../core/texts";
import { user } from "@web/core/user";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";

class CampaignBook {
    constructor() {
        this.set([], {});
    }

    /**
     * @param {object[]} offers released offers; one that can't be read is left out, never a stop
     * @param {{store: string, timezone: string}} place
     */
    set(offers, { store = null, timezone = "UTC" }) {
        this.compiled = compile(offers, { strict: false });
        this.names = new Map(offers.map((offer) => [offer.id, offer.names || offer.name || ""]));
        this.store = store;
        this.timezone = timezone;
        for (const error of this.compiled.errors) {
            logPosMessage("CampaignBook", "set", "A campaign is left out", false, [error.message]);
        }
    }

    /** What an offer is called, in the language of the till where none is named. */
    nameOf(offer, lang = user.lang?.replace("-", "_")) {
        return localized(this.names.get(offer), lang);
    }

    knowsCoupon(code) {
        return this.compiled.byCoupon.has(code);
    }
}

export const campaignBook = new CampaignBook();
