from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestRevision(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def test_equal_content_is_stored_once(self):
        layout = self.make_layout("A")
        publish = self.env["retail.revision"]._publish
        first = publish(layout)
        self.assertEqual(publish(layout), first)
        # A copy with the same document is another content, but the same bytes.
        other = publish(layout.copy())
        self.assertNotEqual(other, first)
        self.assertEqual(other.blob_id, first.blob_id)

    def test_changed_content_is_a_new_revision(self):
        layout = self.make_layout("A")
        first = self.env["retail.revision"]._publish(layout)
        layout.document = {**layout.document, "grid": {"columns": 4, "rows": 4}}
        second = self.env["retail.revision"]._publish(layout)
        self.assertNotEqual(first.sha256, second.sha256)
        self.assertEqual((first.number, second.number), (1, 2))
        self.assertEqual(first._document()["grid"], {"columns": 6, "rows": 5})

    def test_immutable(self):
        revision = self.env["retail.revision"]._publish(self.make_layout("A"))
        for record in (revision, revision.blob_id):
            with self.assertRaises(UserError):
                record.sudo().write({"sha256": "x"})
            with self.assertRaises(UserError):
                record.sudo().unlink()

    def test_numbers_as_a_browser_saves_them(self):
        layout = self.make_layout("A")
        layout.document = {"version": 1.0, "grid": {"columns": 6.0, "rows": 5}, "pages": [{"id": "p1", "buttons": []}]}
        self.assertEqual(self.env["retail.revision"]._publish(layout)._document()["grid"], {"columns": 6, "rows": 5})
