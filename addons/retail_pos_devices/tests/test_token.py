"""Tokens for tills: who gets them, what they say, and that no secret goes with them."""

import json

from odoo.exceptions import UserError
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged

from ..tools import token
from .common import DevicesCase, DevicesMixin, SimulatedBox


class TestTokenClaims(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.simulated = SimulatedBox()
        cls.box = cls._make_box(simulated=cls.simulated)
        cls._make_devices(cls.box, cls.till)
        cls.origin = cls.till.get_base_url()

    def claims(self, user=None):
        grant = self.till.with_user(user or self.cashier)._retail_box_tokens(self.origin)
        keys = {key["kid"]: key["public_key"] for key in self.env["retail.signing.key"]._retail_public_keys()}
        return token.read_token(grant["boxes"][0]["token"], keys), grant

    def test_no_token_without_an_open_session(self):
        with self.assertRaisesRegex(UserError, "no open session"):
            self.till.with_user(self.cashier)._retail_box_tokens(self.origin)

    def test_claims_name_box_till_page_user_and_devices(self):
        self.till.with_user(self.cashier).open_ui()
        claims, grant = self.claims()
        self.assertEqual(
            (claims["aud"], claims["sub"], claims["origin"], claims["role"], claims["user"], claims["sid"]),
            (self.simulated.uuid, self.till.retail_uuid, self.origin, "cashier", self.cashier.name, str(self.till.current_session_id.id)),
        )
        self.assertEqual(claims["iss"], self.env["ir.config_parameter"].sudo().get_param("database.uuid"))
        self.assertEqual(set(claims["devices"]), {self.scanner.uid, self.printer.uid, self.terminal.uid})
        self.assertEqual(claims["exp"] - claims["nbf"], grant["expires_in_s"])
        self.assertGreaterEqual(grant["expires_in_s"], 12 * 3600)
        self.assertEqual(claims["offline_exp"] - claims["nbf"], grant["offline_expires_in_s"])
        self.assertGreater(grant["offline_expires_in_s"], 7 * 24 * 3600, "a week without head office")
        self.assertTrue(grant["boxes"][0]["origin_allowed"])
        self.assertEqual(self.claims(self.chain_manager)[0]["role"], "manager")
        self.assertEqual(self.claims(self.manager)[0]["role"], "manager", "in the own store")

    def test_page_from_elsewhere_is_told(self):
        self.till.with_user(self.cashier).open_ui()
        grant = self.till.with_user(self.cashier)._retail_box_tokens("http://elsewhere.example")
        self.assertFalse(grant["boxes"][0]["origin_allowed"])

    def test_till_gets_no_devices_of_others(self):
        self.terminal.config_ids = False
        self.till.with_user(self.cashier).open_ui()
        claims, grant = self.claims()
        self.assertEqual(set(claims["devices"]), {self.scanner.uid, self.printer.uid})
        self.assertEqual({device["kind"] for device in grant["boxes"][0]["devices"]}, {"scanner", "printer"})

    def test_unpaired_box_gives_no_token(self):
        self.till.with_user(self.cashier).open_ui()
        self.box.action_unpair()
        self.assertEqual(self.till.with_user(self.cashier)._retail_box_tokens(self.origin)["boxes"], [])

    def test_new_key_is_used_at_once_and_the_old_one_stays_known(self):
        self.till.with_user(self.cashier).open_ui()
        before = self.claims()[1]["boxes"][0]["token"]
        self.env["retail.signing.key"]._retail_rotate()
        keys = {key["kid"]: key["public_key"] for key in self.env["retail.signing.key"]._retail_public_keys()}
        self.assertEqual(len(keys), 2)
        token.read_token(before, keys)
        self.claims()


@tagged("-at_install", "post_install")
class TestTokenOverHttp(DevicesMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_chain()
        box = cls._make_box()
        cls._make_devices(box, cls.till)
        new_test_user(cls.env, "lager", "base.group_user")

    def test_only_tills_users_get_tokens(self):
        self.till.with_user(self.cashier).open_ui()
        self.authenticate("kasserer", "kasserer")
        grant = self.make_jsonrpc_request("/retail_pos/box/token", {"config_id": self.till.id})
        self.assertEqual(len(grant["boxes"]), 1)
        self.authenticate("lager", "lager")
        with self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request("/retail_pos/box/token", {"config_id": self.till.id})

    def test_browser_never_sees_how_devices_are_reached(self):
        self.till.with_user(self.cashier).open_ui()
        self.authenticate("kasserer", "kasserer")
        session = self.till.current_session_id
        params = {"model": "pos.session", "method": "load_data", "args": [session.id, []], "kwargs": {}}
        loaded = json.dumps(self.make_jsonrpc_request("/web/dataset/call_kw", params))
        grant = json.dumps(self.make_jsonrpc_request("/retail_pos/box/token", {"config_id": self.till.id}))
        for secret in ("hemmelig-passord", "passphrase", "key_identifier", "192.168.1.60", "V400m"):
            self.assertNotIn(secret, loaded)
            self.assertNotIn(secret, grant)


class TestEmployees(DevicesCase):
    """Where employees take turns at a till (pos_hr), a token is made out to the one who works there."""

    def test_the_token_says_who_works_and_with_which_rights(self):
        if "advanced_employee_ids" not in self.till._fields:
            self.skipTest("needs pos_hr")
        kari, boss, stranger = self.env["hr.employee"].create([{"name": name} for name in ("Kari", "Sjefen", "En annen")])
        self.till.module_pos_hr = True
        self.till.write({"basic_employee_ids": [(6, 0, kari.ids)], "advanced_employee_ids": [(4, boss.id)]})
        till = self.till.with_user(self.cashier)
        self.assertEqual(till._retail_box_cashier(kari.id), ("Kari", "cashier"))
        self.assertEqual(till._retail_box_cashier(boss.id), ("Sjefen", "manager"))
        self.assertEqual(self.till.with_user(self.chain_manager)._retail_box_cashier(None)[1], "cashier", "nobody has logged in yet")
        for unknown in (stranger.id, 10**8):
            with self.assertRaises(UserError):
                till._retail_box_cashier(unknown)
