"""Distances between stores."""

from odoo.tests import BaseCase

from odoo.addons.retail_pos_answers.tools.distance import distance_km

OSLO, BERGEN = (59.9139, 10.7522), (60.3913, 5.3221)


class TestDistance(BaseCase):
    def test_oslo_to_bergen(self):
        # About 305 km as the crow flies.
        self.assertAlmostEqual(distance_km(OSLO, BERGEN), 305, delta=3)

    def test_no_distance_to_oneself_and_none_to_the_unknown(self):
        self.assertEqual(distance_km(OSLO, OSLO), 0)
        self.assertIsNone(distance_km(OSLO, None))
