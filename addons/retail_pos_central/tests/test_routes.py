"""Every route of every addon of ours that is installed: whom it refuses, so that a new one can't be left open by mistake."""

import inspect
import json
import threading

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CASHIER, RetailCase

# Open to all: what proves the right is a signature in the address, a pairing code or a signed request.
OPEN = {
    "/retail_pos/blob/<sha>/<signature>",
    "/retail_pos/box/pair",
    "/retail_pos/box/sync",
    "/retail_pos/box/program/<string:name>",
}
# About a record instead of a till; their own addons test who gets it.
OF_A_RECORD = {"/retail_pos/till/document/<int:document_id>", "/retail_pos/receipt/<int:receipt_id>.pdf"}

# A page instead of data says it by its status.
STATUS = {200: "answered", 303: "SessionExpiredException", 403: "Forbidden", 404: "NotFound"}


@tagged("post_install", "-at_install")
class TestRoutes(RetailCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        # Odoo's own runner of tests says so of its thread, another one doesn't.
        threading.current_thread().dbname = cls.env.cr.dbname
        cls.rules = [rule for rule in cls.env["ir.http"].routing_map().iter_rules() if rule.rule.startswith("/retail_pos/")]

    def asked_by(self, login):
        """{route: why it refuses this user the till Oslo 1, "answered" where it does not} of all routes of a till."""
        self.authenticate(login, login)
        found = {}
        for rule in self.rules:
            if rule.rule in OPEN | OF_A_RECORD:
                continue
            with mute_logger("odoo.http"):
                if rule.endpoint.routing["type"] == "http":
                    path = rule.rule.replace("<int:config_id>", str(self.till_oslo_1.id))
                    found[rule.rule] = STATUS[self.url_open(path, allow_redirects=False).status_code]
                else:
                    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": {"config_id": self.till_oslo_1.id}})
                    answer = self.url_open(rule.rule, data=body, headers={"Content-Type": "application/json"}).json()
                    found[rule.rule] = answer["error"]["data"]["name"].rpartition(".")[2] if "error" in answer else "answered"
        return found

    def assert_refused(self, login, why):
        answers = self.asked_by(login)
        self.assertGreater(len(answers), 3)
        self.assertEqual({route: answer for route, answer in answers.items() if answer != why}, {}, login)

    def test_only_known_routes_are_open_to_all(self):
        self.assertLessEqual({rule.rule for rule in self.rules if rule.endpoint.routing["auth"] != "user"}, OPEN)

    def test_every_other_route_is_about_one_till(self):
        for rule in self.rules:
            if rule.rule not in OPEN | OF_A_RECORD:
                self.assertIn("config_id", inspect.signature(rule.endpoint).parameters, rule.rule)

    def test_nobody_asks_without_a_log_in(self):
        self.assert_refused(None, "SessionExpiredException")

    def test_the_office_has_no_business_at_a_till(self):
        new_test_user(self.env, "routes_office", groups="base.group_user")
        self.assert_refused("routes_office", "Forbidden")

    def test_a_cashier_with_own_stores_gets_nothing_of_others(self):
        self.make_user("routes_bergen", CASHIER, self.bergen)
        self.assert_refused("routes_bergen", "NotFound")

    def test_a_till_of_another_company_is_unknown(self):
        other = self.env["res.company"].create({"name": "Other"})
        new_test_user(self.env, "routes_other", groups=CASHIER, company_id=other.id, company_ids=other.ids)
        self.assert_refused("routes_other", "NotFound")
