"""A till in training in a real browser: a lesson done, a card that nobody charges, and nothing sold."""

from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import TrainingCase


@tagged("post_install", "-at_install")
class TestTrainingTours(TrainingCase, TestPointOfSaleHttpCommon):
    def test_training(self):
        self.env.user.group_ids += self.env.ref("retail_pos_central.group_retail_chain_manager")
        store = self.env["retail.store"].create({"name": "Oslo", "kind": "store", "code": "TRN-OSL"})
        self.main_pos_config.write({"retail_store_id": store.id})
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
        self.assertEqual(len(practice), 1)
        self.assertRegex(practice.name, r"^TREN\d\d-\d+-000001$")
        self.assertEqual((practice.reason, practice.user_id, practice.kind), ("till", self.pos_user, "sale"))
