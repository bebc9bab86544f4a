"""The label designer in the browser."""

from odoo.tests import HttpCase, tagged

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestTours(LabelCase, HttpCase):
    def test_label_designer(self):
        self.setUpLabels()
        self.start_tour(f"/odoo/retail.label.design/{self.shelf.id}", "retail_label_designer", login="admin")
