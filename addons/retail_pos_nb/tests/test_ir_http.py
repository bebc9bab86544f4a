"""What a browser is sent: Odoo's Norwegian unchanged, ours where Odoo has none, under a hash of its own."""

from unittest.mock import patch

from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools.translate import code_translations

from ..models import ir_http
from ..tools.gap_terms import corrections, gap_terms


def _texts(messages):
    return {message["id"]: message["string"] for message in messages}


@tagged("post_install", "-at_install")
class TestTranslationsOfTheWebClient(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("nb_NO")
        cls.env["res.lang"]._activate_lang("da_DK")

    def _sent(self, module, lang):
        return self.env["ir.http"]._get_translations_for_webclient([module], lang)[0][module]["messages"]

    def test_odoo_wins_everywhere(self):
        for module, terms in gap_terms().items():
            theirs = _texts(code_translations.get_web_translations(module, "nb_NO")["messages"])
            sent = _texts(self._sent(module, "nb_NO"))
            with self.subTest(module=module):
                self.assertEqual(sent, {**terms, **theirs, **corrections().get(module, {})})

    def test_wrong_words_are_corrected_and_only_those(self):
        for module, words in corrections().items():
            theirs = _texts(code_translations.get_web_translations(module, "nb_NO")["messages"])
            with self.subTest(module=module):
                self.assertEqual([word for word in words if theirs.get(word, words[word]) == words[word]], [])

    def test_a_term_that_odoo_comes_to_translate_is_odoos(self):
        theirs = {"messages": ({"id": "Open Register", "string": "Deres ord"},)}
        with patch.dict(code_translations.web_translations, {("point_of_sale", "nb_NO"): theirs}):
            self.assertEqual(_texts(self._sent("point_of_sale", "nb_NO"))["Open Register"], "Deres ord")

    def test_the_language_of_the_user_counts_when_none_is_named(self):
        sent = self.env["ir.http"].with_context(lang="nb_NO")._get_translations_for_webclient(["point_of_sale"], None)[0]
        self.assertEqual(_texts(sent["point_of_sale"]["messages"])["Open Register"], "Åpne kassen")

    def test_other_languages_and_modules_are_left_alone(self):
        for module, lang in (("point_of_sale", "da_DK"), ("point_of_sale", "en_US"), ("uom", "nb_NO")):
            with self.subTest(module=module, lang=lang):
                self.assertEqual(self._sent(module, lang), code_translations.get_web_translations(module, lang)["messages"])

    def test_the_hash_follows_the_terms(self):
        def current():
            self.registry.clear_cache()
            return self.env["ir.http"]._get_web_translations_hash(["point_of_sale"], "nb_NO")

        ours = current()
        self.assertEqual(current(), ours)
        with patch.object(ir_http, "gap_terms", return_value={}):
            self.assertNotEqual(current(), ours)
        self.registry.clear_cache()


@tagged("post_install", "-at_install")
class TestTranslationsRoute(HttpCase):
    def test_the_browser_gets_our_terms_once(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        address = "/web/webclient/translations?lang=nb_NO&mods=point_of_sale,web"
        answer = self.url_open(address).json()
        till, web = (_texts(answer["modules"][module]["messages"]) for module in ("point_of_sale", "web"))
        self.assertEqual(till["Open Register"], "Åpne kassen")
        self.assertEqual(till["Cancel"], "Avbryt")
        self.assertEqual(web["Next month"], "Neste måned")
        again = self.url_open(f"{address}&hash={answer['hash']}").json()
        self.assertEqual(again["hash"], answer["hash"])
        self.assertNotIn("modules", again, "a browser that has them isn't sent them again")
