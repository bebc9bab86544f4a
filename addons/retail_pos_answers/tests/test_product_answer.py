"""What tills get of goods: the rows, their pages, and the change feed."""

import base64

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import AnswerCase

ANSWER = "retail.product.answer"


@tagged("post_install", "-at_install")
class TestProductAnswer(AnswerCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpAnswers()

    def rows(self, *templates):
        ids = [template.id for template in templates]
        return {row["id"]: row for row in self.env[ANSWER]._rows(self.till_oslo_1, ids)}

    def test_a_row_tells_all_in_every_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.lamp.update_field_translations("retail_care", {"nb_NO": "Ta ut batteriene."})
        row = self.rows(self.lamp)[self.lamp.id]
        self.assertEqual(row["care"], {"en_US": "Take the batteries out.", "nb_NO": "Ta ut batteriene."})
        self.assertEqual(row["warranty_months"], 36)
        [link] = row["links"]
        self.assertEqual((link["kind"], link["id"], link["code"]), ("needs", self.battery.id, "2000000230040"))
        self.assertEqual((link["name"]["en_US"], link["note"]["en_US"]), ("Batteries", "3 pieces"))

    def test_only_goods_of_which_something_is_known_and_that_are_sold(self):
        self.assertEqual(set(self.rows(self.lamp, self.silent)), {self.lamp.id})
        self.lamp.available_in_pos = False
        self.assertEqual(self.rows(self.lamp), {})

    def test_pages_follow_each_other(self):
        self.torch.retail_care = "Dry it."
        rows, following = self.env[ANSWER]._page(self.till_oslo_1, 0)
        self.assertIn(self.lamp.id, [row["id"] for row in rows])
        self.assertIsNone(following)
        rows, _following = self.env[ANSWER]._page(self.till_oslo_1, self.lamp.id)
        self.assertNotIn(self.lamp.id, [row["id"] for row in rows])

    def test_archived_goods_are_no_longer_offered_with_others(self):
        self.battery.active = False
        self.assertEqual(self.rows(self.lamp)[self.lamp.id]["links"], [])

    def test_documents_only_when_opened_to_tills(self):
        document = self.env["product.document"].create(
            {"name": "Manual.pdf", "datas": base64.b64encode(b"%PDF-1.4"), "res_model": "product.template", "res_id": self.lamp.id}
        )
        self.assertEqual(self.rows(self.lamp)[self.lamp.id]["documents"], [])
        document.retail_at_till = True
        [told] = self.rows(self.lamp)[self.lamp.id]["documents"]
        self.assertEqual((told["name"], told["url"]), ("Manual.pdf", f"/retail_pos/till/document/{document.id}"))

    def test_an_address_that_is_a_script_is_not_told(self):
        values = {"type": "url", "res_model": "product.template", "res_id": self.lamp.id, "retail_at_till": True}
        self.env["product.document"].create(
            [{"name": "Bad", "url": "javascript:alert(1)", **values}, {"name": "Good", "url": "https://example.com/lamp", **values}]
        )
        self.assertEqual([told["name"] for told in self.rows(self.lamp)[self.lamp.id]["documents"]], ["Good"])

    def test_the_feed_brings_what_changes_and_what_goes(self):
        feed = self.env["retail.feed"]
        records, deleted = feed._delta(self.till_oslo_1, {ANSWER: {self.lamp.id, self.silent.id}})
        self.assertEqual([row["id"] for row in records[ANSWER]], [self.lamp.id])
        self.assertEqual(deleted[ANSWER], [self.silent.id])

    def test_writing_rings_for_the_feed(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT max(id) FROM retail_feed")
        before = self.env.cr.fetchone()[0]
        self.link.note = "2 pieces"
        self.torch.retail_warranty_months = 12
        self.env.flush_all()
        self.env.cr.execute("SELECT DISTINCT res_id FROM retail_feed WHERE id > %s AND model = %s", (before, ANSWER))
        self.assertEqual({row[0] for row in self.env.cr.fetchall()}, {self.lamp.id, self.torch.id})

    def test_goods_do_not_go_with_themselves_nor_twice(self):
        with self.assertRaises(ValidationError):
            self.env["retail.product.link"].create({"product_tmpl_id": self.lamp.id, "kind": "fits", "target_id": self.lamp.id})
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.link.copy()
            self.env.flush_all()

    def test_completeness_by_category(self):
        category = self.env["product.category"].create({"name": "Lamps"})
        (self.lamp | self.silent).categ_id = category
        self.env.flush_all()
        gap = self.env["retail.answer.gap"].search([("categ_id", "=", category.id)])
        self.assertEqual((gap.goods, gap.with_care, gap.with_warranty, gap.with_links, gap.with_documents), (2, 1, 1, 1, 0))
        self.assertAlmostEqual(gap.complete_percent, 30)
        self.assertIn(("categ_id", "=", category.id), gap.action_goods()["domain"])
