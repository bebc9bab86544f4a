"""Keys, signatures, codes and addresses: what decides, without a database."""

import time

from odoo.tests import BaseCase

from ..tools import box_address, device_config, ed25519, pairing, signed_answer, signed_request, token
from .common import SimulatedBox


class TestKeys(BaseCase):
    def test_rfc_8032_vector(self):
        """The second test of RFC 8032, so that this is Ed25519 and not just something symmetric."""
        private = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        signature = bytes.fromhex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        )
        self.assertEqual(ed25519.sign(ed25519.b64url_encode(private), b"\x72"), ed25519.b64url_encode(signature))
        self.assertTrue(ed25519.verify(ed25519.b64url_encode(public), b"\x72", ed25519.b64url_encode(signature)))

    def test_wrong_signatures_and_keys_are_refused(self):
        private, public = ed25519.new_key_pair()
        good = ed25519.sign(private, b"message")
        self.assertFalse(ed25519.verify(public, b"other", good))
        self.assertFalse(ed25519.verify(ed25519.new_key_pair()[1], b"message", good))
        for bad in ("", "%%%", good[:-4], good + "AAAA", "å" * 86):
            self.assertFalse(ed25519.verify(public, b"message", bad), bad)

    def test_public_keys_have_one_form(self):
        public = ed25519.new_key_pair()[1]
        self.assertEqual(ed25519.check_public_key(public + "="), public)
        for bad in ("", public[:-2], public + "AA", None, 7, "+/" + public[2:]):
            with self.assertRaises(ValueError, msg=repr(bad)):
                ed25519.check_public_key(bad)


class TestSignedAnswer(BaseCase):
    def test_what_is_signed_is_what_boxes_check(self):
        private, public = ed25519.new_key_pair()
        found = signed_answer.headers(200, "/path", "nonce-1", 1795341600.25, b"{}", "k1", private)
        self.assertEqual((found["X-Retail-Key"], found["X-Retail-Time"]), ("k1", "1795341600.250"))
        empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        text = f"ANSWER\n200\n/path\nnonce-1\n1795341600.250\n{empty}"
        self.assertTrue(ed25519.verify(public, text.encode(), found["X-Retail-Signature"]))


class TestSignedRequest(BaseCase):
    def setUp(self):
        super().setUp()
        self.box = SimulatedBox()
        self.body = b'{"box":"x"}'

    def check(self, headers, body=None, path="/retail_pos/box/sync", now=None):
        signed_request.check(
            signed_request.envelope(headers),
            "POST",
            path,
            self.body if body is None else body,
            self.box.public_key,
            time.time() if now is None else now,
        )

    def test_true_request_passes(self):
        self.check(self.box.headers(self.body))

    def test_whatever_is_changed_is_refused(self):
        headers = self.box.headers(self.body)
        changes = [
            {"headers": {**headers, "X-Retail-Nonce": "another-nonce"}},
            {"headers": {**headers, "X-Retail-Time": str(int(headers["X-Retail-Time"]) + 1)}},
            {"headers": headers, "body": b"{}"},
            {"headers": headers, "path": "/retail_pos/box/other"},
            {"headers": self.box.headers(self.body, key=SimulatedBox().private_key)},
            {"headers": {**headers, "X-Retail-Signature": ""}},
            {"headers": {**headers, "X-Retail-Time": "yesterday"}},
        ]
        for change in changes:
            with self.assertRaises(signed_request.Refused, msg=str(change)) as refused:
                self.check(**change)
            self.assertEqual(refused.exception.code, "unauthorized")

    def test_old_and_early_requests_are_told_apart_from_forged_ones(self):
        for seconds in (-301, 301):
            with self.assertRaises(signed_request.Refused) as refused:
                self.check(self.box.headers(self.body, at=time.time() + seconds))
            self.assertEqual(refused.exception.code, "clock_wrong")
        self.check(self.box.headers(self.body, at=time.time() - 290))


class TestToken(BaseCase):
    def test_token_is_read_back_and_forgery_is_seen(self):
        private, public = ed25519.new_key_pair()
        text = token.make_token({"sub": "till", "user": "Kåre Ødegård"}, "k1", private)
        self.assertEqual(token.read_token(text, {"k1": public})["user"], "Kåre Ødegård")
        head, _claims, signature = text.split(".")
        forged = f"{head}.{ed25519.b64url_encode(b'{}')}.{signature}"
        for bad, keys in [(forged, {"k1": public}), (text, {"k2": public}), (text, {"k1": ed25519.new_key_pair()[1]})]:
            with self.assertRaises(ValueError):
                token.read_token(bad, keys)


class TestPairingCode(BaseCase):
    def test_codes_are_read_as_people_type_them(self):
        for typed in ("K7QM4TPD3A", "k7qm4-tpd3a", " K7QM4 TPD3A "):
            self.assertEqual(pairing.clean_code(typed), "K7QM4TPD3A")
        for typed in ("", None, "K7QM4TPD3", "K7QM4TPD3AA", "K7QM4-TPD30", "K7QM4-TPD3I", "KÅQM4TPD3A"):
            self.assertIsNone(pairing.clean_code(typed), typed)

    def test_what_is_proved_is_what_boxes_check(self):
        """The figures are also those of the box's tests."""
        box, key = "6f0a3a52-7a57-4b0e-9a34-0d6a8d4b2c11", "3s8q0Y0mX9m3o1nqSg0nYwY5rQ0o2aJkVdJb2mQm1hU"
        office = [{"public_key": "o2aJkVdJb2mQm1hU3s8q0Y0mX9m3o1nqSg0nYwY5rQ0", "kid": "k1"}]
        secret = pairing.stretched("K7QM4TPD3A", box, key)
        self.assertEqual(pairing.box_proof(secret, box, key), "v1GkcsrbLQpeJBFdt_PskX2rUFfsWChCav8217SlUj4")
        self.assertEqual(pairing.office_proof(secret, box, key, office), "R6ozO8OXD5TniCAjinf4kaxeDFJl2KTykBQb6qj4Bzc")


class TestAddress(BaseCase):
    def test_addresses(self):
        self.assertEqual(box_address.clean_url("HTTP://Box.Local:8910/"), "http://box.local:8910")
        self.assertEqual(box_address.clean_url("http://[fd00::1]:8910"), "http://[fd00::1]:8910")
        for bad in (
            "box:8910",
            "ftp://box",
            "http://",
            "http://a:b@box",
            "http://box/x",
            "http://box?x",
            None,
            7,
            "http://box:99999",
            "javascript:alert(1)",
            "http://" + "a" * 300,
        ):
            self.assertIsNone(box_address.clean_url(bad), bad)

    def test_origins_leave_default_ports_out_as_browsers_do(self):
        self.assertEqual(box_address.origin_of("https://pos.example:443/"), "https://pos.example")
        self.assertEqual(box_address.origin_of("http://pos.example:80"), "http://pos.example")
        self.assertEqual(box_address.origin_of("http://pos.example:8069"), "http://pos.example:8069")


class TestDeviceConfig(BaseCase):
    def test_device_beats_profile_beats_default(self):
        profile = {"printer": {"codepage": "cp858", "columns": 48}}
        config = device_config.merged("printer", profile, {"host": "h", "columns": 32, "codepage": None})
        self.assertEqual((config["columns"], config["codepage"], config["drawer_pin"], config["host"]), (32, "cp858", 2, "h"))

    def test_no_more_columns_than_the_paper_holds(self):
        self.assertEqual(device_config.merged("printer", None, {"profile": "epson58"})["columns"], 32)
        self.assertEqual(device_config.merged("printer", {"printer": {"columns": 64}}, {})["columns"], 48)
        self.assertEqual(device_config.merged("printer", {"printer": {"profile": "epson58"}}, {"columns": 30})["columns"], 30)

    def test_line_format_as_in_manuals(self):
        self.assertEqual(device_config.line_settings("7E1"), {"bytesize": 7, "parity": "E", "stopbits": 1})
        self.assertEqual(device_config.line_settings(None), {})

    def test_problems_of_a_profile_are_named(self):
        document = device_config.default_profile()
        self.assertEqual(device_config.profile_problems(document), [])
        document["printer"].update(columns=200, codepage="utf8", smell=1, cut="yes")
        document["toaster"] = {}
        self.assertEqual(
            dict(device_config.profile_problems(document)),
            {
                "toaster": "unknown",
                "printer.smell": "unknown",
                "printer.columns": "range",
                "printer.codepage": "choice",
                "printer.cut": "type",
            },
        )
