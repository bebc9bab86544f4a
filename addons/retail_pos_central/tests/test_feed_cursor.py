from odoo.tests import BaseCase

from ..tools import feed_cursor
from ..tools.feed_sql import Track, create_statements, function_body


class TestFeedCursor(BaseCase):
    def test_text_and_back(self):
        cursor = feed_cursor.Cursor("10:20:12,15", 7, 11)
        self.assertEqual(feed_cursor.parse(str(cursor)), cursor)

    def test_what_is_no_cursor(self):
        for text in (None, 5, "", "10:20:", "10:20:/x-1", "10:20:/1-1; DROP TABLE x", "10:20:12/1-1\n"):
            self.assertIsNone(feed_cursor.parse(text), text)

    def test_what_postgresql_would_not_read_is_none(self):
        for snapshot in ("9:5:", "0:5:", "5:9:7,6", "5:9:4", "5:9:9", "5:9223372036854775808:", "5:99999999999999999999:"):
            self.assertIsNone(feed_cursor.parse(f"{snapshot}/1-1"), snapshot)
        self.assertIsNone(feed_cursor.parse("5:9:/1-9223372036854775808"))
        for snapshot in ("5:5:", "5:9:", "5:9:5,8", "5:9:6,6"):
            self.assertEqual(feed_cursor.parse(f"{snapshot}/1-1").snapshot, snapshot)


class TestFeedSql(BaseCase):
    def test_only_given_columns_count(self):
        body = function_body([Track("t", "m", ("price", "name"))])
        self.assertIn("ROW(n.price, n.name) IS DISTINCT FROM ROW(o.price, o.name)", body)

    def test_link_tables_have_no_update_trigger(self):
        statements = "\n".join(create_statements("rel", [Track("rel", "m", id_column="owner")]))
        self.assertNotIn("AFTER UPDATE", statements)
        self.assertIn("AFTER INSERT", statements)
        self.assertIn("AFTER DELETE", statements)
