"""Health and alerts: somebody is told when a box or device stays away, once, and again when it is back."""

from datetime import timedelta

from odoo import fields

from .common import DevicesCase


class TestBoxHealth(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls._make_box()
        cls._make_devices(cls.box, cls.till)
        cls.box.user_id = cls.manager

    def seen(self, seconds_ago):
        self.box.last_seen = fields.Datetime.now() - timedelta(seconds=seconds_ago)
        self.box.invalidate_recordset(["health", "health_note"])
        return self.box.health

    def test_health_by_silence(self):
        self.assertEqual(self.box.health, "never")
        self.assertEqual([self.seen(10), self.seen(120), self.seen(900)], ["ok", "late", "offline"])
        self.assertEqual(self.box.health_note, "Not heard of for 15 minutes")
        self.assertIn(self.box, self.env["retail.box"].search([("health", "=", "offline")]))
        self.assertNotIn(self.box, self.env["retail.box"].search([("health", "in", ["ok", "late"])]))

    def test_offline_box_raises_one_activity_and_settles_it(self):
        self.seen(900)
        for _time in range(2):
            self.env["retail.box"]._cron_retail_alerts()
        self.assertEqual(len(self.box.activity_ids), 1)
        self.assertEqual((self.box.activity_ids.user_id, "offline" in self.box.activity_ids.summary), (self.manager, True))
        self.seen(5)
        self.env["retail.box"]._cron_retail_alerts()
        self.assertFalse(self.box.activity_ids)

    def test_device_error_counts_when_it_lasts(self):
        self.seen(5)
        self.printer._retail_report({"state": "error", "error": {"code": "paper_out", "message": "no paper"}})
        self.env["retail.box"]._cron_retail_alerts()
        self.assertFalse(self.box.activity_ids)
        self.printer.state_at = fields.Datetime.now() - timedelta(minutes=20)
        self.env["retail.box"]._cron_retail_alerts()
        self.assertIn("Skriver", self.box.activity_ids.summary)

    def test_troubles_are_told_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.manager.lang = "nb_NO"
        self.seen(5)
        told = self.printer.with_context(lang="nb_NO")
        for error, text in (
            ({"code": "paper_out", "message": "no paper"}, "Skriveren er tom for papir. Sett i en ny rull."),
            ({"code": "invalid_config", "message": "host"}, "Innstillingene kan ikke brukes: host"),
            ({"code": "of_tomorrow", "message": "in the box's words"}, "in the box's words"),
            (None, "Feil"),
        ):
            self.printer._retail_report({"state": "error", "error": error})
            self.assertEqual(told.trouble, text)
        self.printer._retail_report({"state": "error", "error": {"code": "cover_open", "message": "cover"}})
        self.printer.state_at = fields.Datetime.now() - timedelta(minutes=20)
        self.env["retail.box"]._cron_retail_alerts()
        self.assertIn("Virker ikke: Skriver (Skriverens deksel er åpent", self.box.activity_ids.summary)
        self.printer._retail_report({"state": "ready"})
        self.assertFalse(told.trouble)

    def test_paper_that_is_almost_used_up_is_told_and_is_no_trouble(self):
        self.seen(5)
        low = {"paper": "low", "drawer": "open"}
        self.printer._retail_report({"state": "ready", "snapshot": low})
        self.assertEqual((self.printer.trouble, self.printer.attention), (False, "The printer's paper is almost used up."))
        self.assertEqual((self.box.health, self.box.health_note), ("ok", "Skriver: The printer's paper is almost used up."))
        self.assertEqual(self.printer.drawer_state, "open")
        self.printer._retail_report({"state": "error", "error": {"code": "paper_out"}, "snapshot": {**low, "paper": "out"}})
        self.assertEqual(self.printer.attention, "The printer is out of paper. Put in a new roll.")
        self.assertEqual((self.box.health, self.printer.drawer_state), ("trouble", "open"))
        self.printer._retail_report({"state": "ready", "snapshot": {"paper": "ok", "drawer": "closed"}})
        self.assertEqual((self.printer.attention, self.box.health_note, self.printer.drawer_state), (False, False, "closed"))
        self.printer._retail_report({"state": "disconnected", "snapshot": low})
        self.assertFalse(self.printer.drawer_state)

    def test_fleet_screen_tells_the_till_s_devices(self):
        self.seen(5)
        self.printer._retail_report({"state": "error", "error": {"code": "paper_out", "message": "no paper"}})
        state = self.env["retail.till.state"].search([("config_id", "=", self.till.id)])
        self.assertEqual(state.device_trouble, "Skriver: The printer is out of paper. Put in a new roll.")
        self.seen(3600)
        state.invalidate_recordset(["device_trouble"])
        self.assertIn("offline", state.device_trouble)

    def test_fleet_screen_tells_what_the_till_can_t_reach(self):
        self.seen(5)
        state = self.env["retail.till.state"].search([("config_id", "=", self.till.id)])
        state.boxes = [{"name": "Boks", "state": "online", "devices": [{"name": "Skriver", "state": "unreachable"}]}]
        self.assertTrue(state.box_trouble)
        self.assertEqual(state.device_trouble, "Skriver: unreachable")
