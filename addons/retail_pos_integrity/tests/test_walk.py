"""A walk along the shelves: the price that counts, and differences that become tasks."""

import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_labels.tests.common import LabelCase


def picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#aa3322").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestWalk(LabelCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLabels()
        cls.manager = cls.make_user("walk_oslo", "retail_pos_central.group_retail_store_manager", cls.oslo)
        cls.other = cls.make_user("walk_bergen", "retail_pos_central.group_retail_store_manager", cls.bergen)
        cls.oslo.responsible_id = cls.manager
        cls.walks = cls.env["retail.price.walk"].with_user(cls.manager)

    def begin(self):
        return self.walks.browse(self.walks.start(self.oslo.id)["id"])

    def note(self, walk, **values):
        walk.note({"code": "2999999000000", "product_id": self.coffee.id, "till_price": 5000, **values})
        return walk.line_ids[0]

    def test_the_price_that_counts(self):
        walk = self.begin()
        found = walk.look(" 2999999000000 ")
        self.assertEqual((found["product_id"], found["line"]["price"], found["words"]["name"]), (self.coffee.id, 5000, "Kaffe Mørk"))
        self.assertEqual(walk.look("TEST-18021")["product_id"], self.coffee.id)
        self.assertIsNone(walk.look("7038010000010"))
        self.assertIsNone(walk.look(""))

    def test_a_walk_goes_on_until_it_is_ended(self):
        walk = self.begin()
        self.assertEqual(self.begin(), walk)
        walk.end()
        self.assertNotEqual(self.begin(), walk)
        with self.assertRaises(UserError):
            self.note(walk, outcome="ok")

    def test_what_is_right_makes_no_task(self):
        walk = self.begin()
        line = self.note(walk, outcome="ok")
        self.assertEqual((line.state, walk.checked_count, walk.difference_count), ("ok", 1, 0))
        self.assertFalse(line.activity_ids)

    def test_a_difference_becomes_a_task_with_photo_and_a_label(self):
        walk = self.begin()
        line = self.note(walk, outcome="wrong_price", shelf_price=4490, note="Gammel etikett", photo=picture())
        self.assertEqual((line.till_price, line.shelf_price, line.difference), (50, 44.9, -5.1))
        self.assertTrue(line.photo)
        activity = line.activity_ids
        self.assertEqual((activity.user_id, len(activity)), (self.manager, 1))
        self.assertIn("Kaffe", activity.summary)
        label = self.env["retail.label"].search([("store_id", "=", self.oslo.id), ("product_id", "=", self.coffee.id)])
        self.assertEqual((label.reason, label.state), ("difference", "waiting"))
        line.with_user(self.manager).action_done()
        self.assertEqual((line.state, line.done_by_id, bool(line.activity_ids)), ("done", self.manager, False))
        self.assertEqual(walk.open_count, 0)

    def test_unknown_goods(self):
        line = self.note(self.begin(), outcome="unknown", code="999", product_id=False, till_price=0)
        self.assertEqual((line.code, line.state, len(line.activity_ids)), ("999", "open", 1))

    def test_bad_input_is_named(self):
        walk = self.begin()
        for values in (
            {"outcome": "fine"},
            {"outcome": "ok", "product_id": False},
            {"outcome": "ok", "till_price": "50"},
            {"outcome": "ok", "till_price": -1},
            {"outcome": "wrong_price", "shelf_price": None},
            {"outcome": "ok", "photo": "not base64!"},
            {"outcome": "ok", "photo": 7},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.note(walk, **values)

    def test_only_in_the_own_store(self):
        walk = self.begin()
        theirs = self.env["retail.price.walk"].with_user(self.other)
        with self.assertRaises(AccessError):
            theirs.start(self.oslo.id)
        with self.assertRaises(AccessError):
            theirs.browse(walk.id).look("TEST-18021")
        with self.assertRaises(AccessError):
            theirs.browse(walk.id).note({"outcome": "ok"})
        cashier = self.make_user("walk_cashier", "point_of_sale.group_pos_user")
        with self.assertRaises(AccessError):
            self.env["retail.price.walk"].with_user(cashier).start(self.oslo.id)

    def test_the_label_of_an_electronic_tag_is_scanned_too(self):
        gateway = self.env["retail.esl.gateway"].create(
            {"name": "ESL", "store_id": self.oslo.id, "url": "http://127.0.0.1:1", "design_id": self.shelf.id}
        )
        self.env["retail.esl.label"].create({"gateway_id": gateway.id, "code": "A1B2", "product_id": self.coffee.id})
        self.assertEqual(self.begin().look("A1B2")["product_id"], self.coffee.id)

    def test_campaign_words_are_told(self):
        self.release(self.make_campaign("Kaffeuke", self.oslo, all_goods=False, product_ids=[Command.set(self.coffee.ids)], percent=20))
        self.assertIn("40", self.begin().look("TEST-18021")["words"]["price"])
