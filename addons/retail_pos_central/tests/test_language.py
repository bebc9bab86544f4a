"""The cashier's language, chosen on the till."""

import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestLanguage(RetailCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.env["res.lang"]._activate_lang("nb_NO")
        cls.cashier = cls.make_user("retail_lang_cashier", "point_of_sale.group_pos_user")
        cls.cashier.lang = "en_US"

    def post(self, path, **params):
        response = self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json()

    def speak(self, lang):
        return self.post("/retail_pos/till/language", config_id=self.till_moss.id, lang=lang).get("result", {}).get("ok")

    def spoken(self):
        return self.post("/web/session/get_session_info")["result"]["user_context"]["lang"]

    def test_a_cashiers_own_log_in_keeps_it(self):
        self.authenticate("retail_lang_cashier", "retail_lang_cashier")
        self.assertTrue(self.speak("nb_NO"))
        self.assertEqual(self.cashier.lang, "nb_NO")
        self.assertEqual(self.spoken(), "nb_NO")

    def test_what_is_not_installed_or_no_language_changes_nothing(self):
        self.authenticate("retail_lang_cashier", "retail_lang_cashier")
        for lang in ("xx_XX", "", None, ["nb_NO"], 7):
            self.assertFalse(self.speak(lang))
        self.assertEqual((self.cashier.lang, self.spoken()), ("en_US", "en_US"))

    def test_a_shared_log_in_is_left_as_it_is(self):
        # Written past the ORM, which would install pos_hr.
        self.env.cr.execute("UPDATE pos_config SET module_pos_hr = true WHERE id = %s", (self.till_moss.id,))
        self.till_moss.invalidate_recordset()
        self.authenticate("retail_lang_cashier", "retail_lang_cashier")
        self.assertTrue(self.speak("nb_NO"))
        self.assertEqual((self.cashier.lang, self.spoken()), ("en_US", "nb_NO"))
        self.assertTrue(self.speak("en_US"))
        self.assertEqual(self.spoken(), "en_US")

    @mute_logger("odoo.http")
    def test_only_for_cashiers(self):
        self.make_user("retail_lang_nobody", "base.group_user")
        self.authenticate("retail_lang_nobody", "retail_lang_nobody")
        self.assertIn("error", self.post("/retail_pos/till/language", config_id=self.till_moss.id, lang="nb_NO"))

    def test_the_till_knows_what_there_is_to_choose(self):
        told = self.till_moss._retail_load()
        self.assertLessEqual({"en_US", "nb_NO"}, set(dict(told["languages"])))
        self.assertEqual(told["cashier_languages"], {})
