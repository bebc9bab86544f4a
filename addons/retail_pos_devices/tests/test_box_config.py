"""What a box is told of the world: web addresses, names, keys."""

from odoo.exceptions import ValidationError

from .common import DevicesCase


class TestBoxConfig(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls._make_box()

    def test_origins_and_hosts(self):
        self.env["ir.config_parameter"].sudo().set_param("web.base.url", "https://pos.fjordmat.example:443")
        self.box.write(
            {
                "extra_origins": "http://odoo.local:8069\n",
                "extra_hosts": "Boks.Storgata.example",
                "own_address": "https://boks.example:8443/",
            }
        )
        config = self.box._retail_config()
        self.assertEqual(config["origins"], ["https://pos.fjordmat.example", "http://odoo.local:8069"])
        self.assertEqual(config["hosts"], ["boks.example", "192.168.1.20", "boks.storgata.example", "127.0.0.1", "localhost"])
        self.assertEqual(self.box.address, "https://boks.example:8443")

    def test_wrong_addresses_are_refused(self):
        for field, value in [("own_address", "boks"), ("extra_origins", "odoo.local"), ("extra_hosts", "http://x")]:
            with self.assertRaises(ValidationError, msg=field), self.cr.savepoint():
                self.box[field] = value

    def test_revision_stays_while_nothing_changes(self):
        first = self.box._retail_config()["revision"]
        self.box.name = "Et annet navn"
        self.assertEqual(self.box._retail_config()["revision"], first)
        self.box.extra_hosts = "boks.example"
        self.assertNotEqual(self.box._retail_config()["revision"], first)
