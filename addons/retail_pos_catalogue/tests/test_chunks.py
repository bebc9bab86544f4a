import json

from odoo.tests import BaseCase

from ..tools import chunks


class TestChunks(BaseCase):
    def test_equal_values_stand_once(self):
        rows = [{"id": 1, "a": 1, "b": "x"}, {"id": 2, "a": 1, "b": "y"}]
        self.assertEqual(chunks.columns(rows), {"same": {"a": 1}, "fields": ["b", "id"], "rows": [["x", 1], ["y", 2]]})
        self.assertEqual(chunks.columns(rows[:1])["fields"], ["id"])

    def test_one_and_true_are_not_the_same(self):
        self.assertEqual(chunks.columns([{"id": 1, "a": 1}, {"id": 2, "a": True}])["same"], {})
        self.assertEqual(chunks.columns([{"id": 1, "a": 0}, {"id": 2, "a": 0.0}])["same"], {})

    def test_equal_rows_have_equal_bytes(self):
        one = {"m": [{"id": 2, "å": "ø"}, {"id": 1, "å": "b"}], "empty": []}
        other = {"m": [{"å": "b", "id": 1}, {"å": "ø", "id": 2}]}
        self.assertEqual(chunks.encode(one, str), chunks.encode(other, str))
        self.assertEqual(json.loads(chunks.encode(one, str))["m"]["rows"], [[1, "b"], [2, "ø"]])
        self.assertIsNone(chunks.encode({"m": []}, str))

    def test_ranges(self):
        self.assertEqual(chunks.numbers_of([1, 99, 100, 500], 100), [0, 1, 5])
        self.assertEqual(chunks.id_range(3, 100), (300, 400))
        self.assertEqual(chunks.id_range(0, 100), (1, 100), "0 is no id")
