import json
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from ..models import retail_doorbell
from .common import RetailCase


@tagged("post_install", "-at_install")
class TestDoorbell(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.env["retail.feed.group"].search([]).unlink()
        cls.milk = cls.env["product.template"].create({"name": "Milk", "available_in_pos": True})

    def setUp(self):
        super().setUp()
        self.env.cr.precommit.clear()

    def rings(self):
        """Doorbell messages that a commit would send now."""
        self.env.cr.precommit.run()
        channel = json.dumps([self.env.cr.dbname, self.env["retail.doorbell"]._channel()], separators=(",", ":"))
        messages = self.env["bus.bus"].search([("channel", "=", channel)])
        found = [json.loads(message.message) for message in messages]
        messages.unlink()
        return [message["payload"] for message in found if message["type"] == "RETAIL_DOORBELL"]

    def test_one_ring_for_many_changes(self):
        self.rings()
        # The rows of the whole test belong to one transaction, so every write in it finds a fed row.
        self.milk.list_price = 5
        self.env["product.template"].create({"name": "Bread", "available_in_pos": True})
        self.release(self.make_layout("A", self.chain), urgent=True)
        named = sorted(self.env["pos.config"].search([("retail_store_id", "child_of", self.chain.id)]).mapped("retail_uuid"))
        (ring,) = self.rings()
        self.assertEqual(sorted(ring.pop("tills")), named)
        self.assertEqual(ring, {"feed": True, "manifest": True, "urgent": True})

    def test_a_few_tills_are_named_many_are_not(self):
        self.rings()
        doorbell = self.env["retail.doorbell"]
        doorbell._ring_tills(self.till_oslo_1)
        doorbell._ring_tills(self.till_moss)
        (ring,) = self.rings()
        self.assertEqual(ring["tills"], [self.till_oslo_1.retail_uuid, self.till_moss.retail_uuid])
        doorbell._ring_tills(self.till_oslo_1)
        with patch.object(retail_doorbell, "MAX_NAMED", 2):
            doorbell._ring_tills(self.tills)
            doorbell._ring_tills(self.till_moss)
            (ring,) = self.rings()
        self.assertNotIn("tills", ring)

    def test_other_models_ring_nothing(self):
        self.rings()
        self.env["pos.note"].create({"name": "No salt"})
        self.env["res.partner.category"].create({"name": "Club"})
        self.assertEqual(self.rings(), [])

    def test_the_channel_can_not_be_guessed_and_stays(self):
        channel = self.env["retail.doorbell"]._channel()
        self.assertRegex(channel, r"^retail_pos_fleet\.[\w-]{32}$")
        self.assertEqual(self.env["retail.doorbell"]._channel(), channel)
