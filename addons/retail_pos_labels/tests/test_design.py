"""Designs: presets, which of them a product gets, and what is refused."""

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestDesign(LabelCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLabels()

    def test_presets_are_made_once(self):
        designs = self.env["retail.label.design"]
        self.assertEqual(len(designs.search([])), 6)
        designs._ensure_presets(self.env.company)
        self.assertEqual(len(designs.search([])), 6)
        self.assertEqual(self.shelf.per_sheet, 18)
        self.assertEqual(designs.search([("name", "ilike", "A4")]).pagination, "own")

    def test_presets_are_named_in_every_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        designs = self.env["retail.label.design"].with_context(lang="en_US")
        designs.search([]).unlink()
        designs._ensure_presets(self.env.company)
        poster = designs.search([("name", "=", "Poster A4")])
        self.assertEqual(poster.with_context(lang="nb_NO").name, "Plakat A4")

    def test_a_category_has_its_own_label(self):
        jewellery = self.env["retail.label.design"].search([("kind", "=", "jewellery")])
        gold = self.env["product.category"].create({"name": "Gull"})
        rings = self.env["product.category"].create({"name": "Ringer", "parent_id": gold.id})
        jewellery.categ_ids = [Command.set(gold.ids)]
        ring = self.make_product("Ring", 4000, categ_id=rings.id)
        design = self.env["retail.label.design"]
        self.assertEqual(design._for_product(ring, self.env.company), jewellery)
        self.assertEqual(design._for_product(self.coffee, self.env.company), self.shelf)

    def test_a_broken_design_is_refused_by_name(self):
        document = {**self.shelf.document, "elements": [{"type": "text", "text": "{nmae}", "x_mm": 1, "y_mm": 1, "w_mm": 9, "size_mm": 3}]}
        with self.assertRaisesRegex(ValidationError, "nmae"):
            self.shelf.document = document
        with self.assertRaisesRegex(ValidationError, "10 to 450"):
            self.shelf.document = {**document, "width_mm": 5}

    def test_preview_for_the_designer(self):
        designs = self.env["retail.label.design"]
        found = designs.preview(self.shelf.document, self.coffee.id, self.oslo.id)
        self.assertIn("Kaffe Mørk", [one.get("text") for one in found["document"]["elements"]])
        self.assertTrue(designs.preview(self.shelf.document)["document"])
        broken = designs.preview({**self.shelf.document, "elements": []})
        self.assertIsNone(broken["document"])
        self.assertTrue(broken["problems"][0]["message"])
