"""Practice is kept apart: no order, no stock, no accounts; once each; counted in the Z report."""

import json
from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import mute_logger

from .common import TrainingCase


@tagged("post_install", "-at_install")
class TestTrainingOrder(TrainingCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.till_oslo_1.open_ui()
        cls.session = cls.till_oslo_1.current_session_id

    def test_kept_once_with_its_place(self):
        sent = self.sent()
        found = self.receive(self.till_oslo_1, sent, sent)
        self.assertEqual(len(found), 1)
        self.assertEqual((found.name, found.kind, found.amount_total), ("TREN26-1-000007", "sale", 22.9))
        self.assertEqual((found.store_id, found.session_id, found.config_id), (self.oslo, self.session, self.till_oslo_1))
        self.assertEqual(self.receive(self.till_oslo_1, sent), found)

    def test_what_can_t_be_read_does_not_come_again(self):
        broken = self.sent(total="much")
        taken = self.env["retail.training.order"]._receive(self.till_oslo_1, [broken, None, self.sent()])
        self.assertEqual(len(taken), 2)
        self.assertIn(broken["uuid"], taken)

    def test_numbers_go_on(self):
        model = self.env["retail.training.order"]
        self.assertEqual(model._last_number(self.till_oslo_1), 0)
        self.receive(self.till_oslo_1, self.sent(name="TREN26-1-000041"), self.sent(name="TREN26-1-000007"))
        self.assertEqual(model._last_number(self.till_oslo_1), 41)
        self.assertEqual(model._last_number(self.till_oslo_2), 0)

    def test_a_till_is_told_where_to_go_on(self):
        def told():
            self.env.invalidate_all()
            return self.session.load_data(["pos.config"])["pos.config"][0]["_retail_training_last"]

        self.assertEqual(told(), 0)
        self.receive(self.till_oslo_1, self.sent(name="TREN26-1-000041"))
        self.assertEqual(told(), 41)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_practice_as_an_order(self):
        values = {"session_id": self.session.id, "amount_total": 1, "amount_paid": 1, "amount_tax": 0, "amount_return": 0}
        with self.assertRaises(psycopg2.errors.CheckViolation), self.env.cr.savepoint():
            self.env["pos.order"].create({**values, "retail_training": True}).flush_recordset()

    def test_practice_that_comes_as_an_order_is_kept_as_practice(self):
        before = self.env["pos.order"].search_count([])
        sent = {
            "uuid": "3b1f-practice-1",
            "pos_reference": "TREN26-1-000009",
            "session_id": self.session.id,
            "retail_training": True,
            "amount_total": 22.9,
            "lines": [[0, 0, {"full_product_name": "Lettmelk 1 l", "qty": 1}]],
        }
        self.env["pos.order"].sync_from_ui([sent])
        self.assertEqual(self.env["pos.order"].search_count([]), before)
        kept = self.env["retail.training.order"].search([("uuid", "=", "3b1f-practice-1")])
        self.assertEqual((kept.amount_total, kept.goods), (22.9, "1 × Lettmelk 1 l"))

    def test_the_z_report_counts_it(self):
        self.receive(self.till_oslo_1, self.sent(), self.sent(total=-1000))
        counters = self.session._retail_counters(self.env["pos.order"])
        self.assertEqual(counters["training"], {"count": 2, "amount": 1290})

    def test_in_training_until(self):
        cashier = self.make_user("trainee", "point_of_sale.group_pos_user")
        self.assertFalse(cashier._retail_in_training())
        trainee = self.env["retail.trainee"].create({"user_id": cashier.id, "until": fields.Date.today()})
        self.assertTrue(cashier._retail_in_training())
        trainee.until = fields.Date.subtract(fields.Date.today(), days=1)
        self.assertFalse(cashier._retail_in_training())
        trainee.until = False
        self.assertTrue(cashier._retail_in_training())
        trainee.unlink()
        self.assertFalse(cashier._retail_in_training())


@tagged("post_install", "-at_install")
class TestTrainingRoute(TrainingCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.make_user("route_cashier", "point_of_sale.group_pos_user")
        cls.make_user("route_nobody", "base.group_user")

    def ask(self, login, **params):
        self.authenticate(login, login)
        return self.make_jsonrpc_request("/retail_pos/training/orders", params)

    def test_cashiers_only(self):
        sent = self.sent()
        self.assertEqual(self.ask("route_cashier", config_id=self.till_oslo_1.id, orders=[sent]), {"taken": [sent["uuid"]]})
        self.assertEqual(self.env["retail.training.order"].search([("uuid", "=", sent["uuid"])]).user_id.login, "route_cashier")
        self.assertEqual(self.ask("route_cashier", config_id=self.till_oslo_1.id, orders="all"), {"taken": []})
        with mute_logger("odoo.http"), self.assertRaises(Exception):  # noqa: B017
            self.ask("route_nobody", config_id=self.till_oslo_1.id, orders=[self.sent()])

    def test_the_page_is_told(self):
        self.till_oslo_1.retail_training = True
        self.authenticate("route_cashier", "route_cashier")
        info = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertFalse(info["retail_training"]["cashier"])
        self.assertIn(self.till_oslo_1.id, info["retail_training"]["tills"])

    def test_a_till_s_page_is_told_the_same(self):
        self.till_oslo_1.retail_training = True
        cashier = self.env["res.users"].search([("login", "=", "route_cashier")])
        self.authenticate("route_cashier", "route_cashier")
        today = fields.Date.today()
        for trainee in (None, {"until": today - timedelta(days=1)}, {"until": today}, {"until": False}):
            self.env["retail.trainee"].search([("user_id", "=", cashier.id)]).unlink()
            if trainee:
                self.env["retail.trainee"].create({"user_id": cashier.id, **trainee})
            self.env.flush_all()
            info = self.make_jsonrpc_request("/web/session/get_session_info", {})
            page = self.url_open(f"/pos/ui/{self.till_oslo_2.id}").text
            told = json.JSONDecoder().raw_decode(page[page.index("{", page.index("var odoo =")) :])[0]["__session_info__"]
            self.assertEqual(told["retail_training"], info["retail_training"], trainee)
