from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from ..models.retail_feed import KEEP_DAYS
from .common import RetailCase


@tagged("post_install", "-at_install")
class TestFeed(RetailCase, TransactionCase):
    """Within the tests' one transaction a snapshot sees nothing of itself: rows are read by their id here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.category = cls.env["pos.category"].create({"name": "Dairy"})
        cls.milk = cls.env["product.template"].create(
            {
                "name": "Milk",
                "list_price": 20,
                "available_in_pos": True,
                "barcode": "9938010000010",
            }
        )
        cls.feed = cls.env["retail.feed"]

    def setUp(self):
        super().setUp()
        self.changes()

    def changes(self):
        """{(model, id)} that have been fed since the last call."""
        self.env.flush_all()
        self.env.cr.execute("SELECT coalesce(max(id), 0) FROM retail_feed")
        since, self.last = getattr(self, "last", 0), self.env.cr.fetchone()[0]
        self.env.cr.execute("SELECT DISTINCT model, res_id, op FROM retail_feed WHERE id > %s", (since,))
        return set(self.env.cr.fetchall())

    def delta(self, changes, till=None):
        ids = {}
        for model, res_id, _op in changes:
            ids.setdefault(model, set()).add(res_id)
        return self.feed._delta(till or self.till_oslo_1, ids)

    def test_only_fields_that_tills_use_count(self):
        self.milk.description_purchase = "Only for buyers"
        self.milk.product_variant_id.standard_price = 12
        self.assertFalse(self.changes())
        self.milk.list_price = 21
        self.assertEqual(self.changes(), {("product.template", self.milk.id, "U")})
        self.milk.write({"list_price": 21})
        self.assertFalse(self.changes())

    def test_links_count_for_their_owner(self):
        self.milk.pos_categ_ids = [Command.link(self.category.id)]
        self.assertIn(("product.template", self.milk.id, "U"), self.changes())
        self.milk.taxes_id = [Command.clear()]
        self.changes()
        self.milk.pos_categ_ids = [Command.clear()]
        self.assertIn(("product.template", self.milk.id, "U"), self.changes())

    def test_one_statement_for_many_rows(self):
        products = self.env["product.template"].create([{"name": f"P{n}", "available_in_pos": True} for n in range(20)])
        self.changes()
        products.write({"list_price": 7})
        self.assertEqual({res_id for _model, res_id, _op in self.changes()}, set(products.ids))

    def test_rows_are_those_that_the_pos_loads(self):
        self.milk.list_price = 21
        records, deleted = self.delta(self.changes())
        row = records["product.template"][0]
        self.assertEqual((row["id"], row["list_price"], row["barcode"]), (self.milk.id, 21, "9938010000010"))
        fields_loaded = self.env["product.template"]._load_pos_data_fields(self.till_oslo_1)
        self.assertLessEqual(set(fields_loaded), row.keys())
        self.assertEqual(records["product.product"][0]["lst_price"], 21)
        self.assertEqual(deleted, {"product.template": [], "product.product": []})

    def test_names_for_receipts_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.milk.with_context(lang="nb_NO").name = "Melk"
        rows, _deleted = self.delta(self.changes())
        self.assertEqual(rows["product.template"][0]["_retail_names"], {"nb_NO": "Melk"})
        norwegian = self.till_oslo_1.with_context(lang="nb_NO")
        rows, _deleted = self.delta({("product.template", self.milk.id, "U")}, norwegian)
        self.assertEqual(rows["product.template"][0]["_retail_names"], {"en_US": "Milk"})
        self.milk.with_context(lang="nb_NO").name = "Milk"
        rows, _deleted = self.delta({("product.template", self.milk.id, "U")})
        self.assertEqual(rows["product.template"][0]["_retail_names"], {}, "only where they differ")
        methods = self.env["pos.payment.method"].create({"name": "Cash"})
        methods.with_context(lang="nb_NO").name = "Kontant"
        self.assertEqual(methods._load_pos_data_read(methods, self.till_oslo_1)[0]["_retail_names"], {"nb_NO": "Kontant"})

    def test_a_barcode_of_the_variant_reaches_both_records(self):
        self.milk.product_variant_id.barcode = "9938010000027"
        records, _deleted = self.delta(self.changes())
        self.assertEqual(records["product.template"][0]["barcode"], "9938010000027")

    def test_what_leaves_the_till_is_a_tombstone(self):
        self.milk.available_in_pos = False
        records, deleted = self.delta(self.changes())
        self.assertEqual(records["product.template"], [])
        self.assertEqual(deleted["product.template"], self.milk.ids)
        self.assertEqual(deleted["product.product"], self.milk.product_variant_id.ids)
        self.milk.available_in_pos = True
        self.changes()
        self.milk.action_archive()
        self.assertEqual(self.delta(self.changes())[1]["product.template"], self.milk.ids)

    def test_what_is_deleted_is_a_tombstone(self):
        pricelist = self.env["product.pricelist"].create({"name": "P"})
        item = self.env["product.pricelist.item"].create({"pricelist_id": pricelist.id, "fixed_price": 5})
        item_id = item.id
        self.changes()
        item.unlink()
        changes = self.changes()
        self.assertIn(("product.pricelist.item", item_id, "D"), changes)
        self.assertEqual(self.delta(changes)[1]["product.pricelist.item"], [item_id])

    def test_goods_of_another_category_stay_away(self):
        self.till_moss.write({"limit_categories": True, "iface_available_categ_ids": [Command.set(self.category.ids)]})
        self.milk.list_price = 22
        changes = self.changes()
        self.assertEqual(self.delta(changes, self.till_moss)[1]["product.template"], self.milk.ids)
        self.assertEqual(len(self.delta(changes, self.till_oslo_1)[0]["product.template"]), 1)
        groups = self.env["retail.feed.group"]
        self.assertNotEqual(groups._signature(self.till_moss), groups._signature(self.till_oslo_1))
        self.assertEqual(groups._signature(self.till_oslo_2), groups._signature(self.till_oslo_1))

    def test_prices_ahead_of_their_time(self):
        pricelist = self.env["product.pricelist"].create({"name": "Prices", "currency_id": self.env.company.currency_id.id})
        self.till_oslo_1.write(
            {"use_pricelist": True, "available_pricelist_ids": [Command.set(pricelist.ids)], "pricelist_id": pricelist.id}
        )
        soon = fields.Datetime.now() + timedelta(days=3)
        self.changes()
        item = self.env["product.pricelist.item"].create(
            {
                "pricelist_id": pricelist.id,
                "applied_on": "1_product",
                "product_tmpl_id": self.milk.id,
                "fixed_price": 15,
                "date_start": soon,
            }
        )
        changes = self.changes()
        records, _deleted = self.delta(changes)
        self.assertEqual([row["id"] for row in records["product.pricelist.item"]], item.ids)
        # Tills that don't use the pricelist don't get it.
        self.assertEqual(self.delta(changes, self.till_moss)[1]["product.pricelist.item"], item.ids)
        data = {
            "product.product": [{"id": self.milk.product_variant_id.id, "product_tmpl_id": self.milk.id}],
            "product.category": [],
            "product.pricelist": [{"id": pricelist.id}],
        }
        domain = self.env["product.pricelist.item"]._load_pos_data_domain(data, self.till_oslo_1)
        self.assertIn(item, self.env["product.pricelist.item"].search(domain))

    def test_customers(self):
        partner = self.env["res.partner"].create({"name": "Åse"})
        self.changes()
        partner.comment = "Not for tills"
        self.assertFalse(self.changes())
        partner.category_id = [Command.create({"name": "Club"})]
        self.assertEqual(self.delta(self.changes())[0]["res.partner"][0]["category_id"], partner.category_id.ids)

    def test_cursor_of_another_server_or_a_restored_one(self):
        position = self.feed._position()
        pull = self.feed._pull
        self.assertFalse(pull(self.till_oslo_1, **position)["reset"])
        self.assertTrue(pull(self.till_oslo_1, "other epoch", position["cursor"])["reset"])
        self.assertTrue(pull(self.till_oslo_1, position["epoch"], None)["reset"])
        for snapshot in ("20:10:", "10:20:9", "0:0:", "10:20:,,", f"{2**64}:{2**64}:"):
            self.assertTrue(pull(self.till_oslo_1, position["epoch"], f"{snapshot}/1-1")["reset"], snapshot)
        self.assertTrue(pull(self.till_oslo_1, position["epoch"], "'; DROP TABLE retail_feed; --")["reset"])
        snapshot, anchor = position["cursor"].split("/")
        anchor_id, xid = anchor.split("-")
        # The server was restored: the cursor is ahead of it, or its newest row is another's.
        xmax = int(snapshot.split(":")[1]) + 1000
        ahead = f"{xmax}:{xmax}:/{anchor}"
        self.assertTrue(pull(self.till_oslo_1, position["epoch"], ahead)["reset"])
        self.assertTrue(pull(self.till_oslo_1, position["epoch"], f"{snapshot}/{anchor_id}-{int(xid) + 1}")["reset"])
        self.assertTrue(pull(self.till_oslo_1, position["epoch"], f"{snapshot}/{int(anchor_id) + 10**6}-{xid}")["reset"])

    def test_old_rows_go_and_the_newest_stays(self):
        self.milk.list_price = 23
        self.env.flush_all()
        self.env.cr.execute("UPDATE retail_feed SET at = now() - make_interval(days => %s)", (KEEP_DAYS + 1,))
        self.feed._gc_feed()
        self.env.cr.execute("SELECT count(*) FROM retail_feed")
        self.assertEqual(self.env.cr.fetchone()[0], 1)

    def test_triggers_are_right_and_left_alone(self):
        """A second run changes nothing: every worker runs this at its start."""
        self.env.cr.execute("SELECT oid, tgname FROM pg_trigger WHERE tgname LIKE 'retail_feed_%'")
        before = self.env.cr.fetchall()
        self.assertGreater(len(before), 50)
        self.feed._ensure_triggers()
        self.env.cr.execute("SELECT oid, tgname FROM pg_trigger WHERE tgname LIKE 'retail_feed_%'")
        self.assertEqual(self.env.cr.fetchall(), before)
        self.env.cr.execute("DROP TRIGGER retail_feed_product_template_update ON product_template")
        self.env.cr.execute("DROP FUNCTION retail_feed_product_template CASCADE")
        self.feed._ensure_triggers()
        self.changes()
        self.milk.list_price = 24
        self.assertTrue(self.changes())

    def test_every_tracked_column_exists(self):
        """A misspelt column would silently never count."""
        by_table = self.feed._tracks_by_table()
        optional = {"price_markup"}
        for track in self.feed._tracked():
            found = [one for one in by_table.get(track.table, []) if one.model == track.model]
            self.assertTrue(found, track.table)
            there = {column for one in found for column in one.columns}
            self.assertFalse(set(track.columns) - there - optional, track.table)
