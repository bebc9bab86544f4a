"""Answers that a till sends become rows to search; what can't be read loses no sale."""

import uuid

from odoo import fields
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.common import CommonPosTest

from .common import PromptCase


@tagged("post_install", "-at_install")
class TestPosOrder(PromptCase, CommonPosTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        cls.setUpChain()
        cls.config = cls.pos_config_usd
        cls.config.retail_store_id = cls.oslo
        cls.config.open_ui()
        cls.config.current_session_id.state = "opened"
        cls.product = cls.env["product.product"].create({"name": "Phone", "lst_price": 100, "type": "consu", "taxes_id": False})
        cls.prompt = cls.make_prompt("Serial number", cls.oslo, kind="serial")
        cls.cashier = cls.make_user("prompt_order_cashier", "point_of_sale.group_pos_user")

    def entry(self, value, **values):
        at = "2026-11-21T16:00:00.000Z"
        return {"prompt": self.prompt.retail_uuid, "kind": "serial", "name": "Serial number", "value": value, "at": at, **values}

    def sync(self, line_answers, order_answers, state="paid"):
        line = {
            "uuid": str(uuid.uuid4()),
            "qty": 1,
            "price_unit": 100,
            "product_id": self.product.id,
            "price_subtotal": 100,
            "price_subtotal_incl": 100,
            "tax_ids": [],
            "pack_lot_ids": [],
            "retail_answers": line_answers,
        }
        payment = {"amount": 100, "name": fields.Datetime.now(), "payment_method_id": self.config.payment_method_ids[0].id}
        data = {
            "uuid": str(uuid.uuid4()),
            "access_token": "",
            "name": "Order",
            "state": state,
            "session_id": self.config.current_session_id.id,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "user_id": self.cashier.id,
            "partner_id": False,
            "amount_total": 100,
            "amount_paid": 100,
            "amount_tax": 0,
            "amount_return": 0,
            "fiscal_position_id": False,
            "lines": [(0, 0, line)],
            "sequence_number": 1,
            "last_order_preparation_change": "{}",
            "payment_ids": [(0, 0, payment)] if state == "paid" else [],
            "retail_answers": order_answers,
        }
        self.env["pos.order"].with_user(self.cashier).sync_from_ui([data])
        order = self.env["pos.order"].search([("uuid", "=", data["uuid"])])
        return order, self.env["retail.prompt.answer"].search([("order_id", "=", order.id)], order="id")

    def test_answers_of_order_and_line(self):
        order, found = self.sync([self.entry("SN-1"), self.entry("SN-2")], [self.entry("Blue", prompt="unknown", name="Colour")])
        self.assertEqual(found.mapped("value"), ["Blue", "SN-1", "SN-2"])
        self.assertEqual(found.mapped("name"), ["Colour", "Serial number", "Serial number"])
        self.assertEqual(found[1:].prompt_id, self.prompt)
        self.assertEqual(found[1:].product_id, self.product)
        self.assertEqual((found[0].line_id.id, found[1:].line_id, found.store_id), (False, order.lines, self.oslo))
        self.assertEqual(fields.Datetime.to_string(found[1].date), "2026-11-21 16:00:00")
        order.sudo()._retail_record_answers()
        again = self.env["retail.prompt.answer"].search([("order_id", "=", order.id)])
        self.assertEqual(len(again), 3, "recorded again, not twice")

    def test_a_sale_that_is_not_paid_has_none_yet(self):
        order, found = self.sync([self.entry("SN-1")], [], state="draft")
        self.assertEqual((order.state, len(found)), ("draft", 0))
        self.assertEqual(order.lines.retail_answers[0]["value"], "SN-1")

    def test_what_cannot_be_read_is_kept_to_look_at(self):
        order, found = self.sync([{"value": 7}], None)
        self.assertEqual(order.state, "paid")
        self.assertIn("can't be read", found.name)
        self.assertEqual(found.value, '[{"value": 7}]')
