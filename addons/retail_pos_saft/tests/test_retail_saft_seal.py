"""Each sale is sealed once, in the order of sale, and what is changed afterwards is seen."""

from odoo.tests import tagged

from ..tools import seal
from .common import NorwegianCase


@tagged("post_install", "-at_install")
class TestSeal(NorwegianCase):
    def test_sales_are_chained(self):
        session = self.open()
        first = self.sell(session, (self.milk, 2, 0))
        second = self.sell(session, (self.wool, -1, 0))
        one, two = self.seals()
        self.assertEqual((one.order_id, two.order_id), (first, second))
        self.assertEqual((one.number, two.number), (1, 2))
        self.assertEqual(one.content.split(";")[2:], ["1", "46.00", "40.00"])
        self.assertEqual(two.content.split(";")[2:], ["2", "-899.00", "-719.20"])
        self.assertTrue(seal.is_genuine(one.key_id.public_key, "0", one.content, one.signature))
        self.assertTrue(seal.is_genuine(two.key_id.public_key, one.signature, two.content, two.signature))
        self.assertFalse(seal.is_genuine(two.key_id.public_key, "0", two.content, two.signature))

    def test_a_sale_that_comes_again_is_sealed_once(self):
        order = self.sell(self.open(), (self.milk, 2, 0))
        self.env["retail.saft.seal"]._seal(order)
        self.env["retail.saft.seal"]._seal_missing(self.config)
        self.assertEqual(len(self.seals()), 1)

    def test_date_and_time_are_the_stores(self):
        self.sell(self.open(), (self.milk, 1, 0), date_order="2026-07-31 22:30:05")
        self.assertEqual(self.seals().content[:19], "2026-08-01;00:30:05")

    def test_other_countries_and_tills_outside_the_tree_are_left_alone(self):
        self.company.account_fiscal_country_id = self.env.ref("base.se")
        session = self.open()
        self.sell(session, (self.milk, 1, 0))
        self.assertFalse(self.seals())
        self.company.account_fiscal_country_id = self.env.ref("base.no")
        self.config.retail_store_id = False
        self.sell(session, (self.milk, 1, 0))
        self.assertFalse(self.seals())

    def test_sales_of_the_time_before_are_sealed_when_a_file_is_made(self):
        self.company.account_fiscal_country_id = self.env.ref("base.se")
        order = self.sell(self.open(), (self.milk, 1, 0))
        self.company.account_fiscal_country_id = self.env.ref("base.no")
        self.assertFalse(self.export().faults)
        self.assertEqual(self.seals().order_id, order)

    def test_a_changed_sale_is_told(self):
        session = self.open()
        self.sell(session, (self.milk, 1, 0))
        order = self.sell(session, (self.milk, 2, 0))
        self.assertFalse(self.export().faults)
        self.env.cr.execute("UPDATE pos_order_line SET qty = 1 WHERE order_id = %s", [order.id])
        self.env.invalidate_all()
        self.assertIn(f"number 2 ({order.pos_reference}) was changed", self.export().faults)

    def test_a_forged_seal_is_told(self):
        session = self.open()
        for _one in range(3):
            self.sell(session, (self.milk, 1, 0))
        self.env.cr.execute("UPDATE retail_saft_seal SET signature = 'AAAA' WHERE id = %s", [self.seals()[1].id])
        self.env.invalidate_all()
        faults = self.export().faults.splitlines()
        self.assertEqual([("number 2" in fault, "number 3" in fault) for fault in faults], [(True, False), (False, True)])

    def test_a_sale_taken_out_is_told(self):
        session = self.open()
        orders = [self.sell(session, (self.milk, 1, 0)) for _one in range(3)]
        self.env.cr.execute("DELETE FROM retail_saft_seal WHERE order_id IN %s", [(orders[1].id, orders[2].id)])
        self.env.cr.execute("UPDATE pos_order SET state = 'cancel' WHERE id IN %s", [(orders[1].id, orders[2].id)])
        self.env.invalidate_all()
        self.assertIn("missing after number 1", self.export().faults)
        self.sell(session, (self.milk, 1, 0))
        self.assertIn("missing before number 4", self.export().faults)

    def test_a_file_of_later_days_begins_with_the_seal_before(self):
        session = self.open()
        self.sell(session, (self.milk, 1, 0), date_order="2026-06-30 10:00:00")
        self.sell(session, (self.milk, 1, 0), date_order="2026-07-01 10:00:00")
        export = self.export(date_from="2026-07-01", date_to="2026-07-31")
        self.assertEqual((export.sale_count, export.faults), (1, False))
