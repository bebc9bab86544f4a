"""The server's check and composing of layouts; the same cases run against the browser's (tests/js)."""

import json
import re

from odoo.tests import BaseCase
from odoo.tools import file_open

from ..tools import layout_check, layout_extend


def cases(name):
    with file_open(f"retail_pos_central/tests/{name}.json") as source:
        return json.load(source)


class TestLayoutCheck(BaseCase):
    def test_cases(self):
        for case in cases("layout_check_cases"):
            found = [problem["code"] for problem in layout_check.check(case["document"]) if problem["level"] == "error"]
            self.assertEqual(found, case["errors"], case["name"])

    def test_a_large_picture_and_a_large_layout(self):
        document = cases("layout_check_cases")[0]["document"]
        button = document["pages"][0]["buttons"][0]
        button["image"] = "data:image/jpeg;base64," + "A" * 30_000_000
        self.assertEqual([problem["code"] for problem in layout_check.check(document)], ["too_large", "image_size"])

    def test_problems_name_the_place(self):
        document = cases("layout_check_cases")[8]["document"]
        (problem,) = layout_check.check(document)
        under = problem.pop("other")
        self.assertEqual(problem, {"level": "error", "code": "overlap", "path": "/pages/0/buttons/1", "name": "Milk"})
        self.assertIs(under, document["pages"][0]["buttons"][0])

    def test_same_actions_as_the_till(self):
        with file_open("retail_pos_central/static/src/core/layout/actions.js") as source:
            names = set(re.findall(r'^\s+\["([a-z_]+)"', source.read(), re.M))
        self.assertEqual(layout_check.ACTIONS, names)


class TestLayoutExtend(BaseCase):
    def test_cases(self):
        data = cases("layout_extend_cases")
        for case in data["cases"]:
            whole = layout_extend.compose(data["base"], case["own"])
            places = {page["id"]: {button["id"]: [button["x"], button["y"]] for button in page["buttons"]} for page in whole["pages"]}
            self.assertEqual(places, case["places"], case["name"])
            self.assertEqual(list(places), list(case["places"]), case["name"])

    def test_changed_values_alone_are_own(self):
        data = cases("layout_extend_cases")
        change = {"id": "b1", "follows": True, "color": "#2f6f4f", "label": None}
        own = {"version": 1, "extends": True, "pages": [{"id": "p1", "follows": True, "buttons": [change]}]}
        button = layout_extend.compose(data["base"], own)["pages"][0]["buttons"][0]
        self.assertEqual(button["color"], "#2f6f4f")
        self.assertEqual(button["action"], {"type": "product", "product_id": 12}, "the rest follows")
        self.assertNotIn("label", button)
        self.assertNotIn("follows", button)

    def test_what_found_no_room_is_named(self):
        data = cases("layout_extend_cases")
        own = next(case["own"] for case in data["cases"] if case["name"].startswith("no room"))
        self.assertEqual([(page["id"], button["id"]) for page, button in layout_extend.left_out(data["base"], own)], [("p2", "b4")])
