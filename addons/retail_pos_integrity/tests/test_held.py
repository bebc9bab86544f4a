"""What a till held when is kept, and a sale at an earlier price is held against it."""

import unittest
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tests.common import RetailCase
from odoo.addons.retail_pos_central.tools import campaign_engine

from .common import DeviationCase


@tagged("post_install", "-at_install")
class TestHeld(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.till = cls.till_oslo_1
        cls.held = cls.env["retail.till.held"]
        cls.now = fields.Datetime.now()

    def rows(self, kind):
        return self.held.search([("config_id", "=", self.till.id), ("kind", "=", kind)], order="at, id")

    def ago(self, **time):
        return self.now - timedelta(**time)

    def acknowledge(self, state, serial):
        self.env["retail.till.state"]._acknowledge(self.till, {"state": state, "serial": serial})

    def test_a_release_is_kept_once(self):
        for state, serial in [("downloaded", 7), ("applied", 7), ("applied", 7), ("applied", 9)]:
            self.acknowledge(state, serial)
        self.assertEqual(self.rows("content").mapped("serial"), [7, 9])
        self.assertEqual(self.env["retail.till.state"]._of(self.till).held_ids.mapped("serial"), [9, 7])

    def test_held_at_a_moment(self):
        self.acknowledge("applied", 7)
        self.rows("content").at = self.ago(hours=5)
        self.acknowledge("applied", 9)
        self.assertEqual(self.held._held_serial(self.till, self.ago(hours=1)), 7)
        self.assertEqual(self.held._held_serial(self.till, fields.Datetime.now()), 9)
        self.assertIsNone(self.held._held_serial(self.till, self.ago(hours=6)), "nothing was noted by then")
        self.assertIsNone(self.held._held_serial(self.till_bergen, self.now))

    def test_a_till_that_was_away(self):
        self.held._note_records(self.till, None)
        self.rows("records").at = self.ago(hours=9)
        self.held._note_records(self.till, self.ago(seconds=20))
        self.assertEqual(len(self.rows("records")), 1, "what is on its way is not missing")
        self.held._note_records(self.till, self.ago(hours=3))
        self.held._note_records(self.till, self.ago(hours=3))
        self.assertEqual(self.rows("records").mapped("missing_since"), [False, self.ago(hours=3)])
        self.held._note_records(self.till, None)
        asked = {
            (7, 4): True,  # it was in touch
            (2, 1): False,  # changed while it was away
            (4, 1): True,  # changed before it went
        }
        for (changed, sold), held in asked.items():
            self.assertEqual(self.held._held_change(self.till, self.ago(hours=changed), self.ago(hours=sold)), held, (changed, sold))
        self.assertIsNone(self.held._held_change(self.till, self.ago(hours=11), self.ago(hours=10)))
        self.assertTrue(self.held._held_change(self.till, self.ago(hours=2), fields.Datetime.now()), "back again")
        self.assertFalse(self.held._held_change(self.till, self.ago(minutes=1), self.now), "on its way")

    def test_a_till_that_seldom_asks_is_not_away(self):
        """What rode with the doorbell is held, though the cursor tells so at the next poll only."""
        hangs = [Command.create(self.node_values(self.chain))]
        settings = self.env["retail.till.settings"].create({"name": "Slow", "poll_interval_s": 1800, "assignment_ids": hangs})
        self.release(settings)
        self.held._note_records(self.till, self.ago(minutes=40))
        self.assertEqual(self.rows("records").mapped("missing_since"), [False])
        self.held._note_records(self.till, self.ago(minutes=50))
        self.assertEqual(self.rows("records")[-1].missing_since, self.ago(minutes=50))
        settings.poll_interval_s = 120
        self.release(settings)
        self.held._note_records(self.till, self.ago(minutes=40))
        self.assertEqual(self.rows("records")[-1].missing_since, self.ago(minutes=40), "it asks more often from now on")

    def test_the_cursor_tells_what_is_missing(self):
        feed = self.env["retail.feed"]
        asked = feed._position()
        feed._pull(self.till, **asked)
        self.assertEqual(self.rows("records").mapped("missing_since"), [False])
        self.env.cr.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1")
        xid = self.env.cr.fetchone()[0]
        self.env.cr.execute(
            """INSERT INTO retail_feed (xid, model, res_id, op, at)
               VALUES (%s::text::xid8, 'product.product', 1, 'U', now() - interval '1 hour')""",
            (str(xid),),
        )
        # A till that has not seen that transaction.
        older = f"{xid}:{xid}:/{asked['cursor'].split('/')[1]}"
        feed._pull(self.till, asked["epoch"], older)
        missing = self.rows("records")[-1].missing_since
        self.assertAlmostEqual(missing, fields.Datetime.now() - timedelta(hours=1), delta=timedelta(minutes=1))
        feed._pull(self.till, "another database", older)
        feed._pull(self.till, asked["epoch"], "no cursor")
        self.assertEqual(self.rows("records").mapped("missing_since"), [False, missing], "these tell nothing")

    def test_old_rows_go_but_not_the_last(self):
        for serial in (1, 2, 3):
            self.acknowledge("applied", serial)
        first, second, _third = self.rows("content")
        (first | second).at = self.ago(days=60)
        self.env.flush_all()
        self.held._gc_held()
        self.assertEqual(self.rows("content").mapped("serial"), [3])
        self.rows("content").at = self.ago(days=60)
        self.env.flush_all()
        self.held._gc_held()
        self.assertEqual(self.rows("content").mapped("serial"), [3])


@unittest.skipUnless(campaign_engine.node(), "Node.js is not installed")
@tagged("post_install", "-at_install")
class TestHeldAndSold(DeviationCase):
    def note(self, kind, hours_ago, **values):
        self.env["retail.till.held"].sudo().create(
            {"config_id": self.config.id, "kind": kind, "at": self.now - timedelta(hours=hours_ago), **values}
        )

    def test_a_till_that_was_away_when_the_price_changed(self):
        self.raise_price(2)
        self.note("records", 9)
        self.note("records", 3, missing_since=self.now - timedelta(hours=3))
        self.sell(self.line(self.crisps, price=40.0))
        deviation = self.night()
        self.assertEqual((deviation.cause, deviation.was_behind), ("behind", True))
        self.assertEqual(deviation.missing_since, self.now - timedelta(hours=3))

    def test_an_earlier_price_at_a_till_that_held_the_new_one(self):
        self.raise_price(2)
        self.note("records", 9)
        self.sell(self.line(self.crisps, price=40.0))
        deviation = self.night()
        self.assertEqual((deviation.cause, deviation.was_behind), ("kept", False))

    def campaigns(self):
        """A campaign of 25 % that was replaced three hours ago by one of 10 %; returns the serial of the later release."""
        campaign = self.make_campaign("Crisps week", self.oslo, percent=25, all_goods=False, product_ids=[Command.set(self.crisps.ids)])
        for hours, percent in [(50, 25), (3, 10)]:
            campaign.percent = percent
            release = self.release(campaign)
            release.sudo().released_at = self.now - timedelta(hours=hours)
        self.env["retail.till.state"]._of(self.config)
        return campaign, release.serial

    def test_earlier_campaigns_at_a_till_that_was_away(self):
        campaign, serial = self.campaigns()
        self.note("content", 40, serial=serial - 1)
        self.sell(self.line(self.crisps, 1, 30.0, savings=[(campaign, 1000)]))
        deviation = self.night()
        self.assertEqual((deviation.cause, deviation.check_id.state), ("behind", "stale"))
        self.assertEqual((deviation.held_serial, deviation.wanted_serial, deviation.was_behind), (serial - 1, serial, True))

    def test_earlier_campaigns_at_a_till_that_held_the_new_ones(self):
        campaign, serial = self.campaigns()
        self.note("content", 2, serial=serial)
        self.sell(self.line(self.crisps, 1, 30.0, savings=[(campaign, 1000)]))
        deviation = self.night()
        self.assertEqual((deviation.cause, deviation.check_id.state, deviation.was_behind), ("kept", "differs", False))

    def test_a_sale_that_began_before_the_switch(self):
        """Until its end it keeps to the campaigns that it began with."""
        campaign, serial = self.campaigns()
        self.note("content", 2, serial=serial)
        began = self.iso(self.now - timedelta(hours=4))
        self.sell(self.line(self.crisps, 1, 30.0, savings=[(campaign, 1000)], retail_at=began))
        self.assertEqual(self.night().cause, "behind")
