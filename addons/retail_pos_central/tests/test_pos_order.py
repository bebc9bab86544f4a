import uuid

from odoo import fields
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.common import CommonPosTest

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestPosOrder(RetailCase, CommonPosTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        cls.setUpChain()
        cls.config = cls.pos_config_usd
        cls.config.retail_store_id = cls.oslo
        cls.config.open_ui()
        cls.session = cls.config.current_session_id
        cls.session.state = "opened"
        cls.product = cls.env["product.product"].create({"name": "Crisps", "lst_price": 39.9, "type": "consu", "taxes_id": False})
        cls.campaign = cls.make_campaign("3 for 100", cls.oslo, kind="multibuy", size=3, price=100)
        cls.release(cls.campaign)
        cls.cashier = cls.make_user("retail_order_cashier", "point_of_sale.group_pos_user")

    def line(self, qty=3, net=100.0, savings="campaign", price=39.9, **values):
        if savings == "campaign":
            savings = [{"offer": self.campaign.retail_uuid, "name": "3 for 100", "amount": 1970}]
        return (
            0,
            0,
            {
                "uuid": str(uuid.uuid4()),
                "qty": qty,
                "price_unit": price,
                "discount": 100 * (1 - net / (price * qty)),
                "product_id": self.product.id,
                "price_subtotal": net,
                "price_subtotal_incl": net,
                "tax_ids": [],
                "pack_lot_ids": [],
                "retail_savings": savings,
                **values,
            },
        )

    def sync(self, *lines, state="paid", user=None, **values):
        total = sum(line[2]["price_subtotal_incl"] for line in lines)
        data = {
            "uuid": str(uuid.uuid4()),
            "access_token": "",
            "name": "Order",
            "state": state,
            "session_id": self.session.id,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "user_id": self.env.uid,
            "partner_id": False,
            "amount_total": total,
            "amount_paid": total,
            "amount_tax": 0,
            "amount_return": 0,
            "fiscal_position_id": False,
            "lines": list(lines),
            "sequence_number": 1,
            "last_order_preparation_change": "{}",
            "payment_ids": [
                (0, 0, {"amount": total, "name": fields.Datetime.now(), "payment_method_id": self.config.payment_method_ids[0].id})
            ]
            if state == "paid"
            else [],
            **values,
        }
        result = self.env["pos.order"].with_user(user or self.env.user).sync_from_ui([data])
        return self.env["pos.order"].browse([row["id"] for row in result["pos.order"] if row["uuid"] == data["uuid"]])

    def test_savings_become_rows(self):
        order = self.sync(self.line(), user=self.cashier)
        self.assertFalse(order.retail_price_flag, order.retail_price_flag_reason)
        row = order.retail_saving_ids
        self.assertEqual((row.campaign_id, row.amount, row.store_id), (self.campaign, 19.7, self.oslo))
        self.assertEqual(order.retail_saved, 19.7)
        self.assertEqual(order.amount_total, 100)

    def test_sums_that_do_not_match_flag_the_order_and_lose_nothing(self):
        order = self.sync(self.line(net=50.0), user=self.cashier)
        self.assertEqual(order.state, "paid")
        self.assertTrue(order.retail_price_flag)
        self.assertIn("100", order.retail_price_flag_reason)
        self.assertEqual(order.lines.price_subtotal_incl, 50)

    def test_whatever_a_till_sends_the_sale_is_kept(self):
        for savings in ("free", {"a": 1}, [[]], [{"offer": 5}], [{"offer": "x", "amount": 1e300}], 7):
            order = self.sync(self.line(savings=savings, net=119.7), user=self.cashier)
            self.assertEqual((order.state, order.retail_price_flag), ("paid", True), savings)

    def test_a_campaign_nobody_released(self):
        draft = self.make_campaign("Draft", self.oslo)
        for offer in ("invented", draft.retail_uuid):
            order = self.sync(self.line(savings=[{"offer": offer, "name": "Gift", "amount": 1970}]))
            self.assertTrue(order.retail_price_flag)
            self.assertFalse(order.retail_saving_ids.campaign_id)
            self.assertIn("Gift", order.retail_price_flag_reason)

    def test_plain_odoo_orders_are_left_alone(self):
        order = self.sync(self.line(savings=False, net=60.0))
        self.assertFalse(order.retail_price_flag)
        self.assertFalse(order.retail_saving_ids)

    def test_drafts_have_no_savings_yet(self):
        self.assertFalse(self.sync(self.line(), state="draft").retail_saving_ids)

    def test_the_tills_copy_of_the_flag_does_not_count(self):
        """All fields of an order are loaded to the till and come back with it."""
        order = self.sync(
            self.line(net=50.0, retail_saving_ids=[(0, 0, {"amount": 5})]),
            user=self.cashier,
            retail_price_flag=False,
            retail_price_flag_reason="All is well",
            retail_saving_ids=[],
        )
        self.assertTrue(order.retail_price_flag)
        self.assertEqual(order.retail_saving_ids.mapped("amount"), [19.7])
        order.with_user(self.cashier).write({"retail_price_flag": False})
        self.assertTrue(order.retail_price_flag)

    def test_a_cashier_can_load_orders(self):
        order = self.sync(self.line(), user=self.cashier)
        order = order.with_user(self.cashier)
        row = order._load_pos_data_read(order, self.config)[0]
        self.assertNotIn("retail_saving_ids", row)
        line = order.lines._load_pos_data_read(order.lines, self.config)[0]
        self.assertEqual(line["retail_savings"][0]["amount"], 1970)

    def test_returns_one_by_one_take_back_the_whole_saving(self):
        sold = self.sync(self.line())
        for paid in (33.33, 33.34, 33.33):
            self.sync(self.line(qty=-1, net=-paid, savings=False, refunded_orderline_id=sold.lines.id))
        rows = self.env["retail.order.saving"].search([("product_id", "=", self.product.id)])
        self.assertEqual(len(rows), 4)
        self.assertAlmostEqual(sum(rows.mapped("amount")), 0)
        self.assertEqual(rows.campaign_id, self.campaign)
