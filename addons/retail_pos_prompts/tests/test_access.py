"""Who may see and change prompts, sale hours and answers."""

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tests.common import CASHIER, CHAIN, RIGHTS, STORE

from .common import PromptCase

ALL = " ".join(RIGHTS)


@tagged("post_install", "-at_install")
class TestAccess(PromptCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.chain_manager = cls.make_user("prompt_chain", CHAIN)
        cls.oslo_manager = cls.make_user("prompt_oslo", STORE, cls.oslo)
        cls.bergen_manager = cls.make_user("prompt_bergen", STORE, cls.bergen)
        cls.cashier = cls.make_user("prompt_cashier", CASHIER)

    def test_a_cashier_has_no_rights_on_any_model(self):
        for name, model in self.env.registry.items():
            if name.startswith("retail.") and model._module == "retail_pos_prompts":
                for operation in ALL.split():
                    self.assertFalse(self.env[name].with_user(self.cashier).has_access(operation), f"{operation} {name}")

    def test_prompts_and_choices(self):
        choices = [Command.create({"name": "A"}), Command.create({"name": "B"})]
        oslo = self.make_prompt("Oslo", self.oslo, kind="choice", choice_ids=choices)
        chain = self.make_prompt("Chain", self.chain, kind="choice", choice_ids=choices)
        both = self.make_prompt("Both", self.oslo, self.bergen)
        self.assertEqual(self.env["retail.prompt"].with_user(self.bergen_manager).search([("id", "in", (oslo | both).ids)]), both)
        offered = self.env["retail.prompt.choice"].search([("prompt_id", "=", oslo.id)])
        self.assertEqual(len(offered), 2)
        for record in (oslo, offered):
            self.assertRights(record, self.oslo_manager, ALL)
            self.assertRights(record, self.bergen_manager, "")
            self.assertRights(record, self.chain_manager, ALL)
        for record in (chain, chain.choice_ids):
            self.assertRights(record, self.oslo_manager, "")
        self.assertRights(both, self.oslo_manager, "read")

    def test_sale_hours_are_the_chains(self):
        hours = self.make_hours("Oslo", self.oslo)
        for record in (hours, hours.day_ids, self.env["retail.sale.hours"], self.env["retail.sale.hours.day"]):
            self.assertRights(record, self.oslo_manager, "read")
            self.assertRights(record, self.chain_manager, ALL)
        elsewhere = self.make_hours("Elsewhere", company_id=self.env["res.company"].create({"name": "Other"}).id)
        self.assertRights(elsewhere, self.chain_manager, "")

    def test_answers_are_read_in_the_own_stores(self):
        self.till_oslo_1.open_ui()
        order = self.env["pos.order"].create(
            {
                "session_id": self.till_oslo_1.current_session_id.id,
                "amount_tax": 0,
                "amount_total": 0,
                "amount_paid": 0,
                "amount_return": 0,
                "retail_answers": [{"prompt": "p", "kind": "text", "value": "Blue"}],
            }
        )
        order.sudo()._retail_record_answers()
        answer = self.env["retail.prompt.answer"].search([("order_id", "=", order.id)])
        self.assertEqual(answer.value, "Blue")
        self.assertRights(answer, self.oslo_manager, "read")
        self.assertRights(answer, self.bergen_manager, "")
        self.assertRights(answer, self.chain_manager, "read")
