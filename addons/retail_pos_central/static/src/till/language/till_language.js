/**
 * The till's language: the cashier's own, chosen in the menu. Where all cashiers share one log-in and choose
 * who they are on the till (pos_hr), it follows who was chosen. A language is a matter of the whole page,
 * so the page is loaded anew; what is on the sale stays.
 */

import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { languagesToOffer, languageToLoad } from "../../core/language";
import { askServer } from "../sync/server";

const TRIED = "retail_language_tried";

export function tillLanguage() {
    return user.lang?.replace("-", "_") || "en_US";
}

patch(PosStore.prototype, {
    get retailLanguages() {
        return languagesToOffer(this.config._retail?.languages || [], tillLanguage());
    },

    /** @returns {Promise<boolean>} whether the page is being loaded anew */
    async retailSpeak(lang) {
        try {
            const { ok } = await askServer("/retail_pos/till/language", { config_id: this.config.id, lang });
            if (!ok) {
                return false;
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.notification.add(_t("There is no line: the language can't be changed now."), {
                type: "warning",
            });
            return false;
        }
        await this.data.synchronizeLocalDataInIndexedDB();
        this.retailReload(`the language ${lang}`);
        return true;
    },

    setCashier(cashier) {
        super.setCashier(...arguments);
        const { languages = [], cashier_languages: own = {} } = this.config._retail || {};
        const tried = browser.sessionStorage.getItem(TRIED);
        const asked = { wanted: own[cashier?.id], spoken: tillLanguage(), tried, languages };
        const lang = this.config.module_pos_hr && languageToLoad(asked);
        if (lang && !this.data.network.offline) {
            browser.sessionStorage.setItem(TRIED, lang);
            this.retailSpeak(lang).then((isLoading) => isLoading || browser.sessionStorage.removeItem(TRIED));
        } else if (asked.wanted && asked.wanted === asked.spoken) {
            browser.sessionStorage.removeItem(TRIED);
        }
    },
});

patch(Navbar.prototype, {
    get retailLanguages() {
        return this.pos.data.network.offline ? [] : this.pos.retailLanguages;
    },
});
