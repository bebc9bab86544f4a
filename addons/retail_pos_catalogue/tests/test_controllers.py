"""The door for tills: who may ask for a catalogue, and that its parts need no session."""

import hashlib
import json

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CatalogueCase


@tagged("post_install", "-at_install")
class TestControllers(CatalogueCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpGoods()
        cls.make_user("catalogue_http", "point_of_sale.group_pos_user")

    def ask(self, **params):
        response = self.url_open(
            "/retail_pos/till/catalogue",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json()

    def test_index_and_parts(self):
        self.authenticate("catalogue_http", "catalogue_http")
        index = self.ask(config_id=self.till_oslo_1.id)["result"]
        self.assertEqual(self.ask(config_id=self.till_oslo_1.id, version=index["version"])["result"], {"same": True})
        number, sha, url = index["layers"][0]["chunks"][-1]
        self.assertIsInstance(number, int)
        self.authenticate(None, None)
        part = self.url_open(url)
        self.assertEqual(hashlib.sha256(part.content).hexdigest(), sha)
        self.assertIn("immutable", part.headers["Cache-Control"])
        self.assertEqual(self.url_open(url[:-1] + ("0" if url[-1] != "0" else "1")).status_code, 404)

    @mute_logger("odoo.http")
    def test_only_for_tills_of_the_company(self):
        new_test_user(self.env, "catalogue_office", groups="base.group_user")
        self.authenticate("catalogue_office", "catalogue_office")
        self.assertIn("error", self.ask(config_id=self.till_oslo_1.id))
        other = self.env["res.company"].create({"name": "Another chain"})
        self.env.user.company_ids = [Command.link(other.id)]
        new_test_user(
            self.env,
            "catalogue_other",
            groups="base.group_user,point_of_sale.group_pos_user",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        self.authenticate("catalogue_other", "catalogue_other")
        self.assertIn("error", self.ask(config_id=self.till_oslo_1.id))
        self.authenticate("catalogue_http", "catalogue_http")
        for bad in ("x", None, -1, 2**40, [1]):
            self.assertIn("error", self.ask(config_id=bad), bad)
        self.assertIn("result", self.ask(config_id=self.till_oslo_1.id, version=["no text"]))
