"""The terms: all Odoo's own, none empty, values and markup in their places; and what Odoo translates stays as it is."""

import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import JAVASCRIPT_TRANSLATION_COMMENT

from ..tools.gap_terms import DATA, SUFFIX, fill_gaps, gap_terms

#: Values, a lone per cent sign, tags of markup.
PLACES = re.compile(r"%\(\w+\)s|%s|%|</?[^>]+>")


@tagged("post_install", "-at_install")
class TestGapTerms(TransactionCase):
    def test_every_entry_is_used(self):
        for path in DATA.glob(f"*{SUFFIX}"):
            with self.subTest(file=path.name):
                entries = polib.pofile(str(path), check_for_duplicates=True)
                self.assertEqual([entry.msgid for entry in entries if not entry.translated() or not entry.msgstr.strip()], [])

    def test_every_term_is_one_of_odoo(self):
        for module, terms in gap_terms().items():
            template = polib.pofile(file_path(f"{module}/i18n/{module}.pot"))
            known = {entry.msgid for entry in template if JAVASCRIPT_TRANSLATION_COMMENT in entry.comment}
            with self.subTest(module=module):
                self.assertTrue(terms)
                self.assertEqual(sorted(set(terms) - known), [])

    def test_values_markup_and_outer_spaces_are_kept(self):
        for module, terms in gap_terms().items():
            for english, norwegian in terms.items():
                with self.subTest(module=module, term=english):
                    self.assertEqual(sorted(PLACES.findall(norwegian)), sorted(PLACES.findall(english)))
                    self.assertEqual(_outer_spaces(norwegian), _outer_spaces(english))

    def test_lists_keep_their_length(self):
        # The web client splits such a term at the bars and counts: "Bytes|Kb|Mb|…".
        for terms in gap_terms().values():
            for english, norwegian in terms.items():
                self.assertEqual(norwegian.count("|"), english.count("|"), english)

    def test_what_is_translated_already_wins(self):
        theirs = {"id": "Open Register", "string": "Deres ord"}
        messages = fill_gaps([theirs], {"Open Register": "Åpne kassen", "Close Register": "Steng kassen"})
        self.assertEqual(messages, [theirs, {"id": "Close Register", "string": "Steng kassen"}])


def _outer_spaces(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
