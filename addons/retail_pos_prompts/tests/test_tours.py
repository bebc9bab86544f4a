"""A sale on a till with prompts in a real browser; the answers reach head office."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import PromptCase


@tagged("post_install", "-at_install")
class TestPromptTours(PromptCase, TestPointOfSaleHttpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("retail_pos_central.group_retail_chain_manager")
        chain = cls.env["retail.store"].create({"name": "Chain", "kind": "chain", "tz": "Europe/Oslo"})
        oslo = cls.env["retail.store"].create({"name": "Oslo", "kind": "store", "parent_id": chain.id, "code": "OSL-01"})
        cls.main_pos_config.write({"retail_store_id": oslo.id, "use_pricelist": False})
        cls.beer, milk, cider = cls.env["product.product"].create(
            [
                {"name": name, "list_price": price, "barcode": barcode, "available_in_pos": True, "taxes_id": [Command.clear()]}
                for name, price, barcode in (
                    ("Beer", 40.0, "2000000190013"),
                    ("Milk", 30.0, "2000000110011"),
                    ("Cider", 50.0, "2000000190020"),
                )
            ]
        )
        closed = cls.make_hours("Closed", day_ids=[Command.clear()])

        def goods(product):
            return {"all_goods": False, "product_ids": [Command.set(product.ids)]}

        age = {"kind": "age", "text": "Is the customer 18?", "once": True, "print_answer": True}
        cls.age = cls.make_prompt("Age check", chain, **age, **goods(cls.beer))
        hours = {"kind": "sale_hours", "text": "Not sold now.", "sale_hours_ids": [Command.set(closed.ids)]}
        cls.make_prompt("Sale hours", chain, **hours, **goods(cider))
        bags = [Command.create({"name": name}) for name in ("Paper", "None")]
        cls.make_prompt("Which bag", oslo, moment="payment", kind="choice", choice_ids=bags, once=True)
        cls.make_prompt("Float", chain, moment="opening", kind="information", text="Count the float.")
        reasons = [Command.create({"name": name}) for name in ("Damaged", "Wrong size")]
        cls.make_prompt("Return", chain, moment="return", kind="choice", text="Why does it come back?", choice_ids=reasons)
        cls.make_prompt("Safe", chain, moment="closing", kind="confirmation", text="Is the safe locked?", refusal="Lock it first.")
        cls.env["retail.receipt.template"].create(
            {
                "name": "Receipt",
                "document": {"version": 1, "paper": {"columns": 42}, "blocks": [{"type": "header"}, {"type": "lines"}, {"type": "totals"}]},
                "assignment_ids": [Command.create({"store_id": chain.id})],
            }
        )
        cls.make_layout("Layout", chain, document=cls._layout(milk))
        cls.release()

    @staticmethod
    def _layout(product):
        button = {"id": "b1", "x": 0, "y": 0, "w": 1, "h": 1, "label": {"en_US": "Milk"}, "color": "#2f6f4f", "icon": None}
        button.update(picture="none", action={"type": "product", "product_id": product.id, "qty": "1"})
        pages = [{"id": "p1", "name": {"en_US": "Quick"}, "buttons": [button]}]
        return {"version": 1, "grid": {"columns": 3, "rows": 2}, "pages": pages}

    def test_prompts(self):
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("retail_till_prompts", login="pos_user")
        session = self.main_pos_config.current_session_id
        self.assertEqual(session.state, "opened", "refused at closing")
        refund, order = session.order_ids.sorted("amount_total")
        self.assertEqual((order.state, refund.state), ("paid", "paid"))
        answers = self.env["retail.prompt.answer"]
        self.assertEqual(answers.search([("order_id", "=", refund.id), ("name", "=", "Return")]).value, "Damaged")
        self.assertEqual(sorted(order.lines.product_id.mapped("name")), ["Beer", "Milk"])
        found = self.env["retail.prompt.answer"].search([("order_id", "=", order.id)])
        self.assertEqual(
            sorted(found.mapped(lambda answer: (answer.name, answer.value))), [("Age check", "Looks over 25"), ("Which bag", "Paper")]
        )
        self.assertIn(self.age, found.prompt_id)
        self.assertEqual(set(found.mapped("cashier")), {self.pos_user.name})
