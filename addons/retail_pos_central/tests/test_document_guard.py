from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .common import CHAIN, RetailCase


@tagged("post_install", "-at_install")
class TestDocumentGuard(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.one, cls.other = (cls.make_user(login, CHAIN) for login in ("guard_one", "guard_other"))

    def saved(self, record, change, **vals):
        record.write({"document": {**record.document, **change}, **vals})

    def test_nobody_undoes_what_another_saved_meanwhile(self):
        for record in (self.make_layout("A", self.oslo), self.env["retail.receipt.template"].create({"name": "B"})):
            opened = record.document_version
            self.assertFalse(record.document_seen)
            self.saved(record.with_user(self.one), {"note": "one"}, document_seen=opened)
            self.env.invalidate_all()
            with self.assertRaisesRegex(UserError, "guard_one .*saved this"):
                self.saved(record.with_user(self.other), {"note": "other"}, document_seen=opened)
            self.assertEqual(record.document["note"], "one")

    def test_one_who_goes_on_saving_is_left_alone(self):
        layout = self.make_layout("A", self.oslo)
        for note in ("first", "second"):
            # as a form does it: what it reads after saving is what it sends with the next change
            self.saved(layout, {"note": note}, document_seen=layout.document_version)
        self.assertEqual(layout.document["note"], "second")
        before = layout.document_version
        layout.write({"name": "B"})
        self.assertEqual(layout.document_version, before)
        self.saved(layout, {"note": "by a program"})
        self.assertNotEqual(layout.document_version, before)

    def test_a_new_one_has_no_version_yet(self):
        self.assertFalse(self.env["retail.till.layout"].new({"name": "A"}).document_version)
