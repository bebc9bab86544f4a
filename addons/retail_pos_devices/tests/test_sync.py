"""The signed sync over real HTTP: who is let in, what goes out, what is taken in."""

import json
import time

from odoo.tests import HttpCase, tagged

from ..tools import ed25519, signed_answer
from .common import DevicesMixin, SimulatedBox


@tagged("-at_install", "post_install")
class TestSync(DevicesMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_chain()
        cls.simulated = SimulatedBox()
        cls.box = cls._make_box(simulated=cls.simulated)
        cls._make_devices(cls.box, cls.till)

    def post(self, raw, headers):
        return self.url_open("/retail_pos/box/sync", data=raw, headers=headers)

    def sync(self, **changes):
        return self.post(*self.simulated.signed(**changes))

    def test_signed_sync_gets_the_configuration_with_secrets(self):
        answer = self.sync()
        self.assertEqual(answer.status_code, 200, answer.text)
        config = answer.json()["config"]
        self.assertEqual([device["driver"] for device in config["devices"]], ["serial_scanner", "escpos_tcp", "nexo_terminal"])
        self.assertEqual(config["devices"][2]["config"]["passphrase"], "hemmelig-passord")
        self.assertEqual(config["devices"][0]["tills"], [self.till.retail_uuid])
        self.assertEqual(config["token_keys"], answer.json()["token_keys"])
        self.assertTrue(self.box.last_seen)

    def signer(self, answer, headers):
        """Who signed an answer to the request with these headers."""
        keys = self.env["retail.signing.key"].search([])
        head = answer.headers
        text = signed_answer.message(
            answer.status_code, "/retail_pos/box/sync", headers["X-Retail-Nonce"], head["X-Retail-Time"], answer.content
        )
        self.assertLess(abs(float(head["X-Retail-Time"]) - time.time()), 30)
        return keys.filtered(
            lambda key: key.kid == head["X-Retail-Key"] and ed25519.verify(key.public_key, text, head["X-Retail-Signature"])
        )

    def test_answers_are_signed_by_a_key_that_the_box_knows(self):
        keys = self.env["retail.signing.key"]
        old = keys._retail_current()
        for known, expected in (([old.kid], old), ([], old), ("x", old), (["gone", None], old)):
            raw, headers = self.simulated.signed(keys=known)
            self.assertEqual(self.signer(self.post(raw, headers), headers), expected)
        new = keys._retail_rotate(at_once=True)
        raw, headers = self.simulated.signed(keys=[old.kid])
        answer = self.post(raw, headers)
        self.assertEqual(self.signer(answer, headers), old)
        self.assertEqual([key["kid"] for key in answer.json()["token_keys"]], [new.kid])
        raw, headers = self.simulated.signed(keys=[new.kid])
        self.assertEqual(self.signer(self.post(raw, headers), headers), new)
        late = self.simulated.headers(raw, at=time.time() - 400)
        self.assertEqual(self.signer(self.post(raw, late), late), new, "a box whose clock is wrong is told the time")
        self.box.action_unpair()
        raw, headers = self.simulated.signed(keys=[new.kid])
        self.assertEqual(self.signer(self.post(raw, headers), headers), new)
        self.assertNotIn("X-Retail-Signature", self.post(raw, headers).headers, "a request that is sent again gets no word of ours")

    def test_configuration_is_sent_once_and_again_when_it_changes(self):
        revision = self.sync().json()["config"]["revision"]
        self.assertIsNone(self.sync(config_revision=revision).json()["config"])
        self.assertTrue(self.box.is_current)
        self.printer.host = "192.168.1.51"
        changed = self.sync(config_revision=revision).json()["config"]
        self.assertNotEqual(changed["revision"], revision)
        self.assertFalse(self.box.is_current)

    def test_unsigned_forged_and_replayed_requests_are_refused(self):
        raw, headers = self.simulated.signed()
        self.assertEqual(self.post(raw, headers).status_code, 200)
        self.assertEqual(self.post(raw, headers).status_code, 401, "the same request again")
        self.assertEqual(self.post(raw, {"Content-Type": "application/json"}).status_code, 401)
        stranger = SimulatedBox()
        self.assertEqual(self.post(raw, stranger.headers(raw)).status_code, 401)
        unknown = SimulatedBox(uuid="11111111-2222-4333-8444-555555555555")
        self.assertEqual(self.post(raw, unknown.headers(raw)).status_code, 401)
        self.assertEqual(self.post(raw + b" ", self.simulated.headers(raw)).status_code, 401)
        late = self.post(raw, self.simulated.headers(raw, at=time.time() - 400))
        self.assertEqual((late.status_code, late.json()["error"]["code"]), (401, "clock_wrong"))

    def test_box_whose_pairing_ended_is_told_and_gets_nothing(self):
        self.box.action_unpair()
        self.assertEqual(self.sync().json(), {"state": "unpaired"})

    def test_report_is_taken_in(self):
        report = [
            {"id": self.printer.uid, "state": "error", "error": {"code": "paper_out", "message": "no paper"}, "snapshot": {"paper": "out"}},
            {"id": "printer-999999", "state": "ready"},
            {"id": self.scanner.uid, "state": "ready", "error": None, "snapshot": {}},
        ]
        self.sync(devices=report, version="1.2.3", jobs={"waiting": 2, "done": 5})
        self.assertEqual((self.printer.state, self.printer.error_code, self.printer.snapshot), ("error", "paper_out", {"paper": "out"}))
        self.assertEqual((self.scanner.state, self.box.version, self.box.jobs_waiting), ("ready", "1.2.3", 2))
        self.assertEqual(self.box.health, "trouble")
        self.assertIn("out of paper", self.box.health_note)

    def test_commands_go_out_until_acknowledged(self):
        self.printer.with_user(self.manager).action_test_print()
        command = self.env["retail.box.command"].search([("box_id", "=", self.box.id)])
        expected = [{"id": str(command.id), "type": "test_print", "device": self.printer.uid}]
        self.assertEqual(self.sync().json()["commands"], expected)
        self.assertEqual(self.sync().json()["commands"], expected, "the first answer may have been lost")
        self.sync(acks=[str(command.id)], results={str(command.id): {"ok": False, "text": "no paper"}})
        self.assertEqual((command.display_name, command.state, command.result), ("Test print", "failed", "no paper"))
        self.assertEqual(self.sync().json()["commands"], [])

    def test_a_box_can_not_acknowledge_another_s_command(self):
        other = self._make_box("Boks 2", simulated=SimulatedBox("11111111-2222-4333-8444-555555555555"))
        other._retail_command("send_log")
        command = self.env["retail.box.command"].search([("box_id", "=", other.id)])
        self.sync(acks=[str(command.id)])
        self.assertEqual(command.state, "waiting")

    def test_open_sessions_are_told_so_that_a_pass_ends_with_its_own(self):
        self.till.with_user(self.cashier).open_ui()
        session = self.till.current_session_id
        self.assertEqual(self.sync().json()["sessions"], [str(session.id)])
        session.state = "closed"
        self.assertEqual(self.sync().json()["sessions"], [])

    def test_damaged_reports_do_no_harm(self):
        for changes in (
            {"devices": "x", "acks": 7, "jobs": [], "payments": {"a": 1}},
            {"devices": [None, 3, {}]},
            {"payments": [{"id": 5, "state": "unknown"}, {"id": "a", "state": "eaten"}]},
            {"config_revision": {"a": 1}, "version": ["x"], "address": "javascript:1"},
        ):
            self.assertEqual(self.sync(**changes).status_code, 200, changes)
        raw = b"[1, 2]"
        self.assertEqual(self.post(raw, self.simulated.headers(raw)).status_code, 400)

    def test_a_call_that_brings_nothing_new_costs_next_to_nothing(self):
        self.box.last_seen = False
        report = [{"id": self.printer.uid, "state": "ready", "error": None, "snapshot": {"paper": "ok"}}]
        revision = self.sync(devices=report).json()["config"]["revision"]
        self.sync(devices=report, config_revision=revision)
        body = json.loads(self.simulated.signed(devices=report, config_revision=revision)[0])
        self.env.invalidate_all()
        box = self.env["retail.box"].sudo().browse(self.box.id)
        with self.assertQueryCount(4):
            # The box itself, what its configuration is made of, what it is asked to do, and the open sessions.
            self.assertIsNone(box._retail_sync(body)["config"])
        self.printer.host = "192.168.1.99"
        self.assertIsNotNone(box._retail_sync(body)["config"])

    def test_the_answer_is_plain_json(self):
        answer = self.sync()
        self.assertEqual(answer.headers["Content-Type"].split(";")[0], "application/json")
        self.assertEqual(json.loads(answer.text)["state"], "paired")
