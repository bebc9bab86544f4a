"""Who may see and change what; what a till's endpoints give and refuse."""

import base64
import json
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged

from .common import AnswerCase


@tagged("post_install", "-at_install")
class TestAccess(AnswerCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpAnswers()
        cls.place(cls.oslo, 59.91, 10.75)
        cls.place(cls.moss, 59.43, 10.66)
        cls.put(cls.moss, cls.lamp, 5)
        cls.cashier = cls.make_user("answers_cashier", "point_of_sale.group_pos_user")
        cls.manager = cls.make_user("answers_manager", "retail_pos_central.group_retail_store_manager", cls.oslo)
        cls.chain_manager = cls.make_user("answers_chain", "retail_pos_central.group_retail_chain_manager")
        cls.nobody = new_test_user(cls.env, "answers_nobody", groups="base.group_user")
        cls.hours = cls.env["retail.store.opening"].create(
            [{"store_id": store.id, "day": "1", "hour_from": 8, "hour_to": 20} for store in (cls.oslo, cls.moss)]
        )

    def test_links(self):
        self.assertEqual(self.link.with_user(self.cashier).note, "3 pieces")
        for user in (self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.link.with_user(user).note = "mine"
        self.link.with_user(self.chain_manager).note = "2 pieces"
        with self.assertRaises(AccessError):
            self.link.with_user(self.nobody).read(["note"])
        for user in (self.cashier, self.manager):
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.env["retail.product.link"].with_user(user).has_access(operation), operation)

    def test_opening_hours_of_own_stores(self):
        opening = self.env["retail.store.opening"].with_user(self.manager)
        self.assertEqual(opening.search([("id", "in", self.hours.ids)]).store_id, self.oslo)
        opening.browse(self.hours[0].id).hour_to = 21
        with self.assertRaises(AccessError):
            opening.browse(self.hours[1].id).hour_to = 21
        self.hours[1].with_user(self.chain_manager).hour_to = 22
        with self.assertRaises(AccessError):
            self.hours.with_user(self.cashier).read(["hour_to"])

    def test_report_import_and_snapshot(self):
        self.env["retail.answer.gap"].with_user(self.manager).search([])
        for model in ("retail.answer.gap", "retail.answer.import", "retail.stock.snapshot"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.cashier).search([])
        with self.assertRaises(AccessError):
            self.env["retail.answer.import"].with_user(self.manager).create({"lang": "en_US"})

    def ask(self, route, **params):
        return self.make_jsonrpc_request(f"/retail_pos/till/{route}", {"config_id": self.till_oslo_1.id, **params})

    def test_a_cashier_gets_answers_and_stock(self):
        self.authenticate("answers_cashier", "answers_cashier")
        self.assertIn(self.lamp.id, [row["id"] for row in self.ask("answers")["rows"]])
        variant = self.lamp.product_variant_id.id
        now = self.ask("stock_now", product_ids=[variant, "x", None])
        names = [store["name"] for store in now["stores"]]
        self.assertEqual(names[0], "Oslo")
        self.assertEqual(now["goods"][str(variant)][names.index("Moss")], 5)
        self.assertEqual(self.ask("stock_now", product_ids="all")["goods"], {})
        kept = self.url_open(f"/retail_pos/till/stock/{self.till_oslo_1.id}")
        document = kept.json()
        self.assertEqual(document["goods"][str(variant % 64)][str(variant)][names.index("Moss")], "5")
        again = self.url_open(f"/retail_pos/till/stock/{self.till_oslo_1.id}", headers={"If-None-Match": kept.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        sha = kept.headers["ETag"].strip('"')
        for holds, same in ((sha, True), (None, False), ({"a": 1}, False)):
            asked = self.ask("ask", questions={"stock": {"holds": holds}})
            self.assertEqual(asked, {"stock": {"same": same}})
            self.assertEqual(self.ask("stock_kept", holds=holds), {"same": same})

    def test_nothing_is_made_for_a_till_that_asks_with_its_other_questions(self):
        self.authenticate("answers_cashier", "answers_cashier")
        snapshots = self.env["retail.stock.snapshot"]
        snapshots.search([]).unlink()
        self.assertEqual(self.ask("ask", questions={"stock": {}}), {"stock": {"same": False}})
        self.assertFalse(snapshots.search_count([]))
        old = snapshots._of(self.oslo)
        old.at -= timedelta(hours=1)
        held = {"stock": {"holds": old.sha256}}
        self.assertEqual(self.ask("ask", questions=held), {"stock": {"same": False}}, "too old to be the same")
        self.oslo.kind = "region"
        self.assertEqual(self.ask("ask", questions=held), {"stock": {"same": True}}, "nothing to fetch")

    def test_documents_of_the_till_alone(self):
        document = self.env["product.document"].create(
            {"name": "Manual.txt", "datas": base64.b64encode(b"Read me"), "res_model": "product.template", "res_id": self.lamp.id}
        )
        self.authenticate("answers_cashier", "answers_cashier")
        url = f"/retail_pos/till/document/{document.id}"
        self.assertEqual(self.url_open(url).status_code, 404)
        document.retail_at_till = True
        self.assertEqual(self.url_open(url).text, "Read me")
        self.authenticate("answers_nobody", "answers_nobody")
        self.assertEqual(self.url_open(url).status_code, 404)

    def test_others_are_refused(self):
        self.authenticate("answers_nobody", "answers_nobody")
        for route, params in (
            ("answers", {}),
            ("stock_now", {"product_ids": []}),
            ("stock_kept", {}),
            ("ask", {"questions": {"stock": {}}}),
        ):
            with self.assertRaises(JsonRpcException):
                self.ask(route, **params)
        self.assertEqual(self.url_open(f"/retail_pos/till/stock/{self.till_oslo_1.id}").status_code, 403)
        self.authenticate(None, None)
        answer = self.url_open(
            "/retail_pos/till/answers", data=json.dumps({"params": {"config_id": 1}}), headers={"Content-Type": "application/json"}
        )
        self.assertNotIn("result", answer.json())
