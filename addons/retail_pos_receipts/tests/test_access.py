"""Nobody writes journal, reports and receipts; managers read those of their stores."""

import uuid

from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tests.common import CASHIER, CHAIN, STORE, RetailCase


@tagged("post_install", "-at_install")
class TestAccess(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.chain_manager = cls.make_user("receipt_chain", CHAIN)
        cls.oslo_manager = cls.make_user("receipt_oslo", STORE, cls.oslo)
        cls.bergen_manager = cls.make_user("receipt_bergen", STORE, cls.bergen)
        cls.cashier = cls.make_user("receipt_cashier", CASHIER)
        cls.till_oslo_1.open_ui()
        cls.session = cls.till_oslo_1.current_session_id
        cls.event = cls._event()
        cls.report = cls.env["retail.till.report"]._take_x(cls.till_oslo_1)
        order = cls.env["pos.order"].create(
            {"session_id": cls.session.id, "lines": [], "amount_total": 0, "amount_tax": 0, "amount_paid": 0, "amount_return": 0}
        )
        cls.receipt = cls.env["retail.receipt"]._keep(order, {"version": 1, "columns": 42, "lang": "nb_NO", "rows": []})

    @classmethod
    def _event(cls):
        event = {"uuid": str(uuid.uuid4()), "kind": "drawer", "date": "2026-11-21 17:05:00"}
        cls.env["retail.till.event"]._take(cls.till_oslo_1, [event])
        return cls.env["retail.till.event"].search([("uuid", "=", event["uuid"])])

    def test_rights(self):
        for record in (self.event, self.report, self.receipt):
            self.assertTrue(record)
            self.assertRights(record, self.cashier, "")
            self.assertRights(record, self.oslo_manager, "read")
            self.assertRights(record, self.bergen_manager, "")
            self.assertRights(record, self.chain_manager, "read")

    def test_every_model_is_covered_here(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("retail.") and model._original_module == "retail_pos_receipts"
        }
        self.assertEqual(own, {"retail.till.event", "retail.till.report", "retail.receipt"})
