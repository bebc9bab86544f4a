from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestTillSettings(TransactionCase):
    def test_copies_reach_the_till(self):
        settings = self.env["retail.till.settings"].create({"name": "Store"})
        self.assertEqual(settings._retail_document()["copy_limit"], 1)
        settings.copy_limit = 0
        self.assertEqual(settings._retail_document()["copy_limit"], 0)

    def test_fewer_than_none(self):
        with self.assertRaisesRegex(ValidationError, "Store.*fewer"):
            self.env["retail.till.settings"].create({"name": "Store", "copy_limit": -1})
