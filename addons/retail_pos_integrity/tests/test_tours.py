"""The walk on a handheld, and the question what it costs, in the browser."""

from odoo.tests import HttpCase, tagged

from odoo.addons.retail_pos_labels.tests.common import LabelCase


@tagged("post_install", "-at_install")
class TestTours(LabelCase, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_walk(self):
        self.setUpLabels()
        self.make_user("tour_oslo", "retail_pos_central.group_retail_store_manager", self.oslo)
        self.start_tour("/odoo/shelf-check", "retail_price_walk", login="tour_oslo")
        wrong, right = self.env["retail.price.walk.line"].search([("store_id", "=", self.oslo.id)])
        self.assertEqual((right.outcome, right.till_price), ("ok", 50))
        self.assertEqual((wrong.outcome, wrong.shelf_price, wrong.note), ("wrong_price", 44.9, "Gammel etikett"))

    def test_question(self):
        self.setUpLabels()
        self.make_user("tour_oslo", "retail_pos_central.group_retail_store_manager", self.oslo)
        goods = {"all_goods": False, "product_ids": self.coffee.ids}
        self.release(self.make_campaign("Out", self.oslo, **goods))
        self.make_campaign("Draft", self.oslo, **goods, percent=20)
        self.start_tour("/odoo/price-question", "retail_price_question", login="tour_oslo")
