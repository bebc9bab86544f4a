"""A new key seals from the next sale on; the chain goes on over it."""

import base64

from odoo.tests import tagged

from .common import NorwegianCase


@tagged("post_install", "-at_install")
class TestKey(NorwegianCase):
    def test_new_key(self):
        session = self.open()
        self.sell(session, (self.milk, 1, 0))
        self.env["retail.saft.key"].action_new()
        self.sell(session, (self.milk, 1, 0))
        one, two = self.seals()
        self.assertEqual(two.key_id.version, one.key_id.version + 1)
        self.assertFalse(self.export().faults)
        self.assertTrue(self.env["retail.audit"].search([("event", "=", "saft_key")], limit=1))

    def test_public_key_is_downloaded(self):
        self.sell(self.open(), (self.milk, 1, 0))
        key = self.seals().key_id
        self.assertIn(f"/retail.saft.key/{key.id}/public_file/", key.action_download()["url"])
        self.assertTrue(base64.b64decode(key.public_file).startswith(b"-----BEGIN PUBLIC KEY-----"))
