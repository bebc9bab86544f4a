from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestDiff(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.milk = cls.env["product.product"].create({"name": "Milk", "available_in_pos": True, "list_price": 20})
        cls.bread = cls.env["product.product"].create({"name": "Bread", "available_in_pos": True, "list_price": 30})

    def button(self, number, product, **values):
        return {
            "id": f"b{number}",
            "x": number,
            "y": 0,
            "w": 1,
            "h": 1,
            "label": {},
            "action": {"type": "product", "product_id": product.id},
            **values,
        }

    def layout(self, *buttons, **values):
        return {
            "version": 1,
            "grid": {"columns": 6, "rows": 5},
            "pages": [{"id": "p1", "name": {"en_US": "Front"}, "buttons": list(buttons)}],
            **values,
        }

    def describe(self, model, old, new):
        return self.env[model].create({"name": "X"})._retail_describe(old, new)

    def test_layouts_in_words(self):
        old = self.layout(self.button(0, self.milk), self.button(1, self.bread))
        new = self.layout(self.button(0, self.bread), self.button(2, self.milk, color="#ff0000"), grid={"columns": 4, "rows": 4})
        self.assertEqual(
            self.describe("retail.till.layout", old, new),
            [
                "The grid changes from 6 × 5 to 4 × 4",
                "Front: button “Bread” leads to Bread instead of Milk",
                "Front: new button “Milk” (Milk)",
                "Front: button “Bread” is removed",
            ],
        )
        moved = self.layout(self.button(0, self.milk, x=3, label={"en_US": "Fresh"}), self.button(1, self.bread, color="#000000"))
        self.assertEqual(
            self.describe("retail.till.layout", old, moved),
            [
                "Front: button “b0” is now called “Fresh”",
                "Front: button “Fresh” is moved or resized",
                "Front: button “Bread” looks different",
            ],
        )

    def test_receipts_in_words(self):
        old = {"paper": {"columns": 42}, "blocks": [{"type": "text", "text": {"nb_NO": "Velkommen"}}, {"type": "lines"}, {"type": "vat"}]}
        new = {"paper": {"columns": 48}, "blocks": [{"type": "text", "text": {"nb_NO": "God jul"}}, {"type": "lines"}, {"type": "cut"}]}
        self.assertEqual(
            self.describe("retail.receipt.template", old, new),
            [
                "The paper changes from 42 to 48 columns",
                "Text “Velkommen” → Text “God jul”",
                "Removed: VAT",
                "Added: Cut",
            ],
        )

    def test_settings_in_words(self):
        settings = self.env["retail.till.settings"].create({"name": "S"})
        old = settings._retail_document()
        settings.write({"reprice": "follow", "return_days": 60})
        self.assertEqual(
            settings._retail_describe(old, settings._retail_document()),
            [
                "Order Under Way: Keep the price at scan → Follow the new price",
                "Open Purchase (days): 30 → 60",
            ],
        )

    def test_campaigns_in_words(self):
        campaign = self.make_campaign("C", kind="price", price=79.9, all_goods=False, product_ids=[(6, 0, self.milk.ids)])
        old = campaign._retail_document()
        campaign.write({"price": 69.9, "product_ids": [(4, self.bread.id)], "saturday": False})
        texts = "\n".join(campaign._retail_describe(old, campaign._retail_document()))
        self.assertIn("79", texts)
        self.assertIn("69", texts)
        self.assertIn("Goods: Milk → Milk, Bread", texts)
        self.assertIn("Days: none → Mon, Tue, Wed, Thu, Fri, Sun", texts)

    def test_a_release_shows_its_changes(self):
        campaign = self.make_campaign("C", self.chain)
        first = self.release(campaign)
        self.assertIn("New here", first.line_ids.change_html)
        campaign.percent = 15
        second = self.release(campaign)
        self.assertIn("10 → 15", second.line_ids.change_html)

    def test_campaigns_that_contradict(self):
        goods = {"all_goods": False, "product_ids": [(6, 0, self.milk.ids)]}
        running = self.make_campaign("Runs", self.chain, kind="price", price=15, **goods)
        self.release(running)
        release = self.env["retail.release"].create({})
        other = self.make_campaign("New", self.oslo, kind="price", price=12, **goods)
        release._propose([(other._name, other.id)])
        release.action_check()
        problem = release.problem_ids.filtered(lambda one: one.res_id == running.id)
        self.assertEqual(problem.level, "warning")
        self.assertEqual(problem.action_open_record()["res_id"], running.id)
        self.assertEqual(release.state, "checked")
        other.write({"date_from": "2030-01-01 00:00:00"})
        running.write({"date_to": "2029-12-31 00:00:00"})
        release.action_check()
        self.assertFalse(release.problem_ids.filtered(lambda one: one.res_id == running.id))

    def test_the_same_coupon_twice_in_one_release(self):
        pair = self.make_campaign("A", self.chain, coupon="SAVE") | self.make_campaign("B", self.chain, coupon="SAVE")
        release = self.release(*pair)
        self.assertEqual(len(release.problem_ids.filtered(lambda one: "coupon" in one.message)), 1)
