"""Payments without a known outcome hold the session's closing, until the box or a person settles them."""

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .common import DevicesCase

PAYMENT = "0b7c0f5e-3f0e-4f0c-9a57-9f6d9b1a7e01"


class TestBoxPayment(DevicesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls._make_box()
        cls._make_devices(cls.box, cls.till)
        cls.till.open_ui()
        cls.session = cls.till.current_session_id

    def report(self, state, **changes):
        report = {
            "id": PAYMENT,
            "device": self.terminal.uid,
            "kind": "payment",
            "state": state,
            "amount": 12990,
            "approved_amount": 0,
            "currency": "NOK",
            "reference": "Kasse 1/0007",
            "till": self.till.retail_uuid,
            **changes,
        }
        self.env["retail.box.payment"]._retail_report(self.box, [report])
        return self.env["retail.box.payment"].search([("uuid", "=", PAYMENT)])

    def test_unknown_payment_holds_the_closing_until_it_is_known(self):
        payment = self.report("unknown")
        self.assertEqual(self.box.unresolved_count, 1)
        refused = self.session.close_session_from_ui()
        self.assertFalse(refused["successful"])
        self.assertIn(payment.display_name, refused["message"])
        self.assertRegex(payment.display_name, "129[.,]90 NOK")
        with self.assertRaisesRegex(UserError, "129[.,]90 NOK"):
            self.session.action_pos_session_closing_control()
        self.report("approved", approved_amount=12990)
        self.assertEqual((payment.state, payment.approved_minor), ("approved", 12990))
        self.assertNotIn("129", str(self.session._cannot_close_session()))

    def test_person_may_settle_with_a_reason(self):
        payment = self.report("unknown")
        mine = payment.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "how that is known"):
            mine.action_settle()
        mine.write({"settled_as": "declined", "settled_reason": "Looked up at the provider"})
        mine.action_settle()
        self.assertEqual(payment.settled_by_id, self.manager)
        self.assertIn("Looked up at the provider", self.box.message_ids[0].body)
        self.assertFalse(self.session._retail_unresolved_payments())

    def test_what_the_terminal_says_against_a_person_is_told_until_it_is_put_right(self):
        decided = {"resolved": {"by": "Amund", "reason": "On the slip"}}
        self.box.user_id = self.manager
        self.box.last_seen = fields.Datetime.now()
        self.report("unknown")
        payment = self.report("approved", approved_amount=12990, **decided)
        self.assertFalse(payment.is_contradicted)
        self.report("cancelled", **decided)
        self.assertTrue(payment.is_contradicted)
        self.assertIn("no money was taken", self.box.message_ids[0].body)
        self.assertEqual(self.box.health, "trouble")
        self.env["retail.box"]._cron_retail_alerts()
        self.assertRegex(self.box.activity_ids.summary, "129[.,]90 NOK")
        with self.assertRaises(AccessError):
            payment.with_user(self.cashier).action_put_right()
        payment.with_user(self.manager).action_put_right()
        self.env["retail.box"]._cron_retail_alerts()
        self.assertEqual((self.box.health, len(self.box.activity_ids)), ("ok", 0))

    def test_a_decision_that_the_terminal_confirms_is_no_contradiction(self):
        decided = {"resolved": {"by": "Amund", "reason": "On the slip"}}
        payment = self.report("declined", **decided)
        self.report("failed", **decided)
        self.assertFalse(payment.is_contradicted)
        payment = self.report("approved", approved_amount=12990, **decided)
        self.assertTrue(payment.is_contradicted)

    def test_a_payment_settled_here_is_held_against_what_the_box_finds_out(self):
        payment = self.report("unknown")
        mine = payment.with_user(self.manager)
        mine.write({"settled_as": "approved", "settled_reason": "Looked up at the provider"})
        mine.action_settle()
        self.report("approved", approved_amount=12990)
        self.assertFalse(payment.is_contradicted)
        self.report("reversed")
        self.assertFalse(payment.is_contradicted, "what was given back had been taken")
        self.report("declined")
        self.assertTrue(payment.is_contradicted)

    def test_known_payment_needs_no_settling_and_is_not_kept(self):
        self.assertFalse(self.report("approved"))
        self.report("unknown")
        payment = self.report("declined")
        with self.assertRaisesRegex(UserError, "nothing to settle"):
            payment.action_settle()

    def test_a_weight_entered_by_hand_needs_a_manager_and_a_reason_and_is_kept(self):
        with self.assertRaises(AccessError):
            self.session.with_user(self.cashier).retail_note_weight("Epler", 0.735, "Vekten er død")
        manager = self.session.with_user(self.chain_manager)
        for weight, reason in ((0, "Vekten er død"), ("1", "Vekten er død"), (1.0, " ")):
            with self.assertRaises(UserError):
                manager.retail_note_weight("Epler", weight, reason)
        manager.retail_note_weight("Epler", 0.735, "Vekten er død")
        kept = self.env["retail.audit"].search([("event", "=", "manual_weight")], limit=1)
        self.assertIn("0.735", kept.message)
        self.assertIn("Vekten er død", kept.note)

    def test_a_payment_settled_at_the_till_is_kept_for_a_manager_alone(self):
        payment = {"id": PAYMENT, "amount": 12990, "reference": "S-1"}
        with self.assertRaises(AccessError):
            self.session.with_user(self.cashier).retail_note_settled(payment, "approved", "On the slip")
        manager = self.session.with_user(self.chain_manager)
        for wrong, outcome, reason in ((payment, "maybe", "On the slip"), (payment, "approved", " \0"), ("x", "approved", "On the slip")):
            with self.assertRaises(UserError):
                manager.retail_note_settled(wrong, outcome, reason)
        manager.retail_note_settled(payment, "approved", "On the\0 slip")
        kept = self.env["retail.audit"].search([("event", "=", "payment_settled")], limit=1)
        self.assertEqual((kept.note, PAYMENT in kept.message), ("On the slip", True))

    def test_a_store_s_manager_decides_in_the_own_store_alone(self):
        payment = {"id": PAYMENT, "amount": 12990, "reference": "S-1"}
        self.assertTrue(self.session.with_user(self.manager).retail_note_settled(payment, "declined", "No slip"))
        elsewhere = self.manager.copy({"login": "butikksjef2", "retail_store_ids": self.other_store.ids})
        self.assertEqual(self.till.with_user(elsewhere)._retail_box_cashier(None)[1], "cashier")

    def test_other_till_is_not_held(self):
        self.report("unknown")
        self.other_till.open_ui()
        self.assertFalse(self.other_till.current_session_id._retail_unresolved_payments())
