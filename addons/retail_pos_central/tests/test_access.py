"""Who may see and change what: every model of the addon, for a cashier, store managers and a chain manager."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import CASHIER, CHAIN, STORE, RetailCase


@tagged("post_install", "-at_install")
class TestAccess(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.chain_manager = cls.make_user("retail_chain", CHAIN)
        cls.oslo_manager = cls.make_user("retail_oslo", STORE, cls.oslo)
        cls.bergen_manager = cls.make_user("retail_bergen", STORE, cls.bergen)
        cls.cashier = cls.make_user("retail_cashier", CASHIER)
        cls.oslo_layout = cls.make_layout("Oslo", cls.oslo)
        cls.chain_layout = cls.make_layout("Chain", cls.chain)
        cls.both_layout = cls.make_layout("Oslo and Bergen", cls.till_oslo_1, cls.bergen)
        cls.campaign = cls.make_campaign("Oslo", cls.oslo)
        cls.campaign.write(
            {
                "hours_ids": [Command.create({"hour_from": 10, "hour_to": 12})],
                "part_ids": [Command.create({"qty": 1})],
            }
        )
        cls.done = cls.release(cls.oslo_layout, cls.campaign, wave_ids=[Command.create({"name": "All", "scope": "all"})])
        cls.chain_release = cls.release(cls.chain_layout)
        cls.ack(cls.till_oslo_1)

    def own_models(self):
        """All stored models of this addon."""
        return [
            name
            for name, model in self.env.registry.items()
            if name.startswith("retail.") and model._module == "retail_pos_central" and not model._abstract
        ]

    def test_a_cashier_has_no_rights_on_any_model(self):
        for name in self.own_models():
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(self.env[name].with_user(self.cashier).has_access(operation), f"{operation} {name}")

    def test_every_model_is_covered_here(self):
        covered = {
            "retail.store",
            "retail.till.layout",
            "retail.receipt.template",
            "retail.till.settings",
            "retail.campaign",
            "retail.campaign.part",
            "retail.campaign.hours",
            "retail.campaign.import",
            "retail.campaign.calendar",
            "retail.assignment",
            "retail.revision",
            "retail.blob",
            "retail.release",
            "retail.release.line",
            "retail.release.wave",
            "retail.release.problem",
            "retail.manifest",
            "retail.feed.group",
            "retail.feed.part",
            "retail.till.state",
            "retail.till.target",
            "retail.audit",
            "retail.order.saving",
            "retail.price.batch",
            "retail.price.line",
        }
        self.assertEqual(set(self.own_models()) - covered, set())

    def test_stores(self):
        self.assertRights(self.oslo, self.oslo_manager, "read")
        self.assertRights(self.bergen, self.oslo_manager, "")
        self.assertRights(self.chain, self.oslo_manager, "")
        self.assertRights(self.oslo, self.chain_manager, "read write create unlink")

    def test_who_moves_sees_the_new_store_at_once_and_the_old_one_no_more(self):
        tills = self.env["pos.config"].with_user(self.oslo_manager)
        mine = [("id", "in", self.tills.ids)]
        self.assertEqual(tills.search(mine), self.till_oslo_1 | self.till_oslo_2)
        self.moss.user_ids += self.oslo_manager
        self.assertIn(self.till_moss, tills.search(mine))
        self.oslo_manager.retail_store_ids = self.bergen
        self.assertEqual(tills.search(mine), self.till_bergen)
        new = self.env["retail.store"].create({"name": "New", "parent_id": self.east.id, "user_ids": self.oslo_manager.ids})
        self.assertRights(new, self.oslo_manager, "read")

    def test_a_cashier_with_own_stores_works_on_their_tills_alone(self):
        bound = self.make_user("retail_bound", CASHIER, self.oslo)
        everywhere = self.env["pos.config"].search([("id", "in", self.tills.ids)])
        for user, tills in (
            (self.cashier, everywhere),
            (bound, self.till_oslo_1 | self.till_oslo_2),
            (self.make_user("retail_storeless", STORE), self.env["pos.config"]),
            (self.chain_manager, everywhere),
        ):
            found = self.env["pos.config"].with_user(user).search([("id", "in", self.tills.ids)])
            self.assertEqual(found, tills, user.login)

    def test_a_region_manager_has_the_stores_below(self):
        manager = self.make_user("retail_east", STORE, self.east)
        self.assertRights(self.oslo, manager, "read")
        self.assertRights(self.oslo_layout, manager, "read write create unlink")

    def test_content(self):
        everything = "read write create unlink"
        for record in (self.oslo_layout, self.campaign, self.campaign.hours_ids, self.campaign.part_ids, self.oslo_layout.assignment_ids):
            self.assertRights(record, self.oslo_manager, everything)
            self.assertRights(record, self.bergen_manager, "")
            self.assertRights(record, self.chain_manager, everything)
        self.assertRights(self.chain_layout, self.oslo_manager, "read")
        # What hangs elsewhere as well may be seen, but not changed for the others.
        self.assertRights(self.both_layout, self.oslo_manager, "read")
        self.assertRights(self.both_layout, self.bergen_manager, "read")

    def test_every_kind_has_the_same_rules(self):
        for model in self.env["retail.content.mixin"]._retail_kinds().values():
            if self.env[model]._module != "retail_pos_central":
                continue
            record = self.env[model].create(
                {
                    "name": "X",
                    "assignment_ids": [Command.create({"store_id": self.moss.id})],
                }
            )
            self.assertRights(record, self.oslo_manager, "")
            moss_manager = self.env["res.users"].search([("login", "=", "retail_moss")]) or self.make_user("retail_moss", STORE, self.moss)
            self.assertRights(record, moss_manager, "read write create unlink")
            record.assignment_ids.unlink()

    @mute_logger("odoo.sql_db")
    def test_content_of_one_can_not_pass_for_that_of_another(self):
        own = self.make_campaign("Mine", self.bergen).with_user(self.bergen_manager)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            own.retail_uuid = self.campaign.retail_uuid
            own.flush_recordset()

    def test_a_store_manager_makes_and_assigns_own_content(self):
        layouts = self.env["retail.till.layout"].with_user(self.oslo_manager)
        layout = layouts.create({"name": "Own"})
        layout.write({"assignment_ids": [Command.create({"config_id": self.till_oslo_2.id})]})
        self.assertEqual(layout.sudo().assignment_ids.node_store_id, self.oslo)
        with self.assertRaises(AccessError):
            layout.write({"assignment_ids": [Command.create({"store_id": self.bergen.id})]})
        with self.assertRaises(AccessError):
            layout.write({"assignment_ids": [Command.create({"store_id": self.chain.id})]})

    def test_a_store_manager_can_not_hang_up_what_he_can_not_see(self):
        elsewhere = self.make_layout("Moss", self.moss)
        with self.assertRaises(AccessError):
            self.env["retail.assignment"].with_user(self.oslo_manager).create(
                {
                    "res_model": "retail.till.layout",
                    "res_id": elsewhere.id,
                    "config_id": self.till_oslo_2.id,
                }
            )

    def test_a_store_manager_releases_to_own_stores_only(self):
        self.oslo_layout.document = {**self.oslo_layout.document, "grid": {"columns": 3, "rows": 3}}
        self.chain_layout.document = {**self.chain_layout.document, "grid": {"columns": 3, "rows": 3}}
        release = self.env["retail.release"].with_user(self.oslo_manager).create({})
        release.action_propose()
        self.assertEqual(
            {(line.res_model, line.res_id) for line in release.line_ids},
            {("retail.till.layout", self.oslo_layout.id), ("retail.till.layout", self.both_layout.id)},
        )
        self.assertEqual(release.line_ids.node_store_id, self.oslo)
        release.action_release()
        self.assertEqual(release.state, "running")
        self.assertEqual(self.content_of(self.till_oslo_2), self.key(self.oslo_layout))
        self.assertRights(release, self.bergen_manager, "")
        other = self.env["retail.release"].with_user(self.oslo_manager).create({})
        with self.assertRaises(AccessError):
            other.write(
                {
                    "line_ids": [
                        Command.create(
                            {
                                "store_id": self.chain.id,
                                "kind": "layout",
                                "res_model": "retail.till.layout",
                                "res_id": self.oslo_layout.id,
                            }
                        )
                    ]
                }
            )

    def test_the_chains_release_is_not_the_stores(self):
        self.assertRights(self.chain_release, self.oslo_manager, "")
        for method in ("action_rollback", "action_withdraw", "action_check", "action_propose", "action_approve"):
            with self.assertRaises(AccessError, msg=method):
                getattr(self.chain_release.with_user(self.oslo_manager), method)()
        for line in self.chain_release.line_ids:
            self.assertRights(line, self.oslo_manager, "")

    def test_a_form_says_who_may_change_it(self):
        everywhere = self.make_campaign("Everywhere", self.oslo, self.bergen)
        mixed = self.release(everywhere)
        for record, mine in ((self.oslo_layout, True), (self.both_layout, False), (mixed, False), (self.done, True)):
            # As a form asks: lines too, of which a store manager reads the own ones alone.
            lines = {"line_ids": {"fields": {"kind": {}}}} if record == mixed else {}
            self.env.invalidate_all()
            (read,) = record.with_user(self.oslo_manager).web_read({"name": {}, **lines, "may_edit": {}})
            self.assertEqual(read["may_edit"], mine, record.display_name)
            self.assertTrue(record.with_user(self.chain_manager).may_edit)
        self.assertTrue(self.env["retail.till.layout"].with_user(self.oslo_manager).new({}).may_edit)
        for form in ("retail.till.layout", "retail.campaign"):
            self.assertIn("may_edit", self.env[form].get_view(view_type="form")["arch"])

    def test_waves_and_problems(self):
        self.assertRights(self.done.wave_ids, self.oslo_manager, "read write create unlink")
        self.assertRights(self.done.wave_ids, self.bergen_manager, "")
        problem = self.env["retail.release.problem"].create({"release_id": self.done.id, "level": "error", "message": "X"})
        self.assertRights(problem, self.oslo_manager, "read")
        self.assertRights(problem, self.bergen_manager, "")

    def test_revisions_states_and_log_are_only_read(self):
        state = self.env["retail.till.state"]._of(self.till_oslo_1)
        log = self.done.audit_ids[0]
        for record in (self.done.line_ids.revision_id[0], state, log):
            self.assertRights(record, self.oslo_manager, "read")
            self.assertRights(record, self.bergen_manager, "")
            self.assertRights(record, self.chain_manager, "read")

    def test_blobs_and_serial_are_nobodys(self):
        for record in (
            self.done.line_ids.revision_id.blob_id[0],
            self.env["retail.manifest"].search([], limit=1),
            self.env["retail.till.target"].search([], limit=1),
            self.env["retail.feed.group"]._of(self.till_oslo_1),
            self.env["retail.feed.part"].create({"delta": "x", "number": 0, "sha256": "0", "body": "eA=="}),
        ):
            self.assertRights(record, self.chain_manager, "")
            self.assertRights(record, self.oslo_manager, "")

    def test_tills(self):
        self.assertTrue(self.till_oslo_1.with_user(self.oslo_manager).has_access("read"))
        self.assertRights(self.till_bergen, self.oslo_manager, "")
        self.assertTrue(self.till_bergen.with_user(self.chain_manager).has_access("write"))
        # A cashier without retail rights is as in plain Odoo.
        self.assertTrue(self.till_bergen.with_user(self.cashier).has_access("read"))

    def test_only_a_chain_manager_moves_tills(self):
        for user in (self.cashier, self.oslo_manager):
            for values in ({"retail_store_id": self.moss.id}, {"retail_uuid": "mine"}):
                with self.assertRaises(AccessError):
                    self.till_oslo_1.with_user(user).write(values)
        self.till_oslo_1.with_user(self.chain_manager).retail_store_id = self.moss

    def test_send_again_only_for_own_tills(self):
        state = self.env["retail.till.state"]._of(self.till_bergen)
        with self.assertRaises(AccessError):
            state.with_user(self.oslo_manager).action_send_again()
        self.env["retail.till.state"]._of(self.till_oslo_1).with_user(self.oslo_manager).action_send_again()

    def test_effective_content_shows_what_comes_from_above(self):
        html = self.oslo.with_user(self.oslo_manager).effective_html
        self.assertIn("Oslo", html)
        self.assertIn("Chain", self.bergen.with_user(self.bergen_manager).effective_html)

    def test_the_calendar_of_campaigns_ends_at_the_stores_borders(self):
        row = self.env["retail.campaign.calendar"].search([("campaign_id", "=", self.campaign.id)])
        self.assertEqual(row.store_id, self.oslo)
        self.assertRights(row, self.oslo_manager, "read")
        self.assertRights(row, self.bergen_manager, "")
        self.assertRights(row, self.chain_manager, "read")
