"""Stock here and nearby: distances, opening hours, what a till keeps and how long."""

import base64

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tools import canonical

from .common import AnswerCase


@tagged("post_install", "-at_install")
class TestStock(AnswerCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpAnswers()
        cls.place(cls.oslo, 59.91, 10.75)
        cls.place(cls.bergen, 60.39, 5.32)
        cls.place(cls.moss, 59.43, 10.66)
        cls.put(cls.oslo, cls.lamp, 4)
        cls.put(cls.bergen, cls.lamp, 7)
        cls.snapshots = cls.env["retail.stock.snapshot"]

    def test_own_store_first_then_the_nearest(self):
        neighbours = self.oslo._retail_neighbours()
        ours = [(store.name, round(distance)) for store, distance in neighbours if store in self.oslo | self.moss | self.bergen]
        self.assertEqual([name for name, _distance in ours], ["Oslo", "Moss", "Bergen"])
        self.assertEqual(ours[0][1], 0)
        self.assertAlmostEqual(ours[1][1], 54, delta=2)

    def test_figures_are_free_stock_by_store(self):
        lamp = self.lamp.product_variant_id
        stores = [self.oslo, self.moss, self.bergen]
        self.assertEqual(self.snapshots._stock(stores, [lamp.id]), {lamp.id: [4.0, 0.0, 7.0]})
        self.env["stock.quant"]._update_reserved_quantity(lamp, self.oslo.warehouse_id.lot_stock_id, 1)
        self.assertEqual(self.snapshots._stock(stores, [lamp.id])[lamp.id][0], 3.0)

    def test_a_snapshot_is_made_once_for_all_tills_and_anew_when_old(self):
        first = self.snapshots._of(self.oslo)
        document = canonical.unpack(base64.b64decode(first.body))
        self.assertIn(b'"Moss"', document)
        sha = first.sha256
        self.put(self.oslo, self.lamp, 10)
        self.assertEqual(self.snapshots._of(self.oslo).sha256, sha, "still fresh")
        first.at = fields.Datetime.subtract(fields.Datetime.now(), minutes=31)
        self.assertNotEqual(self.snapshots._of(self.oslo).sha256, sha)
        self.assertEqual(self.snapshots.search_count([("store_id", "=", self.oslo.id)]), 1)

    def test_opening_hours(self):
        rows = [
            {"day": "1", "hour_from": 8, "hour_to": 20},
            {"day": "6", "hour_from": 14, "hour_to": 18},
            {"day": "6", "hour_from": 9, "hour_to": 13},
            {"day": "date", "date": "2026-12-24", "is_open": False},
        ]
        created = self.env["retail.store.opening"].create([{"store_id": self.oslo.id, **row} for row in rows])
        self.assertEqual((created[0] | created[3]).mapped("display_name"), ["Oslo, Monday", "Oslo, 12/24/2026"])
        self.assertEqual(
            self.oslo._retail_opening(),
            {"days": {"1": [["08:00", "20:00"]], "6": [["09:00", "13:00"], ["14:00", "18:00"]]}, "dates": {"2026-12-24": []}},
        )
        with self.assertRaises(ValidationError):
            self.env["retail.store.opening"].create({"store_id": self.oslo.id, "day": "1", "hour_from": 20, "hour_to": 8})
        with self.assertRaises(ValidationError):
            self.env["retail.store.opening"].create({"store_id": self.oslo.id, "day": "date"})
