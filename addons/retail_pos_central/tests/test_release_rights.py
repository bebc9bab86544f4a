"""Nobody gets around the check, the approval or the stores' borders by writing fields past the buttons."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestReleaseRights(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.chain_manager = cls.make_user("retail_chain", "retail_pos_central.group_retail_chain_manager")
        cls.oslo_manager = cls.make_user("retail_oslo", "retail_pos_central.group_retail_store_manager", cls.oslo)
        cls.oslo_layout = cls.make_layout("Oslo", cls.oslo)
        cls.bergen_layout = cls.make_layout("Bergen", cls.bergen)

    def draft(self, user, *contents, **values):
        release = self.env["retail.release"].with_user(user).create({"name": "Test", **values})
        release._propose([(content._name, content.id) for content in contents])
        return release

    def line_values(self, release, **values):
        return {
            "release_id": release.id,
            "store_id": self.oslo.id,
            "kind": "layout",
            "res_model": "retail.till.layout",
            "res_id": self.oslo_layout.id,
            **values,
        }

    def test_only_who_may_change_a_release_sends_it_out(self):
        release = self.draft(self.chain_manager, self.oslo_layout, self.bergen_layout)
        release.action_check()
        self.assertEqual(release.with_user(self.oslo_manager).state, "checked")
        with self.assertRaises(AccessError):
            release.with_user(self.oslo_manager).action_release()
        self.assertEqual(release.state, "checked")

    def test_state_and_approval_can_not_be_written(self):
        self.env.company.retail_four_eyes = True
        release = self.draft(self.chain_manager, self.oslo_layout)
        release.action_check()
        for values in ({"approver_id": self.oslo_manager.id}, {"state": "running"}, {"serial": 1}, {"rollback_of_id": release.id}):
            with self.assertRaises(AccessError, msg=values):
                release.write(values)
            with self.assertRaises(AccessError, msg=values):
                release.create({"name": "Test", **values})
        with self.assertRaises(UserError):
            release.action_release()

    def test_a_line_changed_past_the_release_ends_check_and_approval(self):
        release = self.draft(self.chain_manager, self.oslo_layout)
        Line = self.env["retail.release.line"].with_user(self.chain_manager)
        for change in (
            lambda: release.line_ids.write({"withdraw": True}),
            lambda: Line.create(self.line_values(release, store_id=self.moss.id)),
            lambda: release.line_ids[0].unlink(),
            lambda: release.wave_ids.create({"release_id": release.id, "name": "Pilot"}),
        ):
            release.action_check()
            self.assertEqual(release.state, "checked")
            change()
            self.assertEqual(release.state, "draft")

    def test_lines_and_waves_of_what_went_out_stay(self):
        release = self.draft(self.chain_manager, self.oslo_layout)
        release.action_release()
        with self.assertRaises(UserError):
            release.line_ids.write({"withdraw": True})
        with self.assertRaises(UserError):
            release.line_ids.unlink()
        with self.assertRaises(UserError):
            release.line_ids.create(self.line_values(release, store_id=self.moss.id))
        with self.assertRaises(UserError):
            release.wave_ids.create({"release_id": release.id, "name": "Pilot"})

    def test_what_a_line_releases_can_not_be_entered(self):
        release = self.draft(self.chain_manager, self.oslo_layout)
        revision = self.env["retail.revision"]._publish(self.bergen_layout)
        with self.assertRaises(AccessError):
            release.line_ids.write({"revision_id": revision.id})
        with self.assertRaises(AccessError):
            release.line_ids.create(self.line_values(release, store_id=self.moss.id, revision_id=revision.id))

    def test_only_content_of_its_kind_that_the_user_can_see_is_released(self):
        release = self.draft(self.oslo_manager, self.oslo_layout)
        create = release.line_ids.create
        with self.assertRaises(AccessError):
            create(self.line_values(release, res_id=self.bergen_layout.id))
        for model, kind in (("res.users", "layout"), ("res.users", "users"), ("retail.till.layout", "receipt")):
            with self.assertRaises(ValidationError, msg=(model, kind)):
                create(self.line_values(release, res_model=model, kind=kind, config_id=self.till_oslo_1.id, store_id=False))

    def test_an_assignment_is_not_turned_to_content_out_of_sight(self):
        assignment = self.oslo_layout.assignment_ids.with_user(self.oslo_manager)
        with self.assertRaises(AccessError):
            assignment.write({"res_id": self.bergen_layout.id})

    def test_who_may_change_a_release_rolls_it_back(self):
        first = self.draft(self.oslo_manager, self.oslo_layout)
        first.action_release()
        self.oslo_layout.document = {**self.oslo_layout.document, "grid": {"columns": 3, "rows": 3}}
        second = self.draft(self.oslo_manager, self.oslo_layout)
        second.action_release()
        back = self.env["retail.release"].browse(second.action_rollback()["res_id"])
        self.assertEqual(back.line_ids.revision_id, first.line_ids.revision_id)
        self.assertEqual(back.user_id, self.oslo_manager)
        shared = self.draft(self.chain_manager, self.oslo_layout, self.bergen_layout)
        shared.action_release()
        with self.assertRaises(AccessError):
            shared.with_user(self.oslo_manager).action_rollback()
