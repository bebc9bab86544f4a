"""A till in training in a real browser: the whole first day done, a card that nobody charges, and nothing sold."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import TrainingCase


@tagged("post_install", "-at_install")
class TestTrainingTours(TrainingCase, TestPointOfSaleHttpCommon):
    @staticmethod
    def layout_of(product):
        """One button only for practice, one only for sales, and what the lessons ask for."""
        goods = {"type": "product", "product_id": product.id, "qty": "1"}

        def button(number, label, action, **more):
            place = {"x": number, "y": 0, "w": 1, "h": 1}
            return {"id": f"b{number}", **place, "label": {"en_US": label}, "action": action, **more}

        buttons = [
            button(0, "Practise with this", goods, **{"if": {"training": True}}),
            button(1, "Not in practice", goods, **{"if": {"training": False}}),
            button(2, "Park sale", {"type": "action", "name": "park"}),
            button(3, "Price check", {"type": "action", "name": "price_check"}),
        ]
        return {"version": 1, "grid": {"columns": 4, "rows": 2}, "pages": [{"id": "p1", "name": {"en_US": "Quick"}, "buttons": buttons}]}

    def test_training(self):
        self.env.user.group_ids += self.env.ref("retail_pos_central.group_retail_chain_manager")
        store = self.env["retail.store"].create({"name": "Oslo", "kind": "store", "code": "TRN-OSL"})
        self.main_pos_config.write({"retail_store_id": store.id})
        pad = self.env["product.product"].search([("name", "=", "Desk Pad")], limit=1)
        self.make_layout("Layout", store, document=self.layout_of(pad))
        used_at = [Command.create(self.node_values(store))]
        self.env["retail.receipt.template"].create({"name": "The chain's own", "assignment_ids": used_at})
        self.release()
        self.main_pos_config.retail_training = True
        self.main_pos_config.with_user(self.pos_user).open_ui()
        session = self.main_pos_config.current_session_id
        before = self.env["pos.order"].search_count([])
        moves = self.env["account.move"].search_count([])
        self.start_pos_tour("retail_till_training", login="pos_user")
        self.assertEqual(self.env["pos.order"].search_count([]), before, "nothing was sold")
        self.assertEqual(self.env["account.move"].search_count([]), moves)
        self.assertFalse(session.order_ids)
        practice = self.env["retail.training.order"].search([("session_id", "=", session.id)])
        self.assertEqual(practice.mapped("kind"), ["return", "sale"])
        self.assertRegex(practice[-1].name, r"^TREN\d\d-\d+-000001$")
        self.assertEqual((set(practice.mapped("reason")), practice.user_id), ({"till"}, self.pos_user))
