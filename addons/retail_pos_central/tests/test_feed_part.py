import json
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ..models import retail_feed, retail_feed_part
from .common import RetailCase


@tagged("post_install", "-at_install")
class TestFeedPart(RetailCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.feed = cls.env["retail.feed"]
        cls.startClassPatcher(patch.object(retail_feed, "LARGE_CHANGES", 5))
        cls.startClassPatcher(patch.object(retail_feed_part, "PART_RECORDS", 4))

    def since_long_ago(self):
        """A cursor from before this transaction, as if it had been committed."""
        self.env.flush_all()
        rows = self.env["product.template"].create([{"name": f"Vare {number}", "available_in_pos": True} for number in range(9)])
        partner = self.env["res.partner"].create({"name": "Kari Nordmann"})
        self.env.flush_all()
        changes = [(number, "product.template", one.id, "77") for number, one in enumerate(rows, 1)]
        changes.append((50, "res.partner", partner.id, "78"))
        self.startPatcher(patch.object(type(self.feed), "_changes_with_xid", lambda _feed, _cursor: changes))
        return rows, partner, self.feed._position()

    def test_a_large_transaction_comes_in_parts_that_tills_share(self):
        rows, partner, position = self.since_long_ago()
        answer = self.feed._pull(self.till_oslo_1, **position)
        self.assertEqual([row["id"] for row in answer["records"]["res.partner"]], partner.ids, "customers are not in files")
        self.assertEqual(list(answer["records"]), ["res.partner"])
        found = {}
        for part in answer["parts"]:
            response = self.url_open(part["url"])
            self.assertEqual(response.headers["Cache-Control"], "public, max-age=31536000, immutable")
            for model, records in response.json()["records"].items():
                self.assertLessEqual(len(records), 4)
                found.setdefault(model, []).extend(records)
        self.assertEqual({row["id"] for row in found["product.template"]}, set(rows.ids))
        self.assertEqual({row["product_tmpl_id"] for row in found["product.product"]}, set(rows.ids))
        with patch.object(type(self.feed), "_delta", side_effect=AssertionError("worked out again")):
            again = self.env["retail.feed.part"]._of(
                self.till_bergen, self.env["retail.feed.group"]._of(self.till_bergen), "77", [(1, "product.template", 1)]
            )
        self.assertEqual(again, answer["parts"])

    def test_who_comes_while_it_is_worked_out_asks_again(self):
        _rows, _partner, position = self.since_long_ago()
        with patch.object(type(self.env["retail.feed.part"]), "_of", lambda *_args: None):
            answer = self.feed._pull(self.till_oslo_1, **position)
        self.assertEqual(answer["cursor"], position["cursor"], "nothing is skipped")
        self.assertTrue(answer["wait_s"])
        self.assertNotIn("parts", answer)

    def test_many_small_transactions_are_a_file_too(self):
        changes = [(number, "product.template", number, str(number)) for number in range(1, 9)]
        large, inline = self.feed._split([*changes, (9, "res.partner", 1, "9")])
        self.assertEqual([len(some) for some in large.values()], [8])
        self.assertEqual(inline, [(9, "res.partner", 1)])
        self.assertEqual(self.feed._split(changes[:5]), ({}, [change[:3] for change in changes[:5]]))

    def test_tombstones_are_told_once(self):
        documents = [
            json.loads(data)
            for data in retail_feed_part.RetailFeedPart._documents({"a": [{"id": n} for n in range(6)], "b": []}, {"a": [9], "b": [8]})
        ]
        self.assertEqual([one["deleted"] for one in documents], [{"a": [9]}, {"a": []}, {"b": [8]}])
        self.assertEqual([len(one["records"].get("a", [])) for one in documents], [4, 2, 0])

    def test_old_parts_go(self):
        part = self.env["retail.feed.part"].create({"delta": "x", "number": 0, "sha256": "0" * 64, "body": "eA=="})
        self.env.cr.execute("UPDATE retail_feed_part SET create_date = now() - interval '4 days' WHERE id = %s", (part.id,))
        part.invalidate_recordset()
        self.env["retail.feed.part"]._gc_parts()
        self.assertFalse(part.exists())
