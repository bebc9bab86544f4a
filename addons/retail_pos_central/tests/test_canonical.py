import hashlib
import json

from odoo.tests import BaseCase

from ..tools.canonical import NotCanonical, canonical_bytes, integral, pack, sha256_hex, unpack


class TestCanonical(BaseCase):
    def test_equal_content_has_equal_bytes(self):
        one = canonical_bytes({"b": [1, {"y": "ø", "x": None}], "a": True})
        other = canonical_bytes({"a": True, "b": [1, {"x": None, "y": "ø"}]})
        self.assertEqual(one, other)
        self.assertEqual(one, '{"a":true,"b":[1,{"x":null,"y":"ø"}]}'.encode())
        self.assertEqual(pack(one), pack(other))

    def test_hash_is_that_of_the_bytes(self):
        data = canonical_bytes({"pris": "9,90"})
        self.assertEqual(sha256_hex(data), hashlib.sha256(data).hexdigest())
        self.assertEqual(json.loads(unpack(pack(data))), {"pris": "9,90"})

    def test_floats_are_refused_and_named(self):
        with self.assertRaisesRegex(NotCanonical, "/pages/0/w"):
            canonical_bytes({"pages": [{"w": 1.5}]})
        with self.assertRaises(NotCanonical):
            canonical_bytes({"a": object()})

    def test_whole_floats_of_a_browser_become_integers(self):
        self.assertEqual(integral({"w": 2.0, "list": [1.0, "1.0", 1.5]}), {"w": 2, "list": [1, "1.0", 1.5]})
