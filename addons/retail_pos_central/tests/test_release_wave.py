from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestReleaseWave(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        for till in cls.tills:
            cls.ack(till)
        cls.layout = cls.make_layout("A", cls.chain)

    def start(self, *waves, **values):
        release = self.env["retail.release"].create(
            {
                "name": "In waves",
                "wave_ids": [Command.create(wave) for wave in waves],
                **values,
            }
        )
        release.action_propose()
        release.action_release()
        return release

    def pilot_then_all(self, **values):
        return self.start(
            {"name": "Pilot", "scope": "nodes", "store_ids": [Command.set(self.oslo.ids)], "sequence": 1},
            {"name": "All", "scope": "all", "sequence": 2, **values},
        )

    def having(self):
        return self.tills.filtered(lambda till: self.content_of(till))

    def test_only_the_pilot_gets_it_at_first(self):
        release = self.pilot_then_all()
        self.assertEqual(self.having(), self.till_oslo_1 | self.till_oslo_2)
        states = {till: self.env["retail.till.state"]._of(till).behind for till in self.tills}
        self.assertEqual([till for till, behind in states.items() if behind], [self.till_oslo_1, self.till_oslo_2])
        release.wave_ids[1].action_start()
        self.assertEqual(self.having(), self.tills)

    def test_waves_start_in_order(self):
        release = self.start(
            {"name": "Pilot", "store_ids": [Command.set(self.oslo.ids)], "sequence": 1},
            {"name": "East", "store_ids": [Command.set(self.east.ids)], "sequence": 2},
            {"name": "All", "scope": "all", "sequence": 3},
        )
        with self.assertRaises(UserError):
            release.wave_ids[2].action_start()
        release.wave_ids[1].action_start()
        self.assertEqual(release.wave_ids[1].config_ids, self.till_moss)

    def test_a_share_of_the_tills(self):
        self.start({"name": "Half", "scope": "share", "share_percent": 50})
        self.assertEqual(len(self.having()), 2)

    def test_next_wave_starts_by_itself_when_healthy(self):
        release = self.pilot_then_all(start="auto", wait_min=30)
        self.ack(self.till_oslo_1)
        self.env["retail.release"]._cron_progress()
        self.assertEqual(release.wave_ids[1].state, "waiting")
        release.wave_ids[0].started_at = fields.Datetime.now() - timedelta(minutes=31)
        self.env["retail.release"]._cron_progress()
        self.assertEqual(release.wave_ids[1].state, "running")
        self.assertEqual(self.having(), self.tills)

    def test_stops_by_itself_at_too_many_errors(self):
        release = self.pilot_then_all(start="auto", wait_min=30)
        self.ack(self.till_oslo_1)
        self.ack(self.till_oslo_2, "failed", error="damaged")
        self.assertEqual((release.state, release.wave_ids[0].state), ("failed", "stopped"))
        self.env["retail.release"]._cron_progress()
        self.assertEqual(release.wave_ids[1].state, "waiting")
        self.assertEqual(self.having(), self.till_oslo_1 | self.till_oslo_2)
        self.assertIn("failed", release.audit_ids.mapped("event"))
        release.action_rollback()
        self.assertFalse(self.having())

    def test_a_store_that_moves_in_the_middle(self):
        """What a wave has reached stays with its tills; the last wave is for everybody."""
        layout = self.make_layout("East only", self.east)
        release = self.env["retail.release"].create(
            {
                "wave_ids": [
                    Command.create({"name": "Pilot", "store_ids": [Command.set(self.oslo.ids)], "sequence": 1}),
                    Command.create({"name": "All", "scope": "all", "sequence": 2}),
                ]
            }
        )
        release._propose([(layout._name, layout.id)])
        release.action_release()
        self.bergen.parent_id = self.east
        self.assertFalse(self.content_of(self.till_bergen))
        release.wave_ids[1].action_start()
        self.assertEqual(self.content_of(self.till_bergen), self.key(layout))
        told = self.env["retail.till.state"]._of(self.till_oslo_1).wanted_serial
        self.oslo.parent_id = self.west
        self.assertFalse(self.content_of(self.till_oslo_1))
        self.assertGreater(self.env["retail.till.state"]._of(self.till_oslo_1).wanted_serial, told, "its tills are told")

    def test_done_after_the_last_wave(self):
        release = self.pilot_then_all()
        for till in self.till_oslo_1 | self.till_oslo_2:
            self.ack(till)
        self.assertEqual(release.state, "running")
        release.wave_ids[1].action_start()
        for till in self.till_moss | self.till_bergen:
            self.ack(till)
        self.assertEqual(release.state, "done")
