"""What tills get of a prompt, and what its check refuses."""

from datetime import date, datetime

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.models.retail_when import WEEKDAYS

from .common import PromptCase


@tagged("post_install", "-at_install")
class TestPrompt(PromptCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def codes(self, prompt, level="error"):
        return {problem["path"] for problem in prompt._retail_problems() if problem["level"] == level}

    def test_released_prompts_reach_tills_from_all_levels(self):
        chain = self.make_prompt("Everywhere", self.chain)
        oslo = self.make_prompt("Oslo", self.oslo)
        self.release(chain, oslo)
        self.assertEqual(sorted(self.content_of(self.till_oslo_1, "prompt")), sorted([self.key(chain), self.key(oslo)]))
        self.assertEqual(self.content_of(self.till_bergen, "prompt"), [self.key(chain)])

    def test_document(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        category = self.env["product.category"].create({"name": "Beer"})
        prompt = self.make_prompt(
            "Age",
            kind="age",
            all_goods=False,
            categ_ids=[Command.set(category.ids)],
            sunday=False,
            hour_from=8.5,
            date_from=datetime(2026, 1, 2, 3, 4),
            once=True,
        )
        prompt.update_field_translations("text", {"nb_NO": "Er kunden over 18?"})
        document = prompt._retail_document()
        self.assertEqual(document["text"], {"en_US": "Age?", "nb_NO": "Er kunden over 18?"})
        self.assertEqual(document["items"], {"groups": [f"categ:{category.id}"]})
        self.assertEqual(document["weekdays"], [1, 2, 3, 4, 5, 6])
        self.assertEqual(document["hours"], ["08:30", "24:00"])
        self.assertEqual(document["from"], "2026-01-02T03:04:00+00:00")
        self.assertEqual(document["age"], {"limit": 18, "looks_over": 25})
        self.assertTrue(document["once"])
        self.assertEqual(self.codes(prompt), set())

    def test_sale_hours_by_municipality(self):
        rest = self.make_hours("Rest", day_ids=[Command.create({"day": "saturday", "hour_from": 8, "hour_to": 18})])
        rest.day_ids = [Command.create({"day": "date", "date": date(2026, 12, 25), "is_open": False})]
        east = self.make_hours("East", self.east)
        prompt = self.make_prompt("Beer", kind="sale_hours", sale_hours_ids=[Command.set((rest | east).ids)])
        first, second = prompt._retail_document()["sale_hours"]
        self.assertEqual((first["days"], first["dates"], first["rest"]), ({"6": ["08:00", "18:00"]}, {"2026-12-25": []}, True))
        self.assertEqual(second["stores"], sorted((self.east | self.oslo | self.moss).mapped("retail_uuid")))
        self.assertEqual(second["days"], {str(day): ["08:00", "20:00"] for day in range(1, 6)})
        self.assertEqual(self.codes(prompt), set())

    def test_the_ready_hours_are_those_of_the_alcohol_act(self):
        hours = self.env.ref("retail_pos_prompts.retail_sale_hours_beer")._retail_hours()
        weekdays = {str(day): ["08:00", "20:00"] for day in range(1, 6)}
        self.assertEqual(hours["days"], {**weekdays, "6": ["08:00", "18:00"]})

    def test_check_refuses(self):
        for path, values in (
            ("/text", {"text": " "}),
            ("/items", {"all_goods": False}),
            ("/min_total", {"moment": "total"}),
            ("/choices", {"kind": "choice", "choice_ids": [Command.create({"name": "Only one"})]}),
            ("/hours", {"hour_from": 20, "hour_to": 8}),
            ("/to", {"date_from": "2090-01-02", "date_to": "2090-01-01"}),
            ("/weekdays", dict.fromkeys(WEEKDAYS, False)),
            ("/age", {"kind": "age", "looks_over": 18}),
            ("/kind", {"moment": "opening", "kind": "confirmation"}),
            ("/kind", {"moment": "closing", "kind": "text"}),
            ("/sale_hours", {"kind": "sale_hours"}),
            ("/sale_hours", {"kind": "sale_hours", "sale_hours_ids": [Command.set(self.make_hours("Oslo", self.oslo).ids)]}),
        ):
            with self.subTest(path, **values):
                prompt = self.make_prompt("Bad", **values)
                self.assertEqual(self.codes(prompt), {path})
                self.assertTrue(all(problem["message"] for problem in prompt._retail_problems()))
        for moment, kind in (("closing", "confirmation"), ("time", "tip"), ("payment", "text")):
            self.assertEqual(self.codes(self.make_prompt("Good", moment=moment, kind=kind)), set())

    def test_goods_that_nobody_sells_are_told(self):
        product = self.env["product.product"].create({"name": "Gone", "available_in_pos": False})
        empty = self.env["product.category"].create({"name": "Empty"})
        prompt = self.make_prompt("Info", all_goods=False, product_ids=[Command.set(product.ids)], categ_ids=[Command.set(empty.ids)])
        found = {(one["model"], one["res_id"]) for one in prompt._retail_problems() if one["level"] == "warning"}
        self.assertEqual(found, {("product.product", product.id), ("product.category", empty.id)})

    def test_sale_hours_refuse_nonsense(self):
        for day in ({"hour_from": 20, "hour_to": 8}, {"day": "date"}, {"date": "2026-12-25"}):
            with self.subTest(**day), self.assertRaises(ValidationError):
                self.make_hours("Bad", day_ids=[Command.create(day)])
        with self.assertRaises(ValidationError):
            self.make_hours("Twice", day_ids=[Command.create({"day": "saturday"}), Command.create({"day": "saturday"})])
