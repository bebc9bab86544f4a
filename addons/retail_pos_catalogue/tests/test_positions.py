from odoo.tests import BaseCase

from ..tools.positions import oldest


class TestPositions(BaseCase):
    def test_the_one_that_has_seen_least(self):
        first, later, last = "100:110:100,105/1-90", "100:110:105/1-90", "106:120:/2-110"
        for order in ([first, later, last], [last, later, first], [later, last, first]):
            self.assertEqual(oldest(order), first)
        self.assertEqual(oldest([last, later]), later)
        self.assertEqual(oldest(["9:10:/1-5", "10:11:/1-5", "100:101:/1-5"]), "9:10:/1-5")
