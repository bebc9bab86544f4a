"""Who may see walks and deviations; nobody writes them by hand."""

from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_labels.tests.common import LabelCase

ALL = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install")
class TestAccess(LabelCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLabels()
        cls.oslo_manager = cls.make_user("integrity_oslo", "retail_pos_central.group_retail_store_manager", cls.oslo)
        cls.bergen_manager = cls.make_user("integrity_bergen", "retail_pos_central.group_retail_store_manager", cls.bergen)
        cls.chain_manager = cls.make_user("integrity_chain", "retail_pos_central.group_retail_chain_manager")
        cls.cashier = cls.make_user("integrity_cashier", "point_of_sale.group_pos_user")

    def rights(self, record, user):
        return {one for one in ALL if record.with_user(user).has_access(one)}

    def test_walks(self):
        walks = self.env["retail.price.walk"].with_user(self.oslo_manager)
        walk = walks.browse(walks.start(self.oslo.id)["id"])
        walk.note({"outcome": "ok", "product_id": self.coffee.id, "till_price": 5000})
        line = self.env["retail.price.walk.line"].search([("walk_id", "=", walk.id)])
        self.assertEqual(len(line), 1)
        for record in (walk, line):
            self.assertEqual(self.rights(record, self.oslo_manager), {"read"})
            self.assertEqual(self.rights(record, self.chain_manager), {"read"})
            self.assertEqual(self.rights(record, self.bergen_manager), set())
            self.assertEqual(self.rights(record, self.cashier), set())

    def test_deviations(self):
        self.till_oslo_1.open_ui()
        order = self.env["pos.order"].create(
            {
                "session_id": self.till_oslo_1.current_session_id.id,
                "amount_tax": 0,
                "amount_total": 0,
                "amount_paid": 0,
                "amount_return": 0,
            }
        )
        check = (
            self.env["retail.order.check"]
            .sudo()
            .create({"order_id": order.id, "company_id": self.env.company.id, "store_id": self.oslo.id, "state": "differs"})
        )
        deviation = self.env["retail.price.deviation"].sudo().create({"check_id": check.id, "cause": "unknown"})
        self.assertEqual(self.rights(deviation, self.oslo_manager), {"read"})
        self.assertEqual(self.rights(deviation, self.chain_manager), {"read"})
        self.assertEqual(self.rights(deviation, self.bergen_manager), set())
        self.assertEqual(self.rights(deviation, self.cashier), set())

    def test_what_a_till_held(self):
        row = self.env["retail.till.held"].create({"config_id": self.till_oslo_1.id, "kind": "records", "at": "2026-11-20 10:00:00"})
        self.assertEqual(self.rights(row, self.oslo_manager), {"read"})
        self.assertEqual(self.rights(row, self.chain_manager), {"read"})
        self.assertEqual(self.rights(row, self.bergen_manager), set())
        self.assertEqual(self.rights(row, self.cashier), set())
