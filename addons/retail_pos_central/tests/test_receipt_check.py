import re

from odoo.tests import BaseCase
from odoo.tools import file_open

from ..models.retail_receipt_template import plain_receipt
from ..tools import receipt_check


def codes(*blocks, columns=42):
    needed = [{"type": "header"}, {"type": "lines"}, {"type": "totals"}, {"type": "vat"}]
    document = {"version": 1, "paper": {"columns": columns}, "blocks": [*needed, *blocks]}
    return [problem["code"] for problem in receipt_check.check(document)]


class TestReceiptCheck(BaseCase):
    def test_the_first_template_is_good(self):
        self.assertEqual(receipt_check.check(plain_receipt()), [])

    def test_fields(self):
        self.assertEqual(codes({"type": "text", "text": {"nb_NO": "Hei {store.name}"}}), [])
        self.assertEqual(codes({"type": "text", "text": {"nb_NO": "Hei {store.nmae}"}}), ["unknown_field"])
        self.assertEqual(codes({"type": "qr", "data": "https://x/{order.secret}"}), ["unknown_field"])
        self.assertEqual(codes({"type": "text", "text": {"nb_NO": "Hei {store.name"}}), ["open_brace"])

    def test_blocks(self):
        self.assertEqual(codes({"type": "advert"}), ["unknown_block"])
        self.assertEqual(codes(columns=400), ["columns"])
        self.assertEqual(
            [p["code"] for p in receipt_check.check({"paper": {"columns": 42}, "blocks": []})],
            ["no_lines", "no_totals", "no_vat", "no_org_number"],
        )
        self.assertEqual([p["code"] for p in receipt_check.check({"blocks": 5})], ["shape"])

    def test_look_and_conditions(self):
        self.assertEqual(codes({"type": "text", "text": "x", "if": {"kind": ["z_report"], "customer": True, "min_total": 100}}), [])
        self.assertEqual(codes({"type": "text", "text": "x", "if": {"kind": ["sales"]}}), ["condition"])
        self.assertEqual(codes({"type": "text", "text": "x", "if": {"weather": "rain"}}), ["condition"])
        self.assertEqual(codes({"type": "text", "text": "x", "if": {"min_total": -1}}), ["condition"])
        self.assertEqual(codes({"type": "text", "text": "x", "align": "middle", "size": "huge"}), ["choice", "choice"])
        self.assertEqual(codes({"type": "qr", "data": "https://x", "size": 6}), [])
        self.assertEqual(codes({"type": "qr", "data": "", "size": 60}), ["number", "no_data"])
        self.assertEqual(codes({"type": "space", "rows": 0}), ["number"])

    def test_texts_wider_than_the_paper_are_named(self):
        self.assertEqual(codes({"type": "text", "text": {"nb_NO": "x" * 42}}), [])
        self.assertEqual(codes({"type": "text", "text": {"nb_NO": "x" * 43}}), ["long_word"])
        self.assertEqual(codes({"type": "text", "size": "double", "text": {"nb_NO": "Takk for handelen, kom igjen"}}), ["wrapped"])
        # Measured with a field's sample in its place: 17 letters and 20.
        self.assertEqual(codes({"type": "text", "text": {"nb_NO": "{store.name} i {store.address} er åpen"}}), ["wrapped"])
        self.assertEqual(codes({"type": "return_terms", "text": {"nb_NO": "bytte " * 20}}), [])

    def test_same_fields_and_blocks_as_the_till(self):
        """The till's list is the documentation; a field missing here would be refused at release."""
        with file_open("retail_pos_central/static/src/core/receipt/fields.js") as source:
            fields = dict(re.findall(r'^\s+\["([a-z_.]+)", "[^"]*", "[^"]*", "([^"]*)"', source.read(), re.M))
        self.assertEqual(receipt_check.FIELDS, fields)
        with file_open("retail_pos_central/static/src/core/receipt/blocks.js") as source:
            table = source.read().split("BLOCKS = {", 1)[1].split("};", 1)[0]
        self.assertEqual(receipt_check.BLOCKS, set(re.findall(r"^ {4}(\w+)", table, re.M)))
        with file_open("retail_pos_central/static/src/core/receipt/kinds.js") as source:
            table = source.read().split("RECEIPT_KINDS = [", 1)[1].split("];", 1)[0]
        self.assertEqual(list(receipt_check.KINDS), re.findall(r'"(\w+)"', table))
