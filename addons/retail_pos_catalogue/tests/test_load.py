"""What a till of the tree loads at its start: what it can't do without, and no goods beyond that."""

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import CatalogueCase


@tagged("post_install", "-at_install")
class TestLoad(CatalogueCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpGoods()
        cls.tip = cls.make_goods("Tip", type="service")
        cls.own_price = cls.price(cls.milk, 15)
        cls.general = cls.env["product.pricelist.item"].create(
            {"pricelist_id": cls.pricelist.id, "applied_on": "3_global", "compute_price": "percentage", "percent_price": 10}
        )
        uom = cls.env["uom.uom"].create({"name": "Case of 12", "relative_factor": 12, "relative_uom_id": cls.milk.uom_id.id})
        cls.case = cls.env["product.uom"].create(
            {"product_id": cls.milk.product_variant_id.id, "uom_id": uom.id, "barcode": "19938010000017"}
        )

    def load(self, till):
        till.write({"iface_tipproduct": True, "tip_product_id": self.tip.product_variant_id.id})
        session = self.env["pos.session"].create({"config_id": till.id, "user_id": self.env.uid})
        return session.load_data([])

    def ids(self, data, model):
        return {row["id"] for row in data[model]}

    def test_no_goods_but_the_special_ones(self):
        data = self.load(self.till_oslo_1)
        templates = self.ids(data, "product.template")
        self.assertIn(self.tip.id, templates)
        self.assertFalse(templates & {self.milk.id, self.bread.id})
        self.assertLessEqual(len(templates), 10)
        self.assertNotIn(self.case.id, self.ids(data, "product.uom"))
        self.assertTrue(data["pos.config"][0]["_retail"]["catalogue"])

    def test_a_pricelist_names_its_general_rules_only(self):
        data = self.load(self.till_oslo_1)
        row = next(row for row in data["product.pricelist"] if row["id"] == self.pricelist.id)
        self.assertEqual(row["item_ids"], self.general.ids)
        self.assertEqual(self.ids(data, "product.pricelist.item"), set(self.general.ids))
        records, _deleted = self.env["retail.feed"]._delta(self.till_oslo_1, {"product.pricelist": {self.pricelist.id}})
        self.assertEqual(records["product.pricelist"][0]["item_ids"], self.general.ids)

    def test_goods_of_open_orders_come_along(self):
        session = self.env["pos.session"].create({"config_id": self.till_oslo_1.id, "user_id": self.env.uid})
        self.env["pos.order"].create(
            {
                "session_id": session.id,
                "amount_tax": 0,
                "amount_total": 20,
                "amount_paid": 0,
                "amount_return": 0,
                "lines": [
                    Command.create(
                        {
                            "product_id": self.bread.product_variant_id.id,
                            "qty": 1,
                            "price_unit": 20,
                            "price_subtotal": 20,
                            "price_subtotal_incl": 20,
                        }
                    )
                ],
            }
        )
        self.assertIn(self.bread.id, self.ids(session.load_data([]), "product.template"))

    def test_a_till_outside_the_tree_loads_all(self):
        till = self.make_till("Alone", self.env["retail.store"])
        till.write({"use_pricelist": True, "available_pricelist_ids": [Command.set(self.pricelist.ids)], "pricelist_id": self.pricelist.id})
        self.env["ir.config_parameter"].set_param("point_of_sale.limited_product_count", 0)
        data = self.load(till)
        self.assertLessEqual({self.milk.id, self.bread.id}, self.ids(data, "product.template"))
        self.assertIn(self.case.id, self.ids(data, "product.uom"))
        self.assertLessEqual({self.own_price.id, self.general.id}, self.ids(data, "product.pricelist.item"))
        self.assertFalse(data["pos.config"][0]["_retail"]["catalogue"])

    def test_a_till_that_joins_the_tree_loads_anew(self):
        till = self.make_till("Late", self.env["retail.store"])
        self.env.cr.execute("UPDATE pos_config SET last_data_change = '2020-01-01' WHERE id = %s", (till.id,))
        till.invalidate_recordset()
        till.retail_store_id = self.oslo
        self.assertGreater(str(till.last_data_change), "2020-01-02")
