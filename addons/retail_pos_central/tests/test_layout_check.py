import re

from odoo.tests import BaseCase
from odoo.tools import file_open

from ..tools import layout_check


def layout(*buttons, **values):
    return {"version": 1, "grid": {"columns": 4, "rows": 3}, "pages": [{"id": "p1", "name": {}, "buttons": list(buttons)}], **values}


def button(number, x=0, y=0, **values):
    return {
        "id": f"b{number}",
        "x": x,
        "y": y,
        "w": 1,
        "h": 1,
        "label": {"en_US": f"B{number}"},
        "action": {"type": "product", "product_id": 1},
        **values,
    }


def codes(document):
    return [problem["code"] for problem in layout_check.check(document)]


class TestLayoutCheck(BaseCase):
    def test_good(self):
        self.assertEqual(codes(layout(button(1), button(2, x=1, w=3, h=3))), [])

    def test_places(self):
        self.assertEqual(codes(layout(button(1, x=4))), ["outside"])
        self.assertEqual(codes(layout(button(1, w=2), button(2, x=1))), ["overlap"])

    def test_ids(self):
        self.assertEqual(codes(layout(button(1), button(1, x=1))), ["double_id"])

    def test_actions(self):
        self.assertEqual(codes(layout(button(1, action={}))), ["no_action"])
        self.assertEqual(codes(layout(button(1, action={"type": "page", "page": "p9"}))), ["no_page"])
        self.assertEqual(codes(layout(button(1, label={}, action={"type": "page", "page": "p1"}))), ["no_label"])
        self.assertEqual(codes(layout(button(1, action={"type": "action", "name": "dance"}))), ["unknown_action"])

    def test_same_actions_as_the_till(self):
        with file_open("retail_pos_central/static/src/core/layout/actions.js") as source:
            names = set(re.findall(r'^\s+\["([a-z_]+)"', source.read(), re.M))
        self.assertEqual(layout_check.ACTIONS, names)

    def test_a_damaged_document_is_a_problem_and_no_exception(self):
        for document in ({}, {"grid": None, "pages": []}, layout("x"), layout(button(1, x=None))):
            self.assertEqual(codes(document), ["shape"], document)
