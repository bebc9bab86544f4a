"""The buyer's workbench: the check on the campaign's page, last year's copy, goods from a list."""

import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestCampaignWorkbench(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.env["res.lang"]._activate_lang("nb_NO")
        cls.category = cls.env["product.category"].create({"name": "Snacks"})
        cls.crisps = cls.product("Crisps", 40.0, barcode="7038010009990")
        cls.nuts = cls.product("Nuts", 30.0, default_code="NUTS-1")

    @classmethod
    def product(cls, name, price, **values):
        values = {"available_in_pos": True, "taxes_id": False, "categ_id": cls.category.id, **values}
        return cls.env["product.product"].create({"name": name, "list_price": price, **values})

    def campaign(self, name="C", node=None, **values):
        values = {"all_goods": False, "product_ids": [Command.set(self.crisps.ids)], "date_to": self.soon, **values}
        return self.make_campaign(name, node or self.oslo, **values)

    @property
    def soon(self):
        return fields.Datetime.now() + timedelta(days=7)

    def messages(self, campaign, level=None):
        return [p["message"] for p in campaign._retail_problems() if level in (None, p["level"])]

    def test_below_cost(self):
        self.crisps.standard_price = 25.0
        self.assertEqual(self.messages(self.campaign(percent=30)), [])
        (message,) = self.messages(self.campaign(percent=50))
        self.assertIn("Crisps", message)
        self.assertTrue(self.messages(self.campaign(kind="cheapest_free", size=2, free=1)))
        self.assertTrue(self.messages(self.campaign(kind="multibuy", size=3, price=60)))
        self.assertFalse(self.messages(self.campaign(kind="multibuy", size=3, price=90)))

    def bundle(self, *products, **values):
        parts = [Command.create({"qty": 1, "product_ids": [Command.set(product.ids)]}) for product in products]
        return self.campaign(kind="bundle", part_ids=parts, product_ids=False, **{"reward": "price", **values})

    def test_goods_together_below_cost(self):
        self.crisps.standard_price, self.nuts.standard_price = 25.0, 20.0
        cheap = self.product("Seeds", 30.0, standard_price=2.0)
        (message,) = self.messages(self.bundle(self.crisps, self.nuts + cheap, price=40))
        self.assertIn("Nuts", message)
        self.assertFalse(self.messages(self.bundle(self.crisps, self.nuts, price=45)))
        self.assertFalse(self.messages(self.bundle(self.crisps, cheap, price=40)))
        self.assertTrue(self.messages(self.bundle(self.crisps, self.nuts, reward="percent", percent=40)))
        self.assertTrue(self.messages(self.bundle(self.crisps, self.nuts, reward="amount", amount=30)))
        self.assertFalse(self.messages(self.bundle(self.crisps, self.nuts, reward="amount", amount=25)))
        taxed = self.env["account.tax"].create({"name": "25", "amount": 25, "price_include_override": "tax_included"})
        self.crisps.taxes_id = taxed
        self.assertTrue(self.messages(self.bundle(self.crisps, self.nuts, price=45)))

    def test_a_price_together_that_saves_nothing(self):
        (message,) = self.messages(self.bundle(self.crisps, self.nuts, price=70))
        self.assertIn("70.00", message)
        self.assertFalse(self.messages(self.bundle(self.crisps, self.nuts, price=69)))
        self.assertTrue(self.messages(self.campaign(kind="multibuy", size=2, price=80)))

    def test_a_blank_coupon_and_a_coupon_without_a_minimum(self):
        self.assertTrue(self.messages(self.campaign(coupon="  "), "error"))
        values = {"kind": "threshold", "reward": "amount", "amount": 50, "minimum": 0}
        self.assertTrue(self.messages(self.campaign(**values), "error"))
        self.assertFalse(self.messages(self.campaign(**values, coupon="FIFTY"), "error"))

    def test_longer_than_a_reduction_may_last(self):
        self.env.company.retail_campaign_most_days = 30
        self.assertTrue(self.messages(self.campaign(date_to=False)))
        self.assertTrue(self.messages(self.campaign(date_to=fields.Datetime.now() + timedelta(days=40))))
        self.assertFalse(self.messages(self.campaign(date_to=fields.Datetime.now() + timedelta(days=29))))
        self.assertFalse(self.messages(self.campaign(date_to=False, coupon="VIP")))
        self.assertFalse(self.messages(self.campaign(date_to=False, kind="multibuy", size=2, price=70)))

    def test_a_bundle_with_a_part_that_no_store_sells(self):
        self.nuts.available_in_pos = False
        parts = [Command.create({"qty": 1, "product_ids": [Command.set(product.ids)]}) for product in (self.crisps, self.nuts)]
        campaign = self.campaign(kind="bundle", reward="price", price=50, part_ids=parts)
        (message,) = self.messages(campaign, "error")
        self.assertIn("2", message)
        self.assertIn("Nuts", message)
        gone = self.campaign(product_ids=[Command.set(self.nuts.ids)])
        self.assertTrue(self.messages(gone, "error"))

    def test_campaigns_on_the_same_goods_are_shown(self):
        running = self.campaign("Running", self.east)
        self.release(running)
        campaign = self.campaign("New")
        self.assertIn("Running", campaign.problem_html)
        self.assertNotIn("Running", self.campaign("Elsewhere", self.bergen).problem_html)
        release = self.env["retail.release"].create({"name": "Both"})
        release._propose([(campaign._name, campaign.id)])
        release.action_check()
        self.assertIn("Running", " ".join(release.problem_ids.mapped("message")))

    def test_two_that_stand_alone_on_the_same_goods(self):
        one, other = self.campaign("One", combine="exclusive"), self.campaign("Other", combine="exclusive")
        release = self.env["retail.release"].create({"name": "Both"})
        release._propose([(one._name, one.id), (other._name, other.id)])
        release.action_check()
        messages = release.problem_ids.mapped("message")
        self.assertEqual(len(messages), 1, messages)
        self.assertIn("stand alone", messages[0])

    def test_nothing_to_remark(self):
        self.assertIn("Nothing to remark", self.campaign().problem_html)

    def test_last_years_campaign(self):
        campaign = self.campaign(
            "Easter",
            date_from="2025-03-28 07:00:00",
            date_to="2025-04-04 21:00:00",
            hours_ids=[Command.create({"hour_from": 10, "hour_to": 12})],
            note="Much sold",
        )
        campaign.with_context(lang="nb_NO").name = "Påske"
        action = campaign.action_copy_next_year()
        copy = self.env["retail.campaign"].browse(action["res_id"])
        self.assertGreater(copy.date_to, fields.Datetime.now())
        self.assertEqual(copy.date_from.weekday(), campaign.date_from.weekday())
        zone = self.oslo._retail_tz()
        clock = [zone.fromutc(one.date_from.replace(tzinfo=None)).strftime("%H:%M") for one in (campaign, copy)]
        self.assertEqual(clock[0], clock[1])
        self.assertEqual((copy.name, copy.with_context(lang="nb_NO").name), ("Easter", "Påske"))
        self.assertEqual((copy.assignment_ids.store_id, len(copy.hours_ids), copy.release_state), (self.oslo, 1, "unreleased"))
        self.assertNotEqual(copy.retail_uuid, campaign.retail_uuid)

    def test_goods_from_a_list(self):
        campaign = self.campaign()
        form = self.env["retail.campaign.import"].create({"campaign_id": campaign.id, "pasted": "Varenr\n7038010009990\nNUTS-1\n"})
        form.action_import()
        self.assertEqual(campaign.product_ids, self.crisps | self.nuts)

    def test_a_list_with_unknown_codes_adds_nothing_and_names_the_lines(self):
        campaign = self.campaign()
        data = base64.b64encode(b"NUTS-1\nNO-SUCH\n")
        form = self.env["retail.campaign.import"].create({"campaign_id": campaign.id, "file": data})
        with self.assertRaisesRegex(UserError, "2: NO-SUCH"):
            form.action_import()
        self.assertEqual(campaign.product_ids, self.crisps)
        for values in ({"pasted": " \n"}, {"file": base64.b64encode(b"PK\x03\x04 broken")}):
            with self.assertRaises(UserError):
                self.env["retail.campaign.import"].create({"campaign_id": campaign.id, **values}).action_import()

    def test_a_list_needs_the_right_to_the_campaign(self):
        campaign = self.campaign()
        user = self.make_user("retail_bergen_import", "retail_pos_central.group_retail_store_manager", self.bergen)
        form = self.env["retail.campaign.import"].with_user(user).create({"campaign_id": campaign.id, "pasted": "NUTS-1"})
        with self.assertRaises(AccessError):
            form.action_import()

    def test_the_calendar_shows_each_node(self):
        campaign = self.campaign("Both", self.east)
        self.env["retail.assignment"].create({"res_model": "retail.campaign", "res_id": campaign.id, "store_id": self.bergen.id})
        self.env.flush_all()
        rows = self.env["retail.campaign.calendar"].search([("campaign_id", "=", campaign.id)])
        self.assertEqual((rows.store_id, set(rows.mapped("name"))), (self.east | self.bergen, {"Both"}))
        self.assertTrue(all(row.date_from < row.date_to for row in rows))

    def test_a_campaign_is_named_in_each_language(self):
        campaign = self.campaign("Three for two")
        self.assertNotIn("names", campaign._retail_document())
        campaign.with_context(lang="nb_NO").name = "Tre for to"
        names = campaign._retail_document()["names"]
        self.assertEqual((names["en_US"], names["nb_NO"]), ("Three for two", "Tre for to"))
