from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestRollBack(RetailCase, TransactionCase):
    """What comes back is what would run if the release had never been, in whatever order releases came."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.layout = cls.make_layout("A", cls.chain)

    def at(self, hour, columns, **values):
        """A release of the layout with so many columns, at an hour of the day."""
        self.layout.document = {**self.layout.document, "grid": {"columns": columns, "rows": 5}}
        with freeze_time(f"2026-11-20 {hour:02}:00:00"):
            return self.release(self.layout, **values)

    def back(self, release, hour):
        with freeze_time(f"2026-11-20 {hour:02}:30:00"):
            return self.env["retail.release"].browse(release.action_rollback()["res_id"])

    def columns(self, hour, till=None):
        with freeze_time(f"2026-11-20 {hour:02}:45:00"):
            sha = self.running(till or self.till_moss)
        return sha and self.env["retail.revision"].search([("sha256", "=", sha)], limit=1)._document()["grid"]["columns"]

    def test_a_roll_back_is_rolled_back(self):
        self.at(8, 2)
        back = self.back(self.at(9, 4), 9)
        self.assertEqual(self.columns(9), 2)
        again = self.back(back, 10)
        self.assertEqual(self.columns(10), 4)
        self.back(again, 11)
        self.assertEqual(self.columns(11), 2)

    def test_the_first_of_its_kind(self):
        back = self.back(self.at(8, 2), 8)
        self.assertIsNone(self.columns(8))
        self.back(back, 9)
        self.assertEqual(self.columns(9), 2)

    def test_what_is_ahead_neither_hinders_nor_comes_early(self):
        self.at(8, 2)
        self.at(9, 6, effective_at="2026-11-20 18:00:00")
        broken = self.at(10, 4)
        self.assertEqual(self.columns(10), 4)
        self.back(broken, 10)
        self.assertEqual((self.columns(10), self.columns(18)), (2, 6))

    def test_what_came_between_check_and_release(self):
        self.at(8, 2)
        self.layout.document = {**self.layout.document, "grid": {"columns": 6, "rows": 5}}
        checked = self.env["retail.release"].create({"name": "Checked early"})
        checked.action_propose()
        checked.action_check()
        self.at(9, 4)
        with freeze_time("2026-11-20 10:00:00"):
            checked.action_release()
        self.assertEqual(self.columns(10), 6)
        self.back(checked, 10)
        self.assertEqual(self.columns(10), 4)

    def test_no_stores_clock_brings_it_later(self):
        self.bergen.tz = "Atlantic/Faroe"
        self.at(4, 2)
        # 07:00 in Oslo, 08:00 there on the Faroes.
        release = self.at(5, 4, effective_at="2026-11-20 06:00:00", clock="store", tz="Europe/Oslo")
        with freeze_time("2026-11-20 06:10:00"):
            self.env["retail.release"]._cron_progress()
        self.assertEqual((self.columns(6), self.columns(6, self.till_bergen)), (4, 2))
        zones = (self.oslo._retail_tz(), self.bergen._retail_tz())
        self.assertNotIn(None, [release._begins_ms(zone) for zone in zones])
        back = self.back(release, 6)
        self.assertEqual([release._begins_ms(zone) is None for zone in zones], [False, True], "it never was on the Faroes")
        self.assertEqual((self.columns(7), self.columns(7, self.till_bergen)), (2, 2))
        with freeze_time("2026-11-20 07:50:00"):
            back.action_withdraw()
        self.assertEqual((self.columns(8), self.columns(8, self.till_bergen)), (4, 4), "as if it had never been rolled back")

    def test_the_waves_of_what_was_rolled_back_end(self):
        self.at(8, 2)
        waves = [
            {"name": "Pilot", "store_ids": [Command.set(self.oslo.ids)], "sequence": 1},
            {"name": "All", "scope": "all", "sequence": 2, "start": "auto", "wait_min": 60},
        ]
        release = self.at(9, 4, wave_ids=[Command.create(wave) for wave in waves])
        with freeze_time("2026-11-20 09:10:00"):
            self.ack(self.till_oslo_1)
        self.back(release, 9)
        with freeze_time("2026-11-20 11:00:00"):
            for till in self.tills:
                self.ack(till)
            self.env["retail.release"]._cron_progress()
        self.assertEqual(release.wave_ids.mapped("state"), ["running", "stopped"])
        with self.assertRaises(UserError):
            release.wave_ids[1].action_start()
        self.assertEqual(release.state, "done", "nothing of it is still to come")
        self.assertEqual((self.columns(11, self.till_oslo_1), self.columns(11)), (2, 2))
