"""A sale on a till of the chain in a real browser: what was released is on screen, savings reach the order."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestTillTours(RetailCase, TestPointOfSaleHttpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        chain = cls.env["retail.store"].create({"name": "Chain", "kind": "chain", "tz": "Europe/Oslo"})
        cls.oslo = cls.env["retail.store"].create({"name": "Oslo", "kind": "store", "parent_id": chain.id, "code": "OSL-01"})
        cls.main_pos_config.write({"retail_store_id": cls.oslo.id, "use_pricelist": False})
        cls.milk = cls.env["product.product"].create(
            {
                "name": "Milk",
                "list_price": 30.0,
                "available_in_pos": True,
                "taxes_id": [Command.clear()],
            }
        )
        everywhere = {"assignment_ids": [Command.create({"store_id": chain.id})]}
        cls.env["retail.till.layout"].create({"name": "Layout", "document": cls._layout(), **everywhere})
        cls.env["retail.receipt.template"].create({"name": "Receipt", "document": cls._receipt(), **everywhere})
        cls.env["retail.campaign"].create(
            [
                {
                    "name": "Three for two",
                    "kind": "cheapest_free",
                    "size": 3,
                    "free": 1,
                    "product_ids": [Command.set(cls.milk.ids)],
                    **everywhere,
                },
                {
                    "name": "Five off",
                    "kind": "threshold",
                    "reward": "amount",
                    "amount": 5.0,
                    "minimum": 50.0,
                    "all_goods": True,
                    "coupon": "FIVE",
                    **everywhere,
                },
            ]
        )
        cls.release()

    @classmethod
    def _layout(cls):
        def button(name, x, label, action):
            return {
                "id": name,
                "x": x,
                "y": 0,
                "w": 1,
                "h": 1,
                "label": {"en_US": label},
                "color": "#2f6f4f",
                "icon": None,
                "picture": "none",
                "action": action,
            }

        return {
            "version": 1,
            "grid": {"columns": 3, "rows": 2},
            "pages": [
                {
                    "id": "p1",
                    "name": {"en_US": "Quick"},
                    "buttons": [
                        button("b1", 0, "Milk", {"type": "product", "product_id": cls.milk.id, "qty": "1"}),
                        button("b2", 1, "More", {"type": "page", "page": "p2"}),
                    ],
                },
                {
                    "id": "p2",
                    "name": {"en_US": "More"},
                    "buttons": [
                        button("b3", 0, "Coupon", {"type": "action", "name": "coupon"}),
                    ],
                },
            ],
        }

    @staticmethod
    def _receipt():
        return {
            "version": 1,
            "paper": {"columns": 42},
            "blocks": [
                {"type": "text", "text": {"en_US": "Welcome to {store.name}"}, "align": "center"},
                {"type": "header"},
                {"type": "lines"},
                {"type": "totals"},
                {"type": "vat"},
                {"type": "payments"},
                {"type": "cut"},
            ],
        }

    def test_sale(self):
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("retail_till_sale", login="pos_user")
        order = self.main_pos_config.current_session_id.order_ids
        self.assertEqual(len(order), 1)
        self.assertEqual(order.state, "paid")
        self.assertAlmostEqual(order.amount_total, 55.0)
        self.assertFalse(order.retail_price_flag, order.retail_price_flag_reason)
        self.assertEqual(order.lines.price_unit, 30.0)
        self.assertEqual(
            sorted(order.sudo().retail_saving_ids.mapped(lambda row: (row.name, row.amount))),
            [("Five off", 5.0), ("Three for two", 30.0)],
        )
        till = self.env["retail.till.state"].search([("config_id", "=", self.main_pos_config.id)])
        self.assertEqual(till.state, "applied", till.error)
        self.assertEqual(till.applied_serial, till.wanted_serial)
