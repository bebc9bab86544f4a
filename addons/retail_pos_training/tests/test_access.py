"""Who may see practice sales and put others into training."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .common import TrainingCase


@tagged("post_install", "-at_install")
class TestTrainingAccess(TrainingCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        store = "retail_pos_central.group_retail_store_manager"
        cls.oslo_manager = cls.make_user("training_oslo", store, cls.oslo)
        cls.bergen_manager = cls.make_user("training_bergen", store, cls.bergen)
        cls.chain_manager = cls.make_user("training_chain", "retail_pos_central.group_retail_chain_manager")
        cls.cashier = cls.make_user("training_cashier", "point_of_sale.group_pos_user")
        cls.practice = cls.receive(cls.till_oslo_1, cls.sent(), user=cls.cashier)

    def test_practice_sales(self):
        self.assertEqual(self.practice._name, "retail.training.order")
        self.assertEqual(self.rights(self.practice, self.oslo_manager), {"read"})
        self.assertEqual(self.rights(self.practice, self.bergen_manager), set())
        self.assertEqual(self.rights(self.practice, self.chain_manager), {"read"})
        self.assertEqual(self.rights(self.practice, self.cashier), set())
        with self.assertRaises(UserError):
            self.practice.amount_total = 1

    def test_trainees(self):
        trainees = self.env["retail.trainee"]
        trainee = trainees.with_user(self.oslo_manager).create({"user_id": self.cashier.id})
        self.assertEqual(self.rights(trainee, self.oslo_manager), {"read", "write", "create", "unlink"})
        self.assertEqual(self.rights(trainee, self.cashier), set())
        self.assertEqual(trainee.with_user(self.oslo_manager).practice_count, 1)
        self.assertTrue(self.env["retail.audit"].search([("event", "=", "training"), ("res_id", "=", self.cashier.id)]))

    def test_cashiers_of_other_stores_are_out_of_reach(self):
        """In training nothing is sold: nobody may do that to the sales of another store."""
        here = self.make_user("training_here", "point_of_sale.group_pos_user", self.oslo)
        there = self.make_user("training_there", "point_of_sale.group_pos_user", self.bergen)
        trainees = self.env["retail.trainee"].with_user(self.oslo_manager)
        trainees.create({"user_id": here.id})
        with self.assertRaises(AccessError):
            trainees.create({"user_id": there.id})
        trainee = self.env["retail.trainee"].with_user(self.chain_manager).create({"user_id": there.id})
        self.assertEqual(self.rights(trainee, self.oslo_manager), set())
        self.assertEqual(self.rights(trainee, self.bergen_manager), {"read", "write", "create", "unlink"})

    def test_a_cashier_changes_no_till(self):
        with self.assertRaises(AccessError):
            self.till_oslo_1.with_user(self.cashier).retail_training = True
        self.till_oslo_1.with_user(self.chain_manager).retail_training = True
        self.assertTrue(self.till_oslo_1.retail_training)
