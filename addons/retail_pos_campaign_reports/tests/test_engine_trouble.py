"""Where the tills' engine can't run, that is said; a sale that it fails on keeps no other from being checked."""

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.retail_pos_central.tools import campaign_engine

from ..models.retail_order_check import TROUBLE
from .common import SellingCase

ACTION = "retail_pos_campaign_reports.retail_order_check_action"


@tagged("post_install", "-at_install")
class TestEngineTrouble(SellingCase):
    def setUp(self):
        super().setUp()
        self.checks = self.env["retail.order.check"]
        self.manager = self.make_user("engine_oslo", "retail_pos_central.group_retail_store_manager", self.oslo)

    def without_node(self):
        return patch.object(campaign_engine, "node", return_value=None)

    def log(self):
        return self.env["retail.audit"].search([("event", "=", "engine")], order="id")

    def test_without_node_nothing_is_silent(self):
        self.sell(self.line(self.nuts))
        with self.without_node(), self.assertLogs("odoo.addons.retail_pos_campaign_reports", "ERROR"):
            self.assertIn("Node.js", campaign_engine.trouble())
            self.checks._cron_check()
            self.checks._cron_check()
        self.assertEqual(len(self.log()), 1, "said once")
        self.assertIn("Node.js", self.log().note)
        opened = self.checks.with_user(self.manager)._action_open(ACTION)
        self.assertEqual((opened["tag"], opened["params"]["next"]["res_model"]), ("display_notification", "retail.order.check"))
        self.assertIn("Node.js is not installed on the server. 1 sales", opened["params"]["message"])
        self.assertIn("Node.js", self.env["res.config.settings"].new({}).retail_engine_trouble)
        self.assertFalse(self.checks.search([]))

    def test_when_node_is_back_what_waited_is_checked(self):
        order = self.sell(self.line(self.nuts))
        self.env["ir.config_parameter"].set_param(TROUBLE, "Node.js is not installed on the server.")
        self.env.flush_all()
        self.checks._cron_check()
        self.assertEqual(self.checks.search([]).order_id, order)
        self.assertEqual(len(self.log()), 1)
        self.assertEqual(self.checks._action_open(ACTION)["type"], "ir.actions.act_window")
        self.assertFalse(self.env["res.config.settings"].new({}).retail_engine_trouble)

    def test_an_engine_that_fails_is_trouble(self):
        with patch.object(campaign_engine, "script", return_value="throw new Error('Broken');"):
            self.assertIn("Broken", campaign_engine.trouble())

    def test_one_sale_that_fails_keeps_no_other_away(self):
        good, bad, last = (self.sell(self.line(product)) for product in (self.nuts, self.crisps, self.nuts))
        evaluate = campaign_engine.evaluate

        def fails_on_crisps(books, cases):
            if any(line["product"] == str(self.crisps.id) for case in cases for line in case["basket"]["lines"]):
                raise campaign_engine.EngineError("The campaign engine took longer than 120 s.")
            return evaluate(books, cases)

        self.env.flush_all()
        logger = "odoo.addons.retail_pos_campaign_reports.models.retail_order_check"
        with patch.object(campaign_engine, "evaluate", fails_on_crisps), self.assertLogs(logger, "WARNING"):
            checks = self.checks._check(good | bad | last)
        states = {check.order_id: check.state for check in checks}
        self.assertEqual((states[good], states[last]), ("same", "same"))
        failed = checks.filtered(lambda check: check.order_id == bad)
        self.assertEqual(failed.state, "differs")
        self.assertIn("longer than 120 s", failed.reason)
