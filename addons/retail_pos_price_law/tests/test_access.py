"""Who may see the price history; nobody writes it."""

from odoo.tests import TransactionCase, tagged

from .common import PriceCase

ALL = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install")
class TestAccess(PriceCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpPrices()
        cls.manager = cls.make_user("law_oslo", "retail_pos_central.group_retail_store_manager", cls.oslo)
        cls.cashier = cls.make_user("law_cashier", "point_of_sale.group_pos_user")

    def rights(self, record, user):
        return {one for one in ALL if record.with_user(user).has_access(one)}

    def test_the_history_is_read_and_never_written(self):
        point = self.env["retail.price.point"].search([("product_id", "=", self.make_product("Coffee", 50).id)])
        self.assertEqual(self.rights(point, self.manager), {"read"})
        self.assertEqual(self.rights(point, self.cashier), set())
        for user in (self.manager, self.cashier):
            self.assertEqual(self.rights(self.env["retail.price.change"], user), set())
            self.assertEqual(self.rights(self.env["retail.before.list"], user), set())

    def test_another_companys_prices_stay_there(self):
        other = self.env["res.company"].create({"name": "Other"})
        pricelist = self.env["product.pricelist"].create({"name": "Theirs", "company_id": other.id})
        product = self.make_product("Coffee", 50)
        self.past(product, 3, 40, pricelist)
        theirs = self.env["retail.price.point"].search([("pricelist_id", "=", pricelist.id)])
        self.assertEqual(self.rights(theirs, self.manager), set())

    def test_who_changes_a_price_needs_no_right_on_the_history(self):
        product = self.make_product("Coffee", 50)
        user = self.make_user("law_goods", "product.group_product_manager")
        product.with_user(user).lst_price = 55
        self.assertEqual(self.answer(self.oslo, product)["price"], 5500)
