"""Reading what a till sent as answers."""

from datetime import datetime

from odoo.tests import BaseCase

from ..tools.answers import parse


class TestAnswers(BaseCase):
    def test_kept_answers(self):
        self.assertEqual(parse(None), [])
        sent = {"prompt": "p", "kind": "serial", "name": "Serial", "value": "x" * 600, "at": "2026-11-21T17:00:00.123+01:00", "extra": 1}
        (found,) = parse([sent, {"prompt": "i", "kind": "information"}])
        self.assertEqual(found["at"], datetime(2026, 11, 21, 16, 0))
        self.assertEqual((len(found["value"]), found["question"]), (500, ""))

    def test_what_cannot_be_read(self):
        for sent in ("text", {"prompt": "p"}, ["text"], [{"value": 3}]):
            with self.subTest(sent), self.assertRaises(ValueError):
                parse(sent)
        for at in ("yesterday", "0001-01-01T00:00:00+14:00", 5):
            self.assertIsNone(parse([{"value": "a", "at": at}])[0]["at"], at)
