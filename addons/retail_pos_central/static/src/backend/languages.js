/** The installed languages, and the one to show texts of a document in. */

import { onWillStart, useState } from "@odoo/owl";
import { loadLanguages } from "@web/core/l10n/translation";
import { jsToPyLocale } from "@web/core/l10n/utils";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

/** @returns {{list: [string, string][], user: string, current: string}} reactive, `current` to be set */
export function useLanguages() {
    const orm = useService("orm");
    const own = jsToPyLocale(user.lang);
    const languages = useState({ list: [], user: own, current: own });
    onWillStart(async () => {
        // "Norwegian Bokmål / Norsk bokmål": who writes Norwegian texts reads the name in Norwegian.
        languages.list = (await loadLanguages(orm)).map(([code, name]) => [code, name.split(" / ").at(-1)]);
    });
    return languages;
}
