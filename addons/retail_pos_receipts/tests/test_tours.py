"""A day on a till in a real browser: sale, gift receipt, exchange by the receipt's barcode, X and Z report."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon
from odoo.addons.retail_pos_central.tests.common import RetailCase


@tagged("post_install", "-at_install")
class TestTillTours(RetailCase, TestPointOfSaleHttpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        chain = cls.env["retail.store"].create({"name": "Chain", "kind": "chain", "tz": "Europe/Oslo"})
        store = cls.env["retail.store"].create({"name": "Oslo", "kind": "store", "parent_id": chain.id, "code": "OSL-01"})
        cls.main_pos_config.write({"retail_store_id": store.id, "use_pricelist": False})
        everywhere = {"assignment_ids": [Command.create({"store_id": chain.id})]}
        goods = [("Milk", 30.0), ("Wool", 100.0)]
        cls.goods = cls.env["product.product"].create(
            [{"name": name, "list_price": price, "available_in_pos": True, "taxes_id": [Command.clear()]} for name, price in goods]
        )
        actions = [{"type": "product", "product_id": product.id, "qty": "1"} for product in cls.goods]
        buttons = [*zip(cls.goods.mapped("name"), actions, strict=True), ("X report", {"type": "action", "name": "x_report"})]
        layout = {
            "version": 1,
            "grid": {"columns": 3, "rows": 2},
            "pages": [{"id": "p1", "name": {"en_US": "Quick"}, "buttons": [cls._button(x, *button) for x, button in enumerate(buttons)]}],
        }
        cls.env["retail.till.layout"].create({"name": "Layout", "document": layout, **everywhere})
        cls.env["retail.receipt.template"].create({"name": "Receipt", **everywhere})
        cls.env["retail.till.settings"].create({"name": "Settings", "receipt_choice": "none", **everywhere})
        cls.release()

    @staticmethod
    def _button(x, label, action):
        look = {"y": 0, "w": 1, "h": 1, "color": "#2f6f4f", "icon": None, "picture": "none"}
        return {"id": f"b{x}", "x": x, "label": {"en_US": label}, "action": action, **look}

    def test_day(self):
        config = self.main_pos_config
        config.with_user(self.pos_user).open_ui()
        session = config.current_session_id
        self.start_pos_tour("retail_receipts_day", login="pos_user")
        sale, exchange = session.order_ids.sorted("id")
        self.assertEqual((sale.amount_total, exchange.amount_total), (60, 70))
        self.assertFalse(exchange.is_refund)
        self.assertEqual(exchange.lines.filtered(lambda line: line.qty < 0).refunded_orderline_id, sale.lines[0])
        receipts = self.env["retail.receipt"].search([("order_id", "in", session.order_ids.ids)])
        self.assertEqual(len(receipts), 2)
        self.assertIn("Exchange receipt", str(receipts.filtered(lambda one: one.order_id == exchange).document))
        kinds = self.env["retail.till.event"].search([("session_id", "=", session.id)]).mapped("kind")
        self.assertEqual([kinds.count(kind) for kind in ("no_paper", "x_report")], [1, 1], kinds)
        self.assertEqual(session.state, "closed")
        z = self.env["retail.till.report"]._z_of(config, session.id)
        self.assertEqual((z.number, z.figures["sales"]["amount"], z.figures["returns"]["amount"]), (1, 16000, -3000))
        self.assertEqual(z.figures["cash"]["counted"], z.figures["cash"]["expected"])
