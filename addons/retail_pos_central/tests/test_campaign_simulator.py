"""What the simulator and the campaign form's examples get from the server."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestCampaignSimulator(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.simulator = cls.env["retail.campaign.simulator"]
        cls.food = cls.env["pos.category"].create({"name": "Food"})
        cls.bakery = cls.env["pos.category"].create({"name": "Bakery", "parent_id": cls.food.id})
        cls.tag = cls.env["product.tag"].create({"name": "Local"})
        cls.tax = cls.env["account.tax"].create({"name": "Food", "amount": 15, "price_include_override": "tax_included"})
        cls.bun = cls.env["product.product"].create(
            {
                "name": "Bun",
                "list_price": 25.5,
                "available_in_pos": True,
                "pos_categ_ids": [Command.set(cls.bakery.ids)],
                "product_tag_ids": [Command.set(cls.tag.ids)],
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )
        cls.apples = cls.env["product.product"].create(
            {
                "name": "Apples",
                "list_price": 29.9,
                "available_in_pos": True,
                "to_weight": True,
                "taxes_id": [Command.clear()],
            }
        )

    def offer_names(self, store, source="draft", at="2030-01-01T12:00:00+01:00"):
        return [entry["offer"]["name"] for entry in self.simulator.get_offers(store.id, at, source)]

    def test_goods_as_the_engine_takes_them(self):
        bun, apples = self.simulator.get_goods((self.bun | self.apples).ids, self.oslo.id)
        self.assertEqual((bun["price"], bun["vat"], bun["measure"]), (2550, 15, "each"))
        self.assertLessEqual({f"poscateg:{self.bakery.id}", f"poscateg:{self.food.id}", f"tag:{self.tag.id}"}, set(bun["groups"]))
        self.assertEqual((apples["price"], apples["vat"], apples["measure"]), (2990, 0, "weight"))

    def test_price_is_that_of_the_stores_tills(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Oslo",
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "0_product_variant",
                            "product_id": self.bun.id,
                            "compute_price": "fixed",
                            "fixed_price": 19,
                        }
                    )
                ],
            }
        )
        self.till_oslo_1.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(pricelist.ids)],
                "pricelist_id": pricelist.id,
            }
        )
        self.assertEqual(self.simulator.get_goods(self.bun.ids, self.oslo.id)[0]["price"], 1900)
        self.assertEqual(self.simulator.get_goods(self.bun.ids, self.bergen.id)[0]["price"], 2550)

    def test_price_of_the_moment(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Oslo",
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "0_product_variant",
                            "product_id": self.bun.id,
                            "compute_price": "fixed",
                            "fixed_price": 19,
                            "date_start": "2030-01-01 11:00:00",
                        }
                    )
                ],
            }
        )
        self.till_oslo_1.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(pricelist.ids)],
                "pricelist_id": pricelist.id,
            }
        )
        prices = [
            self.simulator.get_goods(self.bun.ids, self.oslo.id, at)[0]["price"]
            for at in ("2030-01-01T11:59:59+01:00", "2030-01-01T12:00:00+01:00")
        ]
        self.assertEqual(prices, [2550, 1900])

    def test_drafts_along_the_path(self):
        self.make_campaign("Everywhere", self.chain)
        self.make_campaign("West only", self.west)
        self.make_campaign("Nowhere")
        self.assertEqual(self.offer_names(self.oslo), ["Everywhere"])
        self.assertEqual(sorted(self.offer_names(self.bergen)), ["Everywhere", "West only"])

    def test_released_ones_are_those_of_the_release(self):
        campaign = self.make_campaign("First name", self.chain)
        self.assertEqual(self.offer_names(self.oslo, "released"), [])
        self.release(campaign)
        campaign.name = "Second name"
        self.assertEqual(self.offer_names(self.oslo, "released"), ["First name"])
        self.assertEqual(self.offer_names(self.oslo), ["Second name"])

    def test_start_lists_places_and_terms(self):
        group = self.env["res.partner.category"].create({"name": "Gold"})
        start = self.simulator.get_start()
        oslo = next(store for store in start["stores"] if store["id"] == self.oslo.id)
        self.assertEqual((oslo["code"], oslo["timezone"]), ("TEST-OSL", "Europe/Oslo"))
        self.assertIn({"code": f"ctag:{group.id}", "name": "Gold"}, start["customer_groups"])

    def test_cashiers_have_no_business_here(self):
        cashier = new_test_user(self.env, "cashier", groups="base.group_user,point_of_sale.group_pos_user")
        with self.assertRaises(AccessError):
            self.simulator.with_user(cashier).get_offers(self.oslo.id, "2030-01-01T12:00:00Z", "released")
        with self.assertRaises(AccessError):
            self.simulator.with_user(cashier).get_start()

    def test_preview_follows_the_form(self):
        campaign = self.make_campaign(
            "Bakery",
            self.chain,
            kind="multibuy",
            size=3,
            price=60,
            all_goods=False,
            pos_categ_ids=[Command.set(self.food.ids)],
        )
        preview = campaign.offer_preview
        self.assertEqual([product["name"] for product in preview["items"]], ["Bun"])
        self.assertEqual(preview["offer"]["price"], 6000)
        campaign.price = 50
        self.assertEqual(campaign.offer_preview["offer"]["price"], 5000)
        campaign.except_tag_ids = self.tag
        self.assertEqual(campaign.offer_preview["items"], [])

    def test_preview_of_a_campaign_under_work(self):
        draft = self.env["retail.campaign"].new({"kind": "bundle", "reward": "price", "price": 50})
        self.assertEqual(draft.offer_preview["parts"], [])
        draft.part_ids = [Command.create({"qty": 2, "product_ids": [Command.set(self.bun.ids)]})]
        self.assertEqual([[product["name"] for product in part] for part in draft.offer_preview["parts"]], [["Bun"]])

    def test_what_is_entered_wrong_is_said_in_the_form(self):
        campaign = self.make_campaign("Wrong", self.oslo, percent=0)
        self.assertEqual(campaign.offer_preview["problems"], [], "still empty")
        for values, word in (
            ({"percent": 120}, "percentage"),
            ({"percent": 20, "date_from": "2026-12-02", "date_to": "2026-12-01"}, "ends before"),
            ({"date_to": False, "monday": False, "hours_ids": [Command.create({"hour_from": 18, "hour_to": 16})]}, "Hours"),
            ({"hours_ids": [Command.clear()], "priority": 0}, "priority"),
        ):
            campaign.write(values)
            (problem,) = campaign.offer_preview["problems"]
            self.assertIn(word, problem)
        campaign.priority = 10
        self.assertEqual(campaign.offer_preview["problems"], [])
