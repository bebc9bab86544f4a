"""Campaigns are held against the lowest price before them, at the check and at release."""

from datetime import timedelta

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import PriceCase


@tagged("post_install", "-at_install")
class TestCampaignClaim(PriceCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpPrices()
        cls.coffee = cls.make_product("Coffee", 50)

    def campaign(self, name="Coffee week", **values):
        return self.make_campaign(
            name, self.chain, all_goods=False, product_ids=[Command.set(self.coffee.ids)], **{"kind": "percent", "percent": 20, **values}
        )

    def claims(self, campaign):
        return [
            problem
            for problem in campaign._retail_problems()
            if problem.get("model") == "product.product" and "last 30 days" in problem["message"]
        ]

    def test_an_honest_claim(self):
        campaign = self.campaign()
        self.assertEqual(self.claims(campaign), [])
        self.release(campaign)
        claim = self.answer(self.oslo, self.coffee)["claim"]
        self.assertEqual((claim["price"], claim["before"], claim["res_id"]), (4000, 5000, campaign.id))

    def test_a_price_raised_before_the_campaign_is_flagged(self):
        self.past(self.coffee, 10, 42)
        self.past(self.coffee, 5, 50)
        campaign = self.campaign()
        (problem,) = self.claims(campaign)
        self.assertEqual((problem["level"], problem["res_id"]), ("warning", self.coffee.id))
        self.assertIn("Coffee", problem["message"])
        self.assertIn("42.00", problem["message"].replace(",", "."))
        self.assertIn("Less than the campaign says", campaign.claim_html)
        release = self.release(campaign)
        self.assertIn(problem["message"], release.problem_ids.mapped("message"))
        self.assertEqual(self.answer(self.oslo, self.coffee)["claim"]["before"], 4200, "the shelf says the lowest price")

    def test_what_is_wrong_with_the_campaign_itself_comes_alone(self):
        campaign = self.campaign(percent=120)
        self.assertEqual([problem["level"] for problem in campaign._retail_problems()], ["error"])

    def test_no_reduction_at_all_is_refused_where_the_company_wants_it(self):
        self.past(self.coffee, 10, 39)
        self.past(self.coffee, 5, 50)
        self.env.company.retail_refuse_claims = True
        campaign = self.campaign()
        (problem,) = self.claims(campaign)
        self.assertEqual(problem["level"], "error")
        self.assertEqual(self.release(campaign).state, "draft")

    def test_later_the_low_price_is_forgotten(self):
        self.past(self.coffee, 10, 42)
        self.past(self.coffee, 5, 50)
        self.assertEqual(self.claims(self.campaign(date_from=self.now + timedelta(days=26))), [])
        campaign = self.campaign()
        release = self.env["retail.release"].create({"name": "Later", "effective_at": self.now + timedelta(days=26)})
        release._propose([(campaign._name, campaign.id)])
        release.action_check()
        self.assertFalse([text for text in release.problem_ids.mapped("message") if "last 30 days" in text])

    def test_an_earlier_campaign_counts_also_when_it_was_replaced(self):
        first = self.campaign("Flash", kind="price", price=30, percent=0)
        release = self.release(first)
        self.env.flush_all()
        self.env.cr.execute("UPDATE retail_release SET released_at = %s WHERE id = %s", (self.now - timedelta(days=8), release.id))
        release.invalidate_recordset()
        release.action_withdraw()
        (problem,) = self.claims(self.campaign(percent=30))
        self.assertIn("30", problem["message"])

    def test_a_campaign_with_conditions_claims_nothing(self):
        self.past(self.coffee, 10, 30)
        self.past(self.coffee, 5, 50)
        for values in ({"coupon": "A"}, {"min_qty": 3}, {"kind": "cheapest_free"}):
            self.assertEqual(self.claims(self.campaign(**values)), [], values)

    def test_a_bundle_on_the_goods_is_told_beside_the_price(self):
        three = self.campaign("3 for 2", kind="cheapest_free")
        self.release(three)
        answer = self.answer(self.oslo, self.coffee)
        self.assertIsNone(answer["claim"])
        self.assertEqual([one["name"] for one in answer["offers"]], ["3 for 2"])

    def test_before_and_after_the_campaign(self):
        campaign = self.campaign(date_from=self.now + timedelta(days=1), date_to=self.now + timedelta(days=3))
        self.release(campaign)
        found = [bool(self.answer(self.oslo, self.coffee, self.now + timedelta(days=days))["claim"]) for days in (0, 1, 2, 3)]
        self.assertEqual(found, [False, True, True, False])
