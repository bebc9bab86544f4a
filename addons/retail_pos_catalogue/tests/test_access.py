"""Nobody but the system sees how catalogues are kept; tills get them by their own door (test_controllers)."""

from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tests.common import RetailCase


@tagged("post_install", "-at_install")
class TestAccess(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def test_no_rights_for_people(self):
        people = [
            self.make_user("catalogue_cashier", "point_of_sale.group_pos_user"),
            self.make_user("catalogue_store", "retail_pos_central.group_retail_store_manager", self.oslo),
            self.make_user("catalogue_chain", "retail_pos_central.group_retail_chain_manager"),
        ]
        for model in ("retail.catalogue.layer", "retail.catalogue.chunk"):
            for user in people:
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(self.env[model].with_user(user).has_access(operation), f"{user.login} {operation} {model}")

    def test_every_model_is_covered_here(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("retail.") and model._module == "retail_pos_catalogue" and not model._abstract
        }
        self.assertEqual(own, {"retail.catalogue.layer", "retail.catalogue.chunk"})
