import uuid

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tests.common import RetailCase


def event(kind="drawer", **values):
    return {"uuid": str(uuid.uuid4()), "kind": kind, "date": "2024-11-21T17:05:00.000Z", "cashier": "Kari", **values}


@tagged("post_install", "-at_install")
class TestTillEvent(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.events = cls.env["retail.till.event"]
        cls.cashier = cls.make_user("event_cashier", "point_of_sale.group_pos_user")

    def take(self, *events):
        return self.events.with_user(self.cashier)._take(self.till_oslo_1, list(events))

    def found(self, **values):
        domain = [("config_id", "=", self.till_oslo_1.id)] + [(name, "=", value) for name, value in values.items()]
        return self.events.search(domain)

    def test_an_event_is_stored_once(self):
        one = event("correction", amount=-4990, reference="2601-1-000042")
        self.assertEqual(self.take(one), [one["uuid"]])
        self.assertEqual(self.take(one, one), [one["uuid"]] * 2)
        stored = self.found(uuid=one["uuid"])
        self.assertEqual((stored.amount, stored.store_id, stored.user_id), (-49.9, self.oslo, self.cashier))
        self.assertEqual(fields.Datetime.to_string(stored.date), "2024-11-21 17:05:00")

    def test_nonsense_is_forgotten_and_harms_nothing(self):
        right = event()
        nonsense = [
            None,
            5,
            {"uuid": "x"},
            event("fly"),
            {**event(), "uuid": "' OR 1=1"},
            {**event(), "date": "yesterday"},
            {**event(), "amount": "much"},
            {**event(), "order_uuid": "no uuid"},
        ]
        taken = self.take(*nonsense, right)
        self.assertIn(right["uuid"], taken)
        self.assertEqual(len(self.found()), 1)

    def test_what_no_database_can_keep_holds_nothing_up(self):
        one = event(note="a\0b\ud800c", cashier="\0", reference="\0", session_id=10**30)
        below = event(session_id=-(10**30), number=-(10**30))
        self.assertEqual(self.take(one, below), [one["uuid"], below["uuid"]])
        stored = self.found(uuid=one["uuid"])
        self.assertEqual((stored.note, stored.cashier, stored.reference, stored.session_id.id), ("abc", "", False, False))

    def test_a_time_ahead_becomes_now_and_other_tills_sessions_are_none(self):
        self.till_bergen.open_ui()
        one = event(date="2999-01-01 00:00:00", session_id=self.till_bergen.current_session_id.id, amount=10**30)
        self.take(one)
        stored = self.found(uuid=one["uuid"])
        self.assertLessEqual(stored.date, fields.Datetime.now())
        self.assertFalse(stored.session_id)

    def test_nobody_changes_the_journal(self):
        self.take(event())
        with self.assertRaises(UserError):
            self.found().write({"amount": 5})
        with self.assertRaises(UserError):
            self.found().unlink()
