"""Practice sales to test with."""

import uuid

from odoo.addons.retail_pos_central.tests.common import RetailCase


class TrainingCase(RetailCase):
    @classmethod
    def sent(cls, **values):
        return {
            "uuid": str(uuid.uuid4()),
            "name": "TREN26-1-000007",
            "reason": "hand",
            "at_ms": 1764000000000,
            "total": 2290,
            "lines": [{"name": "Lettmelk 1 l", "qty": "1"}],
            "payments": ["Kort"],
            **values,
        }

    @classmethod
    def receive(cls, till, *orders, user=None):
        model = cls.env["retail.training.order"]
        taken = (model.with_user(user) if user else model)._receive(till, list(orders))
        return model.search([("uuid", "in", taken)])
