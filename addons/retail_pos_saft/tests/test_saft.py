"""Texts and amounts as the file may hold them."""

import io

from lxml import etree

from odoo.tests import BaseCase

from ..tools import saft, seal


class TestSaft(BaseCase):
    def test_text(self):
        self.assertEqual(saft.text(None), "")
        self.assertEqual(saft.text("  Smør\x00\x0b "), "Smør")
        self.assertEqual(saft.text("x" * 50, 35), "x" * 35)

    def test_amount(self):
        self.assertEqual(saft.amount(-0.001), "0.00")
        self.assertEqual(saft.amount(12.5, 6), "12.500000")
        self.assertEqual(saft.minor(-899), "-8.99")

    def test_writer(self):
        file = io.BytesIO()
        with saft.Writer(file) as writer:
            writer.open("company")
            writer.add("periods", {"period": [{"periodNumber": "1", "periodDesc": None}, {"periodNumber": "2"}], "none": []})
        tree = etree.fromstring(file.getvalue())
        self.assertEqual(tree.tag, f"{{{saft.NAMESPACE}}}auditfile")
        self.assertEqual([node.text for node in tree.iter(f"{{{saft.NAMESPACE}}}periodNumber")], ["1", "2"])

    def test_seal(self):
        private, public = seal.new_key_pair()
        signature = seal.sign(private, seal.FIRST, "2026-01-24;23:59:59;123;1250.00;1000.00")
        self.assertTrue(seal.is_genuine(public, seal.FIRST, "2026-01-24;23:59:59;123;1250.00;1000.00", signature))
        self.assertFalse(seal.is_genuine(public, seal.FIRST, "2026-01-24;23:59:59;124;1250.00;1000.00", signature))
        self.assertFalse(seal.is_genuine(public, "x", "2026-01-24;23:59:59;123;1250.00;1000.00", signature))
        self.assertFalse(seal.is_genuine(public, seal.FIRST, "", "not base64"))
