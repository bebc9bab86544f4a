"""The web client's Norwegian, made whole: what Odoo leaves in English is added to what it is sent.

The hash by which a browser knows that it has the current texts is computed from the same answer, so browsers
fetch them anew when these terms change.
"""

from odoo import api, models

from ..tools.gap_terms import LANGUAGES, correct, corrections, fill_gaps, gap_terms


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def _get_translations_for_webclient(self, modules, lang):
        translations, lang_params = super()._get_translations_for_webclient(modules, lang)
        if (lang or self.env.context.get("lang")) not in LANGUAGES:
            return translations, lang_params
        filled = {
            module: {
                **translations[module],
                "messages": fill_gaps(correct(translations[module]["messages"], corrections().get(module, {})), terms),
            }
            for module, terms in gap_terms().items()
            if module in translations
        }
        return {**translations, **filled}, lang_params
