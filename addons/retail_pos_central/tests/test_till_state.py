from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..models import retail_till_state
from .common import RetailCase


@tagged("post_install", "-at_install")
class TestTillState(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def state(self, till):
        return self.env["retail.till.state"]._of(till)

    def wanted_an_hour_ago(self):
        self.env["retail.till.target"].search([]).wanted_at = fields.Datetime.now() - timedelta(hours=1)
        self.env.invalidate_all()

    def test_every_till_has_a_row(self):
        states = self.env["retail.till.state"].search([("config_id", "in", self.tills.ids)])
        self.assertEqual(len(states), 4)
        self.assertEqual(set(states.mapped("state")), {"never"})

    def test_a_small_fleet_is_shown_till_by_till(self):
        action = self.env.ref("retail_pos_central.retail_fleet_action").with_user(self.env.ref("base.user_admin"))
        with patch.object(retail_till_state, "SMALL_FLEET", 10_000):
            self.assertNotIn("search_default_by_store", action.run()["context"])
        with patch.object(retail_till_state, "SMALL_FLEET", 3):
            self.assertIn("search_default_by_store", action.run()["context"])

    def test_acknowledgement(self):
        self.release(self.make_layout("A", self.chain))
        state = self.state(self.till_oslo_1)
        self.assertTrue(state.behind)
        self.ack(self.till_oslo_1, "downloaded")
        self.assertEqual((state.state, state.behind), ("downloaded", True))
        self.ack(self.till_oslo_1, "applied", browser="Chromium", unsent_orders=2, boxes=[{"name": "Box", "state": "ready"}])
        self.assertEqual((state.state, state.behind, state.unsent_orders), ("applied", False, 2))
        self.assertEqual(state.box_health, "Box: ready")
        self.ack(self.till_oslo_1, "failed", error="Damaged blob")
        self.assertEqual((state.state, state.error), ("failed", "Damaged blob"))
        self.ack(self.till_oslo_1)
        self.assertFalse(state.error)

    def test_the_same_acknowledgement_again_moves_its_moments_alone(self):
        self.release(self.make_layout("A", self.chain))
        words = {"browser": "Mozilla/5.0", "unsent_orders": 0, "boxes": [], "clock_error_ms": 3}
        with freeze_time("2026-11-20 10:00:00"):
            self.ack(self.till_oslo_1, **words)
        state = self.state(self.till_oslo_1)
        writes = []
        with freeze_time("2026-11-20 10:05:00"), patch.object(type(state), "write", lambda *_args: writes.append(1)):
            self.ack(self.till_oslo_1, **{**words, "clock_error_ms": 4})
        self.assertFalse(writes)
        self.env.invalidate_all()
        self.assertEqual(str(state.last_seen), "2026-11-20 10:05:00")
        self.assertEqual((state.applied_at, state.clock_error_ms), (state.last_seen, 4))
        self.ack(self.till_oslo_1, **{**words, "boxes": [{"name": "B", "state": "offline"}]})
        self.assertTrue(state.box_trouble)
        self.ack(self.till_oslo_1, "failed", **words, error="full")
        self.assertEqual((state.state, state.error, state.box_trouble), ("failed", "full", False))
        self.ack(self.till_oslo_1, **words)
        self.assertEqual((state.state, state.error), ("applied", False))

    def test_a_release_that_waits_for_a_till_goes_on_though_the_till_has_no_news(self):
        layout = self.make_layout("A", self.oslo)
        with freeze_time("2026-11-20 10:00:00"):
            release = self.release(layout, effective_at="2026-11-20 10:01:00")
            for till in self.till_oslo_1 | self.till_oslo_2:
                self.ack(till)
        with freeze_time("2026-11-20 10:01:00"):
            self.env["retail.release"]._cron_progress()
            self.ack(self.till_oslo_1)
            self.assertEqual(release.state, "running")
            self.ack(self.till_oslo_2)
            self.assertEqual(release.state, "done")

    def test_an_old_acknowledgement_takes_nothing_back(self):
        self.release(self.make_layout("A", self.chain))
        self.ack(self.till_oslo_1)
        applied = self.state(self.till_oslo_1).applied_serial
        self.ack(self.till_oslo_1, serial=1)
        self.assertEqual(self.state(self.till_oslo_1).applied_serial, applied)

    def test_online_and_offline(self):
        self.ack(self.till_oslo_1)
        search = lambda *domain: self.env["retail.till.state"].search([("config_id", "in", self.tills.ids), *domain])  # noqa: E731
        self.assertEqual(search(("online", "=", True)).config_id, self.till_oslo_1)
        self.assertEqual(len(search(("online", "=", False))), 3)
        self.state(self.till_oslo_1).last_seen = fields.Datetime.now() - timedelta(hours=1)
        self.env.invalidate_all()
        self.assertFalse(search(("online", "=", True)))
        self.assertFalse(self.state(self.till_oslo_1).online)

    def test_a_till_that_stays_behind_raises_an_activity_once(self):
        self.east.responsible_id = self.env.user
        self.ack(self.till_oslo_1)
        self.release(self.make_layout("A", self.chain))
        state = self.state(self.till_oslo_1)
        self.env["retail.till.state"]._cron_behind()
        self.assertFalse(state.activity_ids)
        self.wanted_an_hour_ago()
        for _turn in range(2):
            self.env["retail.till.state"]._cron_behind()
        self.assertEqual(state.activity_ids.user_id, self.env.user)
        self.assertEqual(len(state.activity_ids), 1)
        self.ack(self.till_oslo_1)
        self.assertFalse(state.activity_ids)

    def test_where_nobody_is_named_the_author_of_the_release_is_told(self):
        self.ack(self.till_oslo_1)
        self.release(self.make_layout("A", self.chain))
        self.wanted_an_hour_ago()
        self.env["retail.till.state"]._cron_behind()
        self.assertEqual(self.state(self.till_oslo_1).activity_ids.user_id, self.env.user)

    def test_a_till_never_seen_raises_nothing(self):
        self.east.responsible_id = self.env.user
        self.release(self.make_layout("A", self.chain))
        self.wanted_an_hour_ago()
        self.env["retail.till.state"]._cron_behind()
        self.assertFalse(self.state(self.till_moss).activity_ids)

    def test_send_again(self):
        self.ack(self.till_oslo_1)
        state = self.state(self.till_oslo_1)
        self.assertFalse(state.behind)
        self.assertEqual(state.action_send_again()["tag"], "display_notification")
        self.assertTrue(state.behind)
        self.assertEqual(self.env["retail.audit"].search([], limit=1).event, "send_again")

    def test_a_session_closed_over_unsent_sales_is_told(self):
        self.oslo.responsible_id = self.env.user
        self.till_oslo_1.open_ui()
        session = self.till_oslo_1.current_session_id
        self.ack(self.till_oslo_1, unsent_orders=3)
        session.state = "closed"
        message = self.env["retail.audit"].search([("event", "=", "closed_unsent")], limit=1).message
        self.assertIn("3 sales", message)
        self.assertEqual(self.state(self.till_oslo_1).activity_ids.user_id, self.env.user)
        self.till_oslo_2.open_ui()
        self.till_oslo_2.current_session_id.state = "closed"
        self.assertEqual(self.env["retail.audit"].search_count([("event", "=", "closed_unsent")]), 1)
