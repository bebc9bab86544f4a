from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from ..models.retail_till_log import MAX_ENTRIES, cleaned
from .common import RetailCase


@tagged("post_install", "-at_install")
class TestTillLog(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.till = cls.env["retail.till.state"]._of(cls.till_oslo_1)
        cls.manager = cls.make_user("oslo-manager", "retail_pos_central.group_retail_store_manager", cls.oslo)

    def test_asked_for_received_and_audited(self):
        self.assertFalse(self.till._take_log([{"at": 0, "kind": "x", "text": "unasked"}]))
        told = self.till.with_user(self.manager).action_ask_log()
        self.assertEqual(told["tag"], "display_notification", "the button's effect is far away, so it is told")
        self.assertTrue(self.till.log_waiting)
        self.assertEqual(self.till.log_asked_by_id, self.manager)
        audit = self.env["retail.audit"].search([], limit=1)
        self.assertEqual((audit.event, audit.user_id), ("log_asked", self.manager))
        # 12:00:00 UTC in January is 13:00 in Oslo.
        entries = [{"at": 1768478400000, "kind": "sales", "text": "2 sent, 0 left", "times": 3}]
        self.assertTrue(self.till._take_log(entries))
        self.assertEqual(self.till.log_text, "2026-01-15 13:00:00  sales     2 sent, 0 left (×3)")
        self.assertFalse(self.till.log_waiting)
        self.assertFalse(self.till._take_log(entries), "one answer to one question")

    def test_only_that_till_is_called(self):
        self.env.cr.precommit.clear()
        self.till.action_ask_log()
        self.assertEqual(self.env.cr.precommit.data["retail.doorbell"]["tills"], [self.till_oslo_1.retail_uuid])
        self.assertFalse(self.till.behind, "a log is no new content")

    def test_nothing_from_a_browser_is_trusted(self):
        self.till.action_ask_log()
        strange = ["x", None, {"at": "soon", "kind": ["a"], "text": {"b": 1}}, {"at": 1e300, "text": "a\nb\x00"}, {}]
        self.till._take_log(strange * 1000)
        lines = self.till.log_text.split("\n")
        self.assertLessEqual(len(lines), MAX_ENTRIES)
        self.assertTrue(all(line.startswith("?") for line in lines))
        self.assertEqual(cleaned("4242 4242 4242 4242 kari@example.no"), "… …@…")

    def test_only_own_tills(self):
        other = self.env["retail.till.state"]._of(self.till_bergen)
        with self.assertRaises(AccessError):
            other.with_user(self.manager).action_ask_log()
