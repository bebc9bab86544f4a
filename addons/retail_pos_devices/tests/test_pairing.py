"""A box asks, a person types its code, and from then on only that key counts."""

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..tools import pairing
from .common import DevicesCase, DevicesMixin, SimulatedBox


class TestPairing(DevicesCase):
    def setUp(self):
        super().setUp()
        self.box = SimulatedBox()
        self.requests = self.env["retail.box.request"]

    def ask(self, box=None, at="10.0.0.7", **changes):
        return self.requests._retail_ask(self.requests._retail_values((box or self.box).pair_body(**changes), at))

    def wizard(self, code, user=None, **values):
        wizard = self.env["retail.box.pair"].with_user(user or self.manager)
        return wizard.create({"code": code, "store_id": self.store.id, **values})

    def test_typed_code_finds_the_box_and_confirming_pins_its_key(self):
        self.ask()
        wizard = self.wizard("k7qm4-tpd3a")
        wizard.action_find()
        self.assertEqual((wizard.step, wizard.found_name, wizard.found_address), ("confirm", "box-7", "http://192.168.1.20:8910"))
        box = self.env["retail.box"].browse(wizard.action_pair()["res_id"])
        self.assertEqual(
            (box.state, box.public_key, box.box_uuid, box.store_id), ("paired", self.box.public_key, self.box.uuid, self.store)
        )
        self.assertEqual(box.paired_by_id, self.manager)
        self.assertFalse(self.requests.search([("box_uuid", "=", self.box.uuid)]), "the code must not work twice")
        self.assertIn("box-7", box.message_ids[0].body)

    def test_wrong_code_is_told_and_pins_nothing(self):
        self.ask()
        wizard = self.wizard("K7QM4TPD3B")
        wizard.action_find()
        self.assertEqual(wizard.step, "code")
        self.assertIn("No box shows this code", wizard.problem)
        wizard = self.wizard("K7QM4-TPD30")
        wizard.action_find()
        self.assertIn("ten letters and digits", wizard.problem)

    def test_expired_code_is_told(self):
        self.ask()
        request = self.requests.search([("box_uuid", "=", self.box.uuid)])
        request.first_seen_at = fields.Datetime.now() - timedelta(minutes=16)
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertIn("expired", wizard.problem)

    def test_code_of_a_box_that_fell_silent_is_expired(self):
        self.ask()
        self.requests.search([]).seen_at = fields.Datetime.now() - timedelta(seconds=90)
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertIn("expired", wizard.problem)

    def test_code_that_expires_between_finding_and_confirming(self):
        self.ask()
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.requests.search([]).first_seen_at = fields.Datetime.now() - timedelta(minutes=16)
        wizard.action_pair()
        self.assertEqual(wizard.step, "code")
        self.assertFalse(self.env["retail.box"].search([("box_uuid", "=", self.box.uuid)]))

    def test_two_boxes_with_one_code_are_refused(self):
        self.ask()
        self.ask(SimulatedBox(uuid="11111111-2222-4333-8444-555555555555"))
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertIn("Two boxes", wizard.problem)

    def test_guessing_ends_after_five_wrong_codes(self):
        self.ask()
        for code in ("AAAAAAAAAA", "BBBBBBBBBB", "K7CCCCCCCC", "K7DDDDDDDD", "K7EEEEEEEE"):
            self.wizard(code).action_find()
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertEqual(wizard.step, "code")
        self.assertIn("Too many wrong codes", wizard.problem)
        other = self.wizard("K7QM4TPD3A", user=self.chain_manager)
        other.action_find()
        self.assertEqual(other.step, "confirm")

    def test_new_box_takes_the_place_and_devices_of_a_broken_one(self):
        old = self._make_box(simulated=SimulatedBox(uuid="11111111-2222-4333-8444-555555555555"))
        self._make_devices(old, self.till)
        self.ask()
        wizard = self.wizard("K7QM4TPD3A", box_id=old.id)
        wizard.action_find()
        wizard.action_pair()
        self.assertEqual((old.box_uuid, old.public_key), (self.box.uuid, self.box.public_key))
        self.assertEqual(len(old.device_ids), 3)

    def test_a_box_with_a_new_key_is_the_same_box(self):
        box = self._make_box(simulated=self.box)
        anew = SimulatedBox(self.box.uuid)
        self.ask(anew)
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertEqual((wizard.box_id, wizard.store_id), (box, self.store))
        wizard.action_pair()
        self.assertEqual((box.public_key, box.state), (anew.public_key, "paired"))

    def test_box_that_is_paired_elsewhere_is_refused(self):
        self._make_box(store=self.other_store, simulated=self.box)
        self.ask(SimulatedBox(self.box.uuid))
        wizard = self.wizard("K7QM4TPD3A", user=self.chain_manager)
        wizard.action_find()
        with self.assertRaisesRegex(UserError, "already paired"):
            wizard.action_pair()

    def test_who_has_one_store_need_not_choose_it(self):
        self.ask()
        wizard = self.wizard("K7QM4TPD3A", user=self.manager, store_id=False)
        wizard.action_find()
        self.assertEqual(wizard.store_id, self.store)
        wizard = self.wizard("K7QM4TPD3A", user=self.chain_manager, store_id=False)
        wizard.action_find()
        self.assertFalse(wizard.store_id)

    def test_store_manager_can_not_pair_into_another_store(self):
        self.ask()
        wizard = self.wizard("K7QM4TPD3A", store_id=self.other_store.id)
        wizard.action_find()
        with self.assertRaises(AccessError):
            wizard.action_pair()

    def test_store_manager_can_not_take_over_another_store_s_box(self):
        foreign = self._make_box(store=self.other_store, simulated=SimulatedBox("11111111-2222-4333-8444-555555555555"))
        key = foreign.public_key
        self.ask()
        wizard = self.wizard("K7QM4TPD3A")
        wizard.sudo().box_id = foreign
        with self.assertRaises(AccessError):
            wizard.action_find()
            wizard.action_pair()
        self.assertEqual(foreign.public_key, key)

    def test_pairing_without_a_code_is_impossible(self):
        self.ask()
        wizard = self.wizard("")
        with self.assertRaises(AccessError):
            wizard.write({"request_id": self.requests.search([], limit=1).id})
        wizard.write({"step": "confirm"})
        wizard.action_pair()
        self.assertEqual(wizard.step, "code")

    def test_nobody_reads_what_proves_a_code(self):
        self.ask()
        self.wizard("K7QM4TPD3A").action_find()
        for field in ("code_start", "proof", "secret"):
            with self.assertRaises(AccessError):
                self.requests.with_user(self.manager).search([]).read([field])
            with self.assertRaises(AccessError):
                self.requests.with_user(self.manager).search([(field, "=like", "K%")])
        box = self._make_box()
        box.pairing_secret = "x"
        with self.assertRaises(AccessError):
            box.with_user(self.chain_manager).read(["pairing_secret"])

    def test_a_key_in_the_place_of_the_box_s_is_not_found(self):
        """Somebody on the line sends his own key with what the box said."""
        self.ask(public_key=SimulatedBox().public_key)
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertIn("No box shows this code", wizard.problem)

    def test_a_code_proves_our_keys_once(self):
        box = self.env["retail.box"]
        body = self.box.pair_body()

        def answer(**changes):
            said = {**body, **changes}
            return box._retail_pairing_answer(said["box"], said["public_key"], said["proof"])

        self.ask()
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertIsNone(answer(), "found is not yet confirmed")
        paired = box.browse(wizard.action_pair()["res_id"])
        keys = answer()["odoo_keys"]
        self.assertEqual(answer()["proof"], pairing.office_proof(self.box.secret(), self.box.uuid, self.box.public_key, keys))
        self.assertIsNone(answer(proof=self.box.pair_body(proof="A" * 43)["proof"]), "the box shows another code by now")
        self.assertIsNone(answer(public_key=SimulatedBox().public_key))
        raw, headers = self.box.signed()
        box._retail_authenticate(headers, "POST", "/retail_pos/box/sync", raw)
        self.assertFalse(paired.pairing_secret)
        self.assertIsNone(answer())

    def test_a_box_that_forgot_its_pairing_is_paired_anew_by_a_code(self):
        box = self._make_box(simulated=self.box)
        self.ask()
        wizard = self.wizard("K7QM4TPD3A")
        wizard.action_find()
        self.assertEqual(wizard.box_id, box)
        wizard.action_pair()
        self.assertTrue(box.pairing_secret)

    def test_asking_is_limited(self):
        for number in range(20):
            self.assertTrue(self.ask(SimulatedBox(uuid=f"11111111-2222-4333-8444-5555555555{number:02}")))
        self.assertFalse(self.ask())
        self.assertTrue(self.ask(at="10.0.0.8"))

    def test_what_a_box_says_of_itself_is_checked(self):
        for field, bad in [
            ("box", "no uuid"),
            ("box", None),
            ("public_key", "AAAA"),
            ("code_start", "K"),
            ("code_start", 12),
            ("proof", "short"),
            ("proof", None),
            ("address", "javascript:alert(1)"),
        ]:
            with self.assertRaises(ValueError, msg=field) as wrong:
                self.requests._retail_values(self.box.pair_body(**{field: bad}), "10.0.0.7")
            self.assertEqual(str(wrong.exception), field)


@tagged("-at_install", "post_install")
class TestPairingOverHttp(DevicesMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_chain()

    def post(self, body):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        return self.url_open("/retail_pos/box/pair", data=data, headers=headers)

    def test_box_waits_and_then_learns_that_it_is_paired_but_no_secret(self):
        simulated = SimulatedBox()
        answer = self.post(simulated.pair_body())
        self.assertEqual((answer.status_code, answer.json()), (200, {"state": "pending"}))
        wizard = self.env["retail.box.pair"].with_user(self.manager).create({"code": simulated.code, "store_id": self.store.id})
        wizard.action_find()
        self._make_devices(self.env["retail.box"].browse(wizard.action_pair()["res_id"]), self.till)
        answer = self.post(simulated.pair_body())
        self.assertEqual(answer.json()["state"], "paired")
        self.assertEqual([*answer.json()["odoo_keys"][0]], ["kid", "public_key"])
        self.assertNotIn("hemmelig", answer.text)

    def test_another_key_under_a_paired_box_s_name_stays_outside(self):
        simulated = SimulatedBox()
        self._make_box(simulated=simulated)
        answer = self.post(simulated.pair_body(public_key=SimulatedBox().public_key))
        self.assertEqual(answer.json(), {"state": "pending"})

    def test_nonsense_is_refused_with_a_reason(self):
        self.assertEqual(self.post(b"not json").status_code, 400)
        self.assertEqual(self.post([1]).status_code, 400)
        answer = self.post({**SimulatedBox().pair_body(), "public_key": "x"})
        self.assertEqual((answer.status_code, answer.json()["error"]["field"]), (400, "public_key"))

    def test_no_more_is_read_than_a_box_sends(self):
        long = json.dumps({**SimulatedBox().pair_body(), "name": "x" * 1_100_000}).encode()
        for path in ("/retail_pos/box/pair", "/retail_pos/box/sync"):
            with mute_logger("odoo.http"):
                answer = self.url_open(path, data=long, headers={"Content-Type": "application/json"})
            self.assertEqual(answer.status_code, 413, path)
