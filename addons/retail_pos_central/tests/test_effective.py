from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestEffective(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def rows(self, record):
        rows = self.env["retail.effective"]._rows(record)
        return [(row["content"], row["from"], bool(row["pending"])) for row in rows]

    def test_what_from_where_and_what_is_coming(self):
        old = self.make_layout("Old", self.chain)
        self.release(old)
        new = self.make_layout("New", self.oslo)
        self.release(new, effective_at=fields.Datetime.now() + timedelta(days=1))
        self.assertEqual(self.rows(self.till_oslo_1), [("Old", "Chain", False), ("New", self.oslo.complete_name, True)])
        self.assertEqual(self.rows(self.oslo), [("Old", "Chain", False), ("New", "here", True)])
        self.assertEqual(self.rows(self.till_bergen), [("Old", "Chain", False)])
        self.assertIn(f"/odoo/retail.till.layout/{new.id}", self.oslo.effective_html)

    def test_a_draft_release_is_pending(self):
        layout = self.make_layout("Draft", self.chain)
        release = self.env["retail.release"].create({})
        release.action_propose()
        release.action_check()
        self.assertEqual(self.rows(self.till_moss), [("Draft", "Chain", True)])
        self.assertIn(layout.name, self.env["retail.till.state"]._of(self.till_moss).effective_html)

    def test_nothing_released(self):
        self.assertEqual(self.rows(self.till_moss), [])
        self.assertIn("Nothing", self.moss.effective_html)

    def test_what_a_pending_release_ends(self):
        campaign, layout = self.make_campaign("Soda", self.chain), self.make_layout("Old", self.chain)
        self.release()
        campaign.assignment_ids.unlink()
        release = self.env["retail.release"].create({"name": "No more soda"})
        release.action_propose()
        release.action_check()
        self.assertEqual(self.rows(self.till_moss), [("Soda", "Chain", False), ("Soda", "Chain", True), ("Old", "Chain", False)])
        self.assertIn("No more soda (ends, at once)", self.moss.effective_html)
        self.assertEqual(layout.release_state, "released")

    def test_what_a_later_wave_will_bring(self):
        self.make_layout("New", self.chain)
        waves = [{"name": "Pilot", "store_ids": [Command.set(self.oslo.ids)]}, {"name": "All", "scope": "all", "sequence": 20}]
        release = self.release(wave_ids=[Command.create(wave) for wave in waves])
        manager = self.make_user("retail_effective", "retail_pos_central.group_retail_store_manager", self.moss)
        self.assertEqual(self.rows(self.till_oslo_1), [("New", "Chain", False)])
        self.assertEqual(self.rows(self.till_moss.with_user(manager)), [("New", "Chain", True)])
        release.wave_ids[1].action_start()
        self.assertEqual(self.rows(self.till_moss), [("New", "Chain", False)])

    def test_prices(self):
        self.chain.action_own_pricelist()
        goods = self.env["product.product"].create({"name": "Milk", "default_code": "EFF-1", "list_price": 20, "available_in_pos": True})
        soon = fields.Datetime.now() + timedelta(days=1)
        batch = self.env["retail.price.batch"].create({"name": "Week 48", "store_id": self.chain.id, "date_from": soon})
        batch.line_ids = [Command.create({"product_id": goods.id, "new_price": 21})]
        batch.action_release()
        self.assertEqual(self.rows(self.moss), [("Chain", "Chain", False), ("Week 48", "Chain", True)])
        self.assertEqual(self.rows(self.till_moss), self.rows(self.moss))
        self.moss.action_own_pricelist()
        self.assertEqual(self.rows(self.moss), [(self.moss.complete_name, "here", False)])
