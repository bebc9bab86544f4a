from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestRelease(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def change(self, layout, columns):
        layout.document = {**layout.document, "grid": {"columns": columns, "rows": 5}}

    def test_drafts_reach_no_till(self):
        self.make_layout("A", self.chain)
        self.assertIsNone(self.content_of(self.till_oslo_1))

    def test_proposes_only_what_differs(self):
        layout, campaign = self.make_layout("A", self.chain), self.make_campaign("B", self.east)
        release = self.env["retail.release"].create({})
        release.action_propose()
        self.assertEqual({line.res_id for line in release.line_ids if line.kind == "layout"}, {layout.id})
        self.assertEqual(len(release.line_ids), 2)
        release.action_release()
        again = self.env["retail.release"].create({})
        again.action_propose()
        self.assertFalse(again.line_ids)
        campaign.percent = 15
        again.action_propose()
        self.assertEqual(again.line_ids.res_id, campaign.id)

    def test_an_assignment_taken_away_is_withdrawn(self):
        chain, store = self.make_layout("Chain", self.chain), self.make_layout("Store", self.oslo)
        self.release()
        self.assertEqual(self.content_of(self.till_oslo_1), self.key(store))
        store.assignment_ids.unlink()
        release = self.release()
        self.assertEqual(release.line_ids.mapped("withdraw"), [True])
        self.assertEqual(self.content_of(self.till_oslo_1), self.key(chain))

    def test_what_was_checked_is_what_goes(self):
        layout = self.make_layout("A", self.chain)
        release = self.env["retail.release"].create({})
        release.action_propose()
        release.action_check()
        checked = layout._retail_sha256()
        self.change(layout, 3)
        release.action_release()
        manifest = self.env["retail.manifest"]._for_till(self.till_oslo_1)
        self.assertEqual(manifest["switches"][0]["content"]["layout"]["sha256"], checked)
        self.assertEqual(layout.release_state, "changed")

    def test_errors_stop_a_release_and_lead_to_the_place(self):
        campaign = self.make_campaign("120 %", self.chain, percent=120)
        release = self.env["retail.release"].create({})
        release.action_propose()
        result = release.action_release()
        self.assertEqual(release.state, "draft")
        self.assertEqual(result["params"]["type"], "danger")
        problem = release.problem_ids.filtered(lambda one: one.level == "error")
        self.assertEqual(problem.content_name, "120 %")
        self.assertEqual(problem.action_open_record()["res_id"], campaign.id)
        self.assertEqual(self.content_of(self.till_oslo_1, "campaign"), [])
        campaign.percent = 20
        release.action_release()
        self.assertEqual(release.state, "running")

    def test_a_button_without_its_product(self):
        product = self.env["product.product"].create({"name": "Milk", "available_in_pos": False, "list_price": 20})
        layout = self.make_layout("A", self.chain)
        layout.document = {
            "version": 1,
            "grid": {"columns": 6, "rows": 5},
            "pages": [
                {
                    "id": "p1",
                    "name": {},
                    "buttons": [
                        {"id": "b1", "x": 0, "y": 0, "w": 1, "h": 1, "label": {}, "action": {"type": "product", "product_id": product.id}},
                        {"id": "b2", "x": 1, "y": 0, "w": 1, "h": 1, "label": {}, "action": {"type": "product", "product_id": 2**30}},
                    ],
                }
            ],
        }
        release = self.release(layout)
        self.assertEqual(release.state, "draft")
        leads_to = release.problem_ids.filtered("res_id")
        self.assertEqual((leads_to.res_model, leads_to.res_id), ("product.product", product.id))
        self.assertEqual(len(release.problem_ids), 2)

    def test_empty_release(self):
        release = self.env["retail.release"].create({})
        release.action_release()
        self.assertEqual((release.state, release.error_count), ("draft", 1))

    def test_scheduled_release_is_in_the_manifest_ahead(self):
        old = self.make_layout("Old", self.chain)
        with freeze_time("2026-11-20 10:00:00"):
            self.release(old)
            self.change(old, 4)
            release = self.release(old, effective_at="2026-11-21 17:00:00")
            self.assertEqual(release.state, "scheduled")
            now, later = self.env["retail.manifest"]._for_till(self.till_moss)["switches"]
            self.assertIsNone(now["at"])
            self.assertEqual(later["at"], "2026-11-21T17:00:00.000Z")
            self.assertNotEqual(now["content"]["layout"]["sha256"], later["content"]["layout"]["sha256"])
            self.env["retail.release"]._cron_progress()
            self.assertEqual(release.state, "scheduled")
        with freeze_time("2026-11-21 17:00:01"):
            switches = self.env["retail.manifest"]._for_till(self.till_moss)["switches"]
            self.assertEqual(switches, [{"at": None, "content": later["content"]}])
            self.env["retail.release"]._cron_progress()
            self.assertEqual(release.state, "running")
            self.ack(self.till_moss)
            self.assertEqual(release.state, "done")

    @freeze_time("2026-11-20 10:00:00")
    def test_effective_on_each_stores_clock(self):
        self.bergen.tz = "Atlantic/Faroe"
        layout = self.make_layout("A", self.chain)
        # 06:00 in Oslo (UTC+1) is one hour earlier than 06:00 on the Faroes (UTC+0).
        self.release(layout, effective_at="2026-11-21 05:00:00", clock="store", tz="Europe/Oslo")
        ats = {till: self.env["retail.manifest"]._for_till(till)["switches"][-1]["at"] for till in self.tills}
        self.assertEqual(ats[self.till_oslo_1], "2026-11-21T05:00:00.000Z")
        self.assertEqual(ats[self.till_bergen], "2026-11-21T06:00:00.000Z")

    def test_stores_clock_over_daylight_saving(self):
        with freeze_time("2026-10-20 10:00:00"):
            layout = self.make_layout("A", self.chain)
            # 06:00 on Sunday 25 October is after the clock went back: UTC+1.
            self.release(layout, effective_at="2026-10-25 05:00:00", clock="store", tz="Europe/Oslo")
            switch = self.env["retail.manifest"]._for_till(self.till_oslo_1)["switches"][-1]
        self.assertEqual(switch["at"], "2026-10-25T05:00:00.000Z")

    def test_roll_back_brings_the_earlier_revision(self):
        layout = self.make_layout("A", self.chain)
        self.release(layout)
        first = layout._retail_sha256()
        self.change(layout, 4)
        new = self.make_campaign("New", self.chain)
        release = self.release()
        self.assertEqual(self.content_of(self.till_moss, "campaign"), [self.key(new)])
        release.action_rollback()
        manifest = self.env["retail.manifest"]._for_till(self.till_moss)["switches"][0]["content"]
        self.assertEqual(manifest["layout"]["sha256"], first)
        self.assertEqual(manifest["campaign"], [])
        self.assertIn("rolled_back", release.audit_ids.mapped("event"))

    def test_roll_back_leaves_later_releases_alone(self):
        layout = self.make_layout("A", self.chain)
        self.make_campaign("B", self.chain)
        first = self.release()
        self.change(layout, 4)
        self.release(layout)
        first.action_rollback()
        manifest = self.env["retail.manifest"]._for_till(self.till_moss)["switches"][0]["content"]
        self.assertEqual(manifest["layout"]["sha256"], layout._retail_sha256())
        self.assertEqual(manifest["campaign"], [])
        with self.assertRaises(UserError):
            first.action_rollback()

    def test_withdraw_before_and_after_it_went_out(self):
        layout = self.make_layout("A", self.chain)
        soon = fields.Datetime.now() + timedelta(days=1)
        scheduled = self.release(layout, effective_at=soon)
        scheduled.action_withdraw()
        self.assertEqual(len(self.env["retail.manifest"]._for_till(self.till_moss)["switches"]), 1)
        self.assertEqual(layout.release_state, "unreleased")
        running = self.release(layout)
        self.ack(self.till_moss, "downloaded")
        running.action_withdraw()
        self.assertIsNone(self.content_of(self.till_moss))

    def test_four_eyes(self):
        self.env.company.retail_four_eyes = True
        layout = self.make_layout("A", self.chain)
        release = self.env["retail.release"].create({})
        release.action_propose()
        release.action_check()
        with self.assertRaises(UserError):
            release.action_release()
        with self.assertRaises(UserError):
            release.action_approve()
        other = self.make_user("retail_approver", "retail_pos_central.group_retail_chain_manager")
        release.with_user(other).action_approve()
        release.action_release()
        self.assertEqual(self.content_of(self.till_moss), self.key(layout))
        self.assertIn("approved", release.audit_ids.mapped("event"))

    def test_an_approval_is_of_what_was_checked(self):
        self.env.company.retail_four_eyes = True
        layout = self.make_layout("A", self.chain)
        release = self.env["retail.release"].create({})
        release.action_propose()
        other = self.make_user("retail_approver", "retail_pos_central.group_retail_chain_manager")
        with self.assertRaises(UserError):
            release.with_user(other).action_approve()
        release.action_check()
        release.with_user(other).action_approve()
        self.change(layout, 3)
        release.action_check()
        self.assertFalse(release.approver_id)
        release.with_user(other).action_approve()
        release.effective_at = fields.Datetime.now() + timedelta(days=1)
        self.assertEqual((release.state, release.approver_id.id), ("draft", False))
        # Who changed and checked it last is no second pair of eyes.
        release.with_user(other).action_check()
        with self.assertRaises(UserError):
            release.with_user(other).action_approve()

    def test_what_has_gone_out_is_frozen(self):
        release = self.release(self.make_layout("A", self.chain))
        with self.assertRaises(UserError):
            release.line_ids = [(5,)]
        with self.assertRaises(UserError):
            release.effective_at = fields.Datetime.now()
        with self.assertRaises(UserError):
            release.unlink()
        with self.assertRaises(UserError):
            release.audit_ids[0].sudo().message = "Nothing happened"
        with self.assertRaises(UserError):
            release.audit_ids[0].sudo().unlink()

    def test_changed_lines_must_be_checked_again(self):
        self.make_layout("A", self.chain)
        release = self.env["retail.release"].create({})
        release.action_propose()
        release.action_check()
        release.line_ids = [(2, release.line_ids.id)]
        self.assertEqual(release.state, "draft")

    def test_done_when_all_seen_tills_run_it(self):
        for till in self.till_oslo_1 | self.till_bergen:
            self.ack(till)
        release = self.release(self.make_layout("A", self.chain))
        self.assertEqual((release.till_count, release.applied_count, release.progress), (4, 0, 0))
        self.ack(self.till_oslo_1, "downloaded")
        self.ack(self.till_oslo_1)
        release.invalidate_recordset()
        self.assertEqual((release.state, release.applied_count), ("running", 1))
        self.ack(self.till_bergen)
        self.assertEqual(release.state, "done")

    def test_not_done_by_tills_that_nobody_has_seen(self):
        release = self.release(self.make_layout("A", self.chain))
        self.env["retail.release"]._cron_progress()
        self.assertEqual((release.state, release.never_count), ("running", 4))
        self.ack(self.till_oslo_1)
        self.assertEqual(release.state, "done")
        release.invalidate_recordset()
        self.assertEqual((release.applied_count, release.never_count, release.progress), (1, 3, 25))
        self.assertEqual(release.progress_text, "1 of 4 run it; 3 never seen")
        self.assertEqual(release.audit_ids[0].message, "Done: 1 of 4 run it; 3 never seen")

    def test_a_till_that_is_away_keeps_a_release_open_and_is_counted(self):
        with freeze_time("2026-11-20 10:00:00"):
            for till in self.tills:
                self.ack(till)
        with freeze_time("2026-11-20 12:00:00"):
            release = self.release(self.make_layout("A", self.chain))
            for till in self.till_oslo_1 | self.till_oslo_2:
                self.ack(till)
            self.ack(self.till_moss, "failed", error="No room")
            self.env["retail.release"]._cron_progress()
            release.invalidate_recordset()
            self.assertEqual(release.state, "running")
            self.assertEqual(release.progress_text, "2 of 4 run it; 1 failed; 1 away")

    def test_announced_is_not_run(self):
        with freeze_time("2026-11-20 10:00:00"):
            release = self.release(self.make_layout("A", self.chain), effective_at="2026-11-20 18:00:00")
            for till in self.tills:
                self.ack(till)
            release.invalidate_recordset()
            self.assertEqual((release.state, release.applied_count), ("scheduled", 0))
        with freeze_time("2026-11-20 18:00:30"):
            self.env["retail.release"]._cron_progress()
            for till in self.tills:
                self.ack(till)
            release.invalidate_recordset()
            self.assertEqual((release.state, release.applied_count), ("done", 4))

    def test_superseded_lines_leave_the_answer_as_it_is(self):
        layout = self.make_layout("A", self.chain)
        with freeze_time("2026-11-20 10:00:00"):
            first = self.release(layout)
            self.ack(self.till_moss)
        self.change(layout, 4)
        with freeze_time("2026-11-20 11:00:00"):
            self.release(layout)
            self.ack(self.till_moss)
            self.env["retail.release"]._cron_progress()
            before = self.env["retail.manifest"]._for_till(self.till_moss)
        with freeze_time("2026-11-20 11:05:00"):
            self.env["retail.release"]._cron_progress()
            after = self.env["retail.manifest"]._for_till(self.till_moss)
        self.assertTrue(first.line_ids.superseded)
        self.assertEqual(after["switches"], before["switches"])

    def test_a_time_that_has_passed_is_at_once(self):
        layout = self.make_layout("A", self.chain)
        with freeze_time("2026-11-20 10:00:00"):
            late = self.env["retail.release"].create({"effective_at": "2026-11-20 11:00:00"})
            late.action_propose()
        self.change(layout, 4)
        with freeze_time("2026-11-20 12:00:00"):
            self.release(layout)
        self.change(layout, 6)
        with freeze_time("2026-11-20 13:00:00"):
            late.action_check()
            self.assertIn("at once", late.problem_ids.message)
            late.action_release()
            self.assertEqual(self.running(self.till_moss), layout._retail_sha256())
        with freeze_time("2026-11-20 13:05:00"):
            self.ack(self.till_moss)
            self.env["retail.release"]._cron_progress()
            self.assertEqual(self.running(self.till_moss), layout._retail_sha256())
