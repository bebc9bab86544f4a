"""Norwegian is complete: every term that Odoo would export has a translation with the same places for values."""

import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import TranslationModuleReader

PLACES = re.compile(r"%\(\w+\)s|%s|%%")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def test_norwegian_is_complete(self):
        translated = {entry.msgid: entry.msgstr for entry in polib.pofile(file_path("retail_pos_catalogue/i18n/nb_NO.po"))}
        reader = TranslationModuleReader(self.env.cr, modules=["retail_pos_catalogue"])
        terms = {row[4].strip() for row in reader if row[4] and row[4].strip()}
        self.assertGreater(len(terms), 10)
        known = {msgid.strip() for msgid, text in translated.items() if text}
        self.assertEqual(sorted(terms - known), [])

    def test_values_stand_in_the_translation_as_well(self):
        for entry in polib.pofile(file_path("retail_pos_catalogue/i18n/nb_NO.po")):
            self.assertEqual(sorted(PLACES.findall(entry.msgid)), sorted(PLACES.findall(entry.msgstr)), entry.msgid)
