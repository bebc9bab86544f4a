from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestCampaign(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.category = cls.env["product.category"].create({"name": "Crisps"})
        cls.crisps = cls.env["product.product"].create(
            {
                "name": "Crisps",
                "list_price": 39.9,
                "available_in_pos": True,
                "categ_id": cls.category.id,
            }
        )

    def document(self, **values):
        return self.make_campaign("C", **values)._retail_document()

    def problems(self, **values):
        campaign = self.make_campaign("C", **values)
        return [problem["message"] for problem in campaign._retail_problems() if problem["level"] == "error"]

    def test_document_is_the_engines_offer(self):
        campaign = self.make_campaign(
            "20 %",
            percent=12.5,
            date_from="2026-11-21 15:00:00",
            date_to="2026-11-22 23:00:00",
            saturday=False,
            hours_ids=[Command.create({"hour_from": 16, "hour_to": 18.5})],
            coupon=" SAVE25 ",
            max_per_order=2,
            min_qty=1.5,
            combine="exclusive",
            priority=3,
        )
        self.assertEqual(
            campaign._retail_document(),
            {
                "id": campaign.retail_uuid,
                "name": "20 %",
                "kind": "percent",
                "percent": "12.5",
                "priority": 3,
                "combine": "exclusive",
                "items": {"all": True},
                "from": "2026-11-21T15:00:00+00:00",
                "to": "2026-11-22T23:00:00+00:00",
                "weekdays": [1, 2, 3, 4, 5, 7],
                "hours": [["16:00", "18:30"]],
                "coupon": "SAVE25",
                "max_per_order": 2,
                "min_qty": "1.5",
            },
        )

    def test_goods(self):
        tag = self.env["product.tag"].create({"name": "Organic"})
        document = self.document(
            all_goods=False,
            product_ids=[Command.set(self.crisps.ids)],
            categ_ids=[Command.set(self.category.ids)],
            tag_ids=[Command.set(tag.ids)],
            except_product_ids=[Command.set(self.crisps.ids)],
        )
        self.assertEqual(
            document["items"],
            {
                "products": [str(self.crisps.id)],
                "groups": [f"categ:{self.category.id}", f"tag:{tag.id}"],
                "except_products": [str(self.crisps.id)],
            },
        )

    def test_kinds(self):
        pick = lambda document, *names: {name: document[name] for name in names}  # noqa: E731
        self.assertEqual(pick(self.document(kind="multibuy", size=3, price=100), "size", "price"), {"size": 3, "price": 10000})
        self.assertEqual(pick(self.document(kind="cheapest_free", size=3, free=1), "size", "free"), {"size": 3, "free": 1})
        self.assertEqual(self.document(kind="price", price=79.9)["price"], 7990)
        self.assertEqual(self.document(kind="amount", amount=10)["amount"], 1000)
        document = self.document(kind="threshold", minimum=500, reward="amount", amount=50)
        self.assertEqual(pick(document, "min", "amount"), {"min": 50000, "amount": 5000})
        part = {"qty": 1, "product_ids": [Command.set(self.crisps.ids)]}
        document = self.document(kind="bundle", reward="price", price=99, part_ids=[Command.create(part), Command.create(part)])
        self.assertEqual(document["parts"], [{"items": {"products": [str(self.crisps.id)]}, "qty": 1}] * 2)
        self.assertEqual((document["price"], "items" in document), (9900, False))

    def test_refuses_what_can_not_be_meant(self):
        for named, values in {
            "at most 100": {"percent": 120},
            "ends before it starts": {"date_from": "2026-11-21 15:00:00", "date_to": "2026-11-20 15:00:00"},
            "No goods": {"all_goods": False},
        }.items():
            self.assertIn(named, " ".join(self.problems(**values)))
        self.assertTrue(self.problems(kind="tender"))
        self.assertFalse(self.problems())

    def test_warns_of_a_price_that_is_not_lower(self):
        campaign = self.make_campaign("C", kind="price", price=45, all_goods=False, product_ids=[Command.set(self.crisps.ids)])
        problem = campaign._retail_problems()[0]
        self.assertEqual((problem["level"], problem["model"], problem["res_id"]), ("warning", "product.product", self.crisps.id))
