"""Catalogues as chunks: what is in them, who shares them, and that only what changed is made anew."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from ..models import retail_catalogue
from ..models.retail_catalogue_chunk import KEEP_DAYS
from ..tools import chunks
from .common import CatalogueCase


@tagged("post_install", "-at_install")
class TestCatalogue(CatalogueCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpGoods()
        cls.chain_price = cls.price(cls.milk, 15)
        cls.cashier = cls.make_user("catalogue_till", "point_of_sale.group_pos_user")

    def number(self, template_id, kind="goods"):
        return chunks.number_of(template_id, chunks.SPANS[kind])

    def made_anew(self, changes, kind="goods"):
        """Numbers of the chunks that are made when the feed tells of these changes [(model, id)]."""
        layer = self.layer(kind)
        fed = [(number, model, res_id) for number, (model, res_id) in enumerate(changes)]
        with patch.object(type(layer), "_changes", lambda _layer: fed):
            return layer._changed_numbers()

    def test_rows_as_the_pos_loads_them(self):
        rows = self.rows(self.index())
        config = self.till_oslo_1.with_company(self.till_oslo_1.company_id)
        template = rows["product.template"][self.milk.id]
        fields_loaded = self.env["product.template"]._load_pos_data_fields(config)
        self.assertLessEqual(set(fields_loaded), set(template))
        self.assertEqual((template["name"], template["list_price"], template["pos_categ_ids"]), ("Lettmelk", 20.0, self.category.ids))
        variant = self.milk.product_variant_id
        self.assertEqual(rows["product.product"][variant.id]["barcode"], "9938010000010")
        self.assertEqual(rows["product.pricelist.item"][self.chain_price.id]["fixed_price"], 15.0)
        self.assertNotIn(self.hidden.id, rows["product.template"])

    def test_all_that_belongs_to_goods_is_with_them(self):
        size = self.env["product.attribute"].create({"name": "Size", "value_ids": [Command.create({"name": n}) for n in ("S", "L")]})
        shirt = self.make_goods(
            "Shirt", attribute_line_ids=[Command.create({"attribute_id": size.id, "value_ids": [Command.set(size.value_ids.ids)]})]
        )
        combo = self.env["product.combo"].create(
            {"name": "Drink", "combo_item_ids": [Command.create({"product_id": self.milk.product_variant_id.id})]}
        )
        menu = self.make_goods("Menu", type="combo", combo_ids=[Command.set(combo.ids)])
        rows = self.rows(self.index())
        self.assertLessEqual(set(shirt.product_variant_ids.ids), set(rows["product.product"]))
        self.assertIn(shirt.attribute_line_ids.id, rows["product.template.attribute.line"])
        self.assertLessEqual(set(shirt.attribute_line_ids.product_template_value_ids.ids), set(rows["product.template.attribute.value"]))
        self.assertIn(menu.id, rows["product.template"])
        self.assertIn(combo.id, rows["product.combo"])
        self.assertIn(combo.combo_item_ids.id, rows["product.combo.item"])

    def test_tills_that_see_the_same_share_their_chunks(self):
        first, other = self.index(self.till_oslo_1), self.index(self.till_bergen)
        self.assertEqual(first["layers"], other["layers"])
        self.till_bergen.write({"limit_categories": True, "iface_available_categ_ids": [Command.set(self.category.ids)]})
        fewer = self.rows(self.index(self.till_bergen))
        self.assertIn(self.milk.id, fewer["product.template"])
        self.assertNotIn(self.bread.id, fewer["product.template"])
        prices = [[layer for layer in index["layers"] if layer["kind"] == "prices"] for index in (first, self.index(self.till_bergen))]
        self.assertEqual(prices[0], prices[1], "prices are shared by tills that see other goods")

    def test_a_till_speaks_its_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.milk.with_context(lang="nb_NO").name = "Lettmelk på norsk"
        norwegian = self.till_oslo_1.with_context(lang="nb_NO")
        self.assertEqual(self.rows(self.index(norwegian))["product.template"][self.milk.id]["name"], "Lettmelk på norsk")
        self.assertEqual(self.rows(self.index(self.till_oslo_1))["product.template"][self.milk.id]["name"], "Lettmelk")

    def test_dated_prices_come_ahead_and_ended_ones_stay_away(self):
        now = fields.Datetime.now()
        ahead = self.price(self.bread, 9, date_start=now + timedelta(days=3), date_end=now + timedelta(days=5))
        ended = self.price(self.bread, 8, date_end=now - timedelta(days=1))
        items = self.rows(self.index())["product.pricelist.item"]
        self.assertIn(ahead.id, items)
        self.assertNotIn(ended.id, items)

    def test_a_till_is_told_when_it_holds_the_newest(self):
        index = self.index()
        self.assertEqual(self.index(version=index["version"]), {"same": True})
        self.assertEqual(self.index(version="other")["version"], index["version"])
        self.assertEqual(index["position"]["epoch"], self.env["retail.feed"]._epoch())

    def test_a_cashier_gets_the_catalogue_without_rights_on_it(self):
        till = self.till_oslo_1.with_user(self.cashier)
        self.assertTrue(self.index(till)["layers"])

    def test_only_what_changed_is_made_anew(self):
        self.index()
        number = self.number(self.milk.id)
        variant = self.milk.product_variant_id
        self.assertEqual(self.made_anew([("product.template", self.milk.id)]), [number])
        self.assertEqual(self.made_anew([("product.product", variant.id), ("product.template", self.milk.id)]), [number])
        self.assertEqual(self.made_anew([("res.partner", 1), ("product.pricelist.item", self.chain_price.id)]), [])
        self.assertEqual(self.made_anew([("product.pricelist.item", self.chain_price.id)], "prices"), [self.number(self.milk.id, "prices")])
        self.assertIsNone(self.made_anew([("product.pricelist.item", 2**31 - 1)], "prices"), "deleted: nothing tells where it stood")
        far = self.milk.id + 100_000
        self.assertEqual(self.made_anew([("product.template", far)]), [self.number(far)])

    def test_a_price_of_another_pricelist_is_no_change(self):
        self.index()
        other = self.env["product.pricelist"].create({"name": "Other"})
        item = self.price(self.milk, 3, pricelist_id=other.id)
        self.assertEqual(self.made_anew([("product.pricelist.item", item.id)], "prices"), [])

    def test_a_chunk_that_is_the_same_keeps_its_hash_and_others_are_replaced(self):
        before = self.index()
        layer = self.layer("goods")
        old = layer.chunk_ids.filtered(lambda chunk: chunk.number == self.number(self.milk.id))
        self.milk.list_price = 25
        with patch.object(type(layer), "_changed_numbers", lambda _layer: [old.number]):
            layer._build()
        self.assertTrue(old.replaced_at)
        rows = self.rows(self.index())
        self.assertEqual(rows["product.template"][self.milk.id]["list_price"], 25.0)
        self.assertNotEqual(self.index()["version"], before["version"])
        self.assertTrue(self.env["retail.blob"].search([("sha256", "=", old.sha256)]), "a till may be fetching it now")
        again = layer.chunk_ids
        with patch.object(type(layer), "_changed_numbers", lambda _layer: None):
            layer._build()
        self.assertEqual(layer.chunk_ids, again)

    def test_goods_that_leave_take_their_chunk_along(self):
        self.index()
        layer = self.layer("goods")
        number = self.number(self.milk.id)
        sold = self.env["product.template"].search([("available_in_pos", "=", True)])
        sold.filtered(lambda one: self.number(one.id) == number).write({"available_in_pos": False})
        with patch.object(type(layer), "_changed_numbers", lambda _layer: [number]):
            layer._build()
        self.assertNotIn(self.milk.id, self.rows(self.index()).get("product.template", {}))

    def test_a_large_catalogue_is_made_in_the_background_bit_by_bit(self):
        for number in range(4):
            self.make_goods(f"Goods {number}")
        with patch.object(retail_catalogue, "AT_ONCE", 2):
            self.assertEqual(self.index(), {"pending": True})
            layers = self.env["retail.catalogue.layer"].search([])
            for layer in layers:
                layer._begin()
            goods = self.layer("goods")
            position, first = goods.next_cursor, goods.todo
            self.assertFalse(goods.cursor, "tills get it when it is whole")
            self.assertEqual(self.index(), {"pending": True})
            goods._begin()
            self.assertEqual(goods.todo, first, "another run goes on where the first one stopped")
            layers._build()
            self.assertEqual(goods.cursor, position, "tills go on from where the making began")
            self.assertTrue(self.index()["layers"])

    def test_after_a_restore_all_is_made_anew(self):
        self.index()
        layer = self.layer("goods")
        layer.epoch = "another history"
        self.env.registry.retail_catalogues_ready.clear()
        self.assertIsNone(layer._changed_numbers())
        index = self.index()
        self.assertEqual(index["position"]["epoch"], self.env["retail.feed"]._epoch())

    def test_a_layer_waits_for_a_till_that_sees_it(self):
        self.index()
        layer = self.layer("goods")
        self.till_oslo_1.write({"limit_categories": True, "iface_available_categ_ids": [Command.set(self.category.ids)]})
        layer.epoch = "another history"
        layer._begin()
        self.assertFalse(layer.todo, "the till that stood for all now sees other goods")
        self.index(self.till_oslo_2)
        self.assertEqual(layer.config_id, self.till_oslo_2)

    def test_replaced_chunks_and_unused_layers_are_forgotten(self):
        self.index()
        layer = self.layer("goods")
        chunk = layer.chunk_ids[0]
        sha = chunk.sha256
        chunk.replaced_at = fields.Datetime.now() - timedelta(days=KEEP_DAYS + 1)
        self.env["retail.catalogue.chunk"]._gc_chunks()
        self.assertFalse(chunk.exists())
        self.assertFalse(self.env["retail.blob"].search([("sha256", "=", sha)]))
        released = self.release(self.make_layout("Kept", self.chain)).line_ids.revision_id[:1].sha256
        self.env["retail.catalogue.chunk"]._drop_blobs({released})
        self.assertTrue(self.env["retail.blob"].search([("sha256", "=", released)]), "what was released stays")
        layer.used_on = fields.Date.today() - timedelta(days=60)
        self.env["retail.catalogue.layer"]._gc_layers()
        self.assertFalse(layer.exists())

    def test_the_scheduled_action_makes_what_is_in_use(self):
        with patch.object(retail_catalogue, "AT_ONCE", 0):
            self.index()
        with self.enter_registry_test_mode():
            self.env.ref("retail_pos_catalogue.retail_catalogue_cron").method_direct_trigger()
        self.assertTrue(all(self.env["retail.catalogue.layer"].search([]).mapped("cursor")))
