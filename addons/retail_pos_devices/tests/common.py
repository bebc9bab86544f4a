"""A chain with a store, a till and a simulated box that signs as real boxes do."""

import json
import secrets
import time
from hashlib import sha256

from odoo.tests import TransactionCase, new_test_user

from ..tools import ed25519, pairing


class SimulatedBox:
    """The box's side of pairing and sync: its own key, and the signature as the protocol describes it."""

    def __init__(self, uuid="6f0a3a52-7a57-4b0e-9a34-0d6a8d4b2c11", code="K7QM4TPD3A"):
        self.uuid = uuid
        self.code = code
        self.private_key, self.public_key = ed25519.new_key_pair()

    def pair_body(self, **changes):
        body = {
            "box": self.uuid,
            "public_key": self.public_key,
            "code_start": self.code[: pairing.START],
            "proof": pairing.box_proof(self.secret(), self.uuid, self.public_key),
            "name": "box-7",
            "version": "1.0.0",
            "address": "http://192.168.1.20:8910",
        }
        return {**body, **changes}

    def secret(self):
        return pairing.stretched(self.code, self.uuid, self.public_key)

    def sync_body(self, **changes):
        body = {
            "box": self.uuid,
            "version": "1.0.0",
            "address": "http://192.168.1.20:8910",
            "config_revision": None,
            "devices": [],
            "acks": [],
            "jobs": {},
            "payments": [],
        }
        return {**body, **changes}

    def headers(self, raw, at=None, nonce=None, path="/retail_pos/box/sync", key=None):
        at = str(int(time.time() if at is None else at))
        nonce = nonce or secrets.token_urlsafe(16)
        text = "\n".join(["POST", path, at, nonce, sha256(raw).hexdigest()])
        return {
            "Content-Type": "application/json",
            "X-Retail-Box": self.uuid,
            "X-Retail-Time": at,
            "X-Retail-Nonce": nonce,
            "X-Retail-Signature": ed25519.sign(key or self.private_key, text.encode()),
        }

    def signed(self, **changes):
        raw = json.dumps(self.sync_body(**changes)).encode()
        return raw, self.headers(raw)


class DevicesMixin:
    """Records for the tests; a class that mixes it in calls `_make_chain` in its setUpClass."""

    @classmethod
    def _make_chain(cls):
        store = cls.env["retail.store"]
        cls.chain = store.create({"name": "Fjordmat", "kind": "chain"})
        cls.store = store.create({"name": "Storgata", "kind": "store", "parent_id": cls.chain.id})
        cls.other_store = store.create({"name": "Torget", "kind": "store", "parent_id": cls.chain.id})
        cls.till = cls.env["pos.config"].create({"name": "Kasse 1", "retail_store_id": cls.store.id})
        cls.other_till = cls.env["pos.config"].create({"name": "Kasse 9", "retail_store_id": cls.other_store.id})
        cls.manager = new_test_user(
            cls.env, "butikksjef", "base.group_user,retail_pos_central.group_retail_store_manager", retail_store_ids=cls.store.ids
        )
        cls.cashier = new_test_user(cls.env, "kasserer", "base.group_user,point_of_sale.group_pos_user")
        cls.chain_manager = new_test_user(cls.env, "kjedesjef", "base.group_user,retail_pos_central.group_retail_chain_manager")

    @classmethod
    def _make_box(cls, name="Boks 1", store=None, paired=True, simulated=None):
        box = cls.env["retail.box"].create({"name": name, "store_id": (store or cls.store).id})
        if paired:
            simulated = simulated or SimulatedBox()
            box.write(
                {
                    "state": "paired",
                    "box_uuid": simulated.uuid,
                    "public_key": simulated.public_key,
                    "reported_address": "http://192.168.1.20:8910",
                }
            )
        return box

    @classmethod
    def _make_devices(cls, box, till):
        device = cls.env["retail.device"]
        common = {"box_id": box.id, "config_ids": till.ids}
        cls.scanner = device.create({**common, "name": "Skanner", "driver": "serial_scanner", "serial_port": "/dev/ttyACM0"})
        cls.printer = device.create({**common, "name": "Skriver", "driver": "escpos_tcp", "host": "192.168.1.50", "port": 9100})
        cls.terminal = device.create(
            {
                **common,
                "name": "Bankterminal",
                "driver": "nexo_terminal",
                "host": "192.168.1.60",
                "port": 8443,
                "poi_id": "V400m-324688179",
                "key_identifier": "butikk",
                "passphrase": "hemmelig-passord",
            }
        )


class DevicesCase(DevicesMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_chain()
