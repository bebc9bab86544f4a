"""The same cases hold the till: tests/js/store_clock.test.mjs."""

import json
from datetime import datetime
from pathlib import Path

import pytz

from odoo.tests import BaseCase

from ..tools import store_clock

CASES = json.loads(Path(__file__).with_name("store_clock_cases.json").read_text())


class TestStoreClock(BaseCase):
    def test_cases(self):
        for case in CASES:
            with self.subTest(case["name"]):
                at, moment = (datetime.fromisoformat(case[key]).replace(tzinfo=None) for key in ("at", "moment"))
                self.assertEqual(store_clock.moment_in(at, case["set_in"], pytz.timezone(case["zone"])), moment)
                self.assertLessEqual(abs(moment - at), store_clock.SPREAD)
