"""Outside of the tests' transaction: two users press the button at the same moment, each in a transaction of his own."""

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestTwoUsersReleasingAtOnce(BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.store = env["retail.store"].create({"name": "Two at once", "kind": "chain"}).id
            values = {"kind": "percent", "percent": 10, "all_goods": True, "assignment_ids": [Command.create({"store_id": self.store})]}
            campaigns = env["retail.campaign"].create([{**values, "name": name} for name in ("Mine", "Yours")])
            releases = env["retail.release"].create([{"name": campaign.name} for campaign in campaigns])
            for release, campaign in zip(releases, campaigns, strict=True):
                release._propose([(campaign._name, campaign.id)])
                release.action_check()
            self.campaigns, self.releases = campaigns.ids, releases.ids
        self.addCleanup(self.remove)

    def remove(self):
        with self.registry.cursor() as cr:
            # What went out stays in the log, and its revisions stay: past the ORM, as nobody else may.
            cr.execute("DELETE FROM retail_audit WHERE release_id = ANY(%s) OR store_id = %s", (self.releases, self.store))
            cr.execute("DELETE FROM retail_release WHERE id = ANY(%s)", (self.releases,))
            cr.execute("DELETE FROM retail_revision WHERE res_model = 'retail.campaign' AND res_id = ANY(%s)", (self.campaigns,))
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["retail.campaign"].browse(self.campaigns).unlink()
            env["retail.store"].browse(self.store).unlink()

    def press(self, first, second):
        """Both have opened their release before either presses; the second one's request is refused by the database."""
        mine, yours = self.registry.cursor(), self.registry.cursor()
        try:
            releases = [
                api.Environment(cr, SUPERUSER_ID, {})["retail.release"].browse(release) for cr, release in ((mine, first), (yours, second))
            ]
            self.assertEqual([release.state for release in releases], ["checked", "checked"])
            releases[0].action_release()
            mine.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                releases[1].action_release()
                yours.commit()
        finally:
            yours.rollback()
            yours.close()
            mine.close()

    def test_the_second_comes_after_the_first_and_loses_nothing(self):
        first, second = self.releases
        self.press(first, second)
        with self.registry.cursor() as cr:
            releases = api.Environment(cr, SUPERUSER_ID, {})["retail.release"].browse(self.releases)
            self.assertEqual((releases[1].state, releases[1].serial), ("checked", 0), "nothing of it is half out")
            # Odoo repeats a request that ends so; it then sees what the first one released.
            releases[1].action_release()
            self.assertLess(releases[0].serial, releases[1].serial)
            found = releases.env["retail.manifest"]._effective(releases.env["retail.store"].browse(self.store))["campaign"]
            self.assertEqual({line.content_name for line in found}, {"Mine", "Yours"})

    def test_one_release_goes_out_once(self):
        release = self.releases[0]
        self.press(release, release)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            with self.assertRaisesRegex(UserError, "already gone out"):
                env["retail.release"].browse(release).action_release()
            out = env["retail.audit"].search_count([("release_id", "=", release), ("event", "=", "released")])
            self.assertEqual(out, 1)
