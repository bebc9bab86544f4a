"""The content of goods, their unit price, and that tills get it."""

from odoo.tests import TransactionCase, tagged

from odoo.addons.retail_pos_central.tests.common import RetailCase


@tagged("post_install", "-at_install")
class TestContent(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()

    def product(self, **values):
        template = self.env["product.template"].create({"name": "Coffee", "list_price": 49.9, "available_in_pos": True, **values})
        return template.product_variant_id

    def test_content_is_kept_on_the_product_and_gives_a_unit_price(self):
        product = self.product(retail_content_qty=400, retail_content_unit="g")
        self.assertEqual((product.retail_content_qty, product.retail_content_unit), (400, "g"))
        self.assertEqual((product.retail_unit_base, product.retail_unit_amount), ("kg", 0.4))
        self.assertAlmostEqual(product.retail_unit_price, 124.75)
        self.assertAlmostEqual(product.product_tmpl_id.retail_unit_price, 124.75)
        product.product_tmpl_id.retail_content_qty = 500
        self.assertAlmostEqual(product.retail_unit_price, 99.80)
        self.assertIn(product.product_tmpl_id, self.env["product.template"].search([("retail_content_qty", "=", 500)]))

    def test_goods_sold_by_weight_need_no_content(self):
        product = self.product(uom_id=self.env.ref("uom.product_uom_kgm").id, to_weight=True)
        self.assertEqual((product.retail_unit_base, product.retail_unit_amount), ("kg", 1))
        grams = self.product(uom_id=self.env.ref("uom.product_uom_gram").id)
        self.assertEqual((grams.retail_unit_base, grams.retail_unit_amount), ("kg", 0.001))
        self.assertEqual(self.product().retail_unit_base, False)

    def test_import(self):
        fields = ["name", "list_price", "available_in_pos", "retail_content_qty", "retail_content_unit"]
        result = self.env["product.template"].load(fields, [["Tea", "20", "1", "50", "piece"], ["Oil", "60", "1", "0.75", "l"]])
        self.assertFalse(result["messages"])
        self.assertEqual(self.env["product.template"].browse(result["ids"]).product_variant_ids.mapped("retail_unit_price"), [0.4, 80.0])

    def test_tills_load_it_and_are_told_of_a_change(self):
        product = self.product(retail_content_qty=400, retail_content_unit="g")
        (row,) = product._load_pos_data_read(product, self.till_oslo_1)
        self.assertEqual((row["retail_unit_base"], row["retail_unit_amount"]), ("kg", 0.4))
        self.env.flush_all()
        self.env.cr.execute("SELECT coalesce(max(id), 0) FROM retail_feed")
        (before,) = self.env.cr.fetchone()
        product.retail_content_qty = 500
        self.env.flush_all()
        self.env.cr.execute("SELECT 1 FROM retail_feed WHERE id > %s AND model = 'product.product' AND res_id = %s", (before, product.id))
        self.assertTrue(self.env.cr.fetchone())
