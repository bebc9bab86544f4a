"""Who sees what of the reports: a cashier nothing, a store manager the own stores, nobody changes anything."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SellingCase

MODELS = ("retail.campaign.report", "retail.campaign.effect", "retail.order.check")


@tagged("post_install", "-at_install")
class TestAccess(SellingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        store = "retail_pos_central.group_retail_store_manager"
        cls.here = cls.make_user("retail_report_here", store, cls.oslo)
        cls.there = cls.make_user("retail_report_there", store, cls.bergen)
        cls.chief = cls.make_user("retail_report_chief", "retail_pos_central.group_retail_chain_manager")

    def test_by_role_and_store(self):
        campaign = self.make_campaign("10 %", self.oslo)
        self.release(campaign)
        # The effect is told of days that are over.
        yesterday = fields.Datetime.now() - timedelta(days=1)
        order = self.sell(self.line(self.crisps, 1, 36.0, savings=[(campaign, 400)]), at=yesterday)
        self.env.flush_all()
        self.env["retail.order.check"]._check(order)
        self.env["retail.campaign.effect"]._refresh(campaign)
        for model in MODELS:
            rows = self.env[model].search([("store_id", "=", self.oslo.id)])
            self.assertTrue(rows, model)
            self.assertFalse(self.env[model].with_user(self.cashier).has_access("read"), model)
            self.assertTrue(self.env[model].with_user(self.here).search([("id", "in", rows.ids)]), model)
            self.assertTrue(self.env[model].with_user(self.chief).search([("id", "in", rows.ids)]), model)
            self.assertFalse(self.env[model].with_user(self.there).search([("id", "in", rows.ids)]), model)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.env[model].with_user(self.chief).has_access(operation), f"{operation} {model}")

    def test_no_stranger_starts_a_check(self):
        order = self.sell(self.line(self.crisps))
        check = self.env["retail.order.check"]._check(order)
        with self.assertRaises(AccessError):
            check.with_user(self.there).action_check_again()
