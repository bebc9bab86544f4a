"""Importing answers: all lines, or none with every bad one named."""

import base64

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .common import AnswerCase


@tagged("post_install", "-at_install")
class TestAnswerImport(AnswerCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpAnswers()

    def load(self, text, **values):
        wizard = self.env["retail.answer.import"].create({"text": text, "lang": "en_US", **values})
        wizard.action_import()
        return wizard

    def test_all_columns(self):
        self.load("code\tcare\twarranty months\tneeds\talternative\n2000000230064\tDry it.\t24\t2000000230040\t2000000230057 2000000230071")
        self.assertEqual((self.torch.retail_care, self.torch.retail_warranty_months), ("Dry it.", 24))
        links = {(link.kind, link.target_id) for link in self.torch.retail_link_ids}
        self.assertEqual(links, {("needs", self.battery), ("alternative", self.lamp), ("alternative", self.silent)})

    def test_empty_cells_change_nothing_and_links_stay_unless_replaced(self):
        text = "code\twarranty months\tfits\n2000000230057\t\t2000000230071"
        self.load(text)
        self.assertEqual(self.lamp.retail_warranty_months, 36)
        self.assertEqual(len(self.lamp.retail_link_ids), 2)
        self.load(text, replace_links=True)
        self.assertEqual(self.lamp.retail_link_ids.mapped("kind"), ["fits"])

    def test_bad_lines_are_named_and_nothing_is_taken(self):
        wizard = self.load("code\tcare\tneeds\n2000000230064\tDry it.\t999\n888\tWash.\t\n2000000230064\tAgain\t2000000230064")
        self.assertFalse(self.torch.retail_care)
        self.assertEqual(
            wizard.problems.splitlines(),
            [
                "Line 2: no goods have the code 999.",
                "Line 3: no goods have the code 888.",
                "Line 4: 2000000230064 goes with itself.",
                "Line 4: the same goods stand in line 2.",
            ],
        )

    def test_files_that_are_none(self):
        for values in ({"file": base64.b64encode(b"PK\x03\x04broken")}, {"text": "2000000230064\tDry"}, {"text": ""}):
            with self.assertRaises(UserError):
                self.load(values.pop("text", ""), **values)
