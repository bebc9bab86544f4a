from datetime import timedelta

from odoo import fields
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
