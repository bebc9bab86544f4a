import base64
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, TransactionCase, get_db_name, tagged
from odoo.tools import mute_logger

from .common import RetailCase


@tagged("post_install", "-at_install")
class TestPriceBatch(RetailCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpChain()
        cls.chain.action_own_pricelist()
        cls.milk, cls.bread = cls.env["product.product"].create(
            [
                {"name": "Milk", "barcode": "9938010000010", "list_price": 20, "available_in_pos": True, "standard_price": 10},
                {"name": "Bread", "default_code": "BREAD-1", "list_price": 40, "available_in_pos": True},
            ]
        )

    def batch(self, text=None, **values):
        batch = self.env["retail.price.batch"].create({"name": "Week 48", "store_id": self.chain.id, "import_text": text, **values})
        if text:
            batch.action_import()
        return batch

    def price(self, product, at=None, till=None):
        pricelist = (till or self.till_oslo_1).pricelist_id
        return pricelist._get_product_price(product, 1.0, date=at or fields.Datetime.now())

    def test_nobody_writes_past_the_check(self):
        batch = self.batch("9938010000010\t-5")
        manager = self.make_user("buyer", "retail_pos_central.group_retail_chain_manager", self.chain)
        with self.assertRaises(AccessError):
            batch.with_user(manager).state = "checked"
        with self.assertRaises(AccessError):
            batch.with_user(manager).copy({"state": "released"})
        self.assertEqual(batch.state, "draft")

    def test_preview(self):
        batch = self.batch("9938010000010\t22,90\nBREAD-1\t39")
        self.assertEqual(batch.state, "checked")
        milk = batch.line_ids.filtered(lambda line: line.product_id == self.milk)
        self.assertEqual((milk.old_price, milk.new_price, milk.level), (20, 22.9, "ok"))
        self.assertAlmostEqual(milk.change_percent, 14.5)
        self.assertGreater(milk.margin_percent, 0)

    def test_problems_are_named_by_line(self):
        batch = self.batch("9938010000010\t22,90\n404\t5\n9938010000010\t23\nBREAD-1\tfree")
        found = {line.number: (line.level, line.problem or "") for line in batch.line_ids}
        self.assertEqual([found[number][0] for number in sorted(found)], ["ok", "error", "error", "error"])
        self.assertIn("404", found[2][1])
        self.assertIn("line 1", found[3][1])
        self.assertIn("Line 4", found[4][1])
        self.assertEqual((batch.state, batch.error_count, batch.warning_count), ("draft", 3, 0))

    def test_large_changes(self):
        line = self.batch("BREAD-1\t4").line_ids
        self.assertEqual((line.level, line.change_percent), ("warning", -90))
        self.assertIn("30", line.problem)

    def test_nothing_is_half_applied(self):
        batch = self.batch("9938010000010\t22,90\n404\t5")
        with self.assertRaises(UserError):
            batch.action_release()
        self.assertFalse(batch.item_ids)
        batch.line_ids.filtered(lambda line: line.level == "error").unlink()
        batch.action_release()
        self.assertEqual(len(batch.item_ids), 1)

    def test_a_mended_line_counts(self):
        batch = self.batch("9938010000010\tabc")
        batch.line_ids.new_price = 21
        batch.action_check()
        self.assertEqual(batch.state, "checked")

    def test_below_cost(self):
        batch = self.batch("9938010000010\t9")
        self.assertEqual(batch.line_ids.level, "warning")
        self.assertIn("cost", batch.line_ids.problem)

    def test_prices_have_their_time(self):
        start = fields.Datetime.now() + timedelta(days=1)
        batch = self.batch("9938010000010\t15", date_from=start, date_to=start + timedelta(days=7))
        batch.action_release()
        self.assertEqual(self.price(self.milk), 20)
        self.assertEqual(self.price(self.milk, start), 15)
        self.assertEqual(self.price(self.milk, start + timedelta(days=8)), 20)
        later = self.batch("9938010000010\t14", date_from=start + timedelta(days=1))
        self.assertEqual(later.line_ids.old_price, 15)

    def test_withdrawn_before_and_in_force(self):
        start = fields.Datetime.now() + timedelta(days=1)
        ahead = self.batch("9938010000010\t15", date_from=start)
        ahead.action_release()
        ahead.action_withdraw()
        self.assertEqual(self.price(self.milk, start), 20)
        running = self.batch("9938010000010\t15", date_from=fields.Datetime.now() - timedelta(hours=1))
        running.action_release()
        self.assertEqual(self.price(self.milk), 15)
        running.action_withdraw()
        self.assertEqual(self.price(self.milk, fields.Datetime.now() + timedelta(seconds=2)), 20)
        self.assertEqual(len(running.item_ids), 1)
        with self.assertRaises(UserError):
            running.action_withdraw()

    def test_for_a_node_of_the_tree(self):
        batch = self.batch("9938010000010\t18", store_id=self.oslo.id)
        with self.assertRaises(UserError):
            batch.action_release()
        self.oslo.action_own_pricelist()
        batch.action_release()
        self.assertEqual(self.price(self.milk), 18)
        self.assertEqual(self.price(self.milk, till=self.till_bergen), 20)
        # The store's other prices go on being those of the chain.
        self.batch("BREAD-1\t35").action_release()
        self.assertEqual(self.price(self.bread), 35)

    def test_files(self):
        data = base64.b64encode(b"Strekkode;Pris\n9938010000010;21,50\n")
        batch = self.batch(import_file=data, import_name="priser.csv")
        batch.action_import()
        self.assertEqual(batch.line_ids.new_price, 21.5)
        batch.write({"import_file": base64.b64encode(b"PK\x03\x04nothing")})
        with self.assertRaises(UserError):
            batch.action_import()
        with self.assertRaises(UserError):
            self.batch(import_text=" ").action_import()

    def test_released_is_frozen(self):
        batch = self.batch("9938010000010\t22")
        batch.action_release()
        for change in (
            lambda: batch.write({"date_from": fields.Datetime.now()}),
            lambda: batch.line_ids.write({"new_price": 1}),
            lambda: batch.line_ids.unlink(),
            lambda: batch.unlink(),
            lambda: batch.action_release(),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                change()
        with self.assertRaises(ValidationError):
            self.batch(date_from="2026-11-21 10:00:00", date_to="2026-11-21 10:00:00")

    def test_a_code_typed_anew_means_other_goods(self):
        batch = self.batch("9938010000010\t39")
        batch.line_ids.code = "BREAD-1"
        batch.action_check()
        self.assertEqual((batch.line_ids.product_id, batch.line_ids.old_price), (self.bread, 40))
        batch.line_ids.code = "404"
        batch.action_check()
        self.assertFalse(batch.line_ids.product_id)
        self.assertIn("404", batch.line_ids.problem)

    def test_what_changed_since_the_check_is_looked_at_again(self):
        batch = self.batch("9938010000010\t19\nBREAD-1\t39")
        self.assertEqual((batch.state, batch.warning_count), ("checked", 0))
        self.milk.standard_price = 18
        self.assertEqual(batch.action_release()["tag"], "display_notification")
        self.assertEqual((batch.state, batch.warning_count, len(batch.item_ids)), ("draft", 1, 0))
        self.assertIn("cost", batch.line_ids.filtered(lambda line: line.product_id == self.milk).problem)
        batch.action_check()
        self.milk.standard_price = 19
        batch.action_release()
        self.assertEqual(batch.state, "draft", "a remark that was known already is worse now")
        batch.action_check()
        batch.with_context(lang="nb_NO").action_release()
        self.assertEqual((batch.state, len(batch.item_ids)), ("released", 2), "who has seen it lets it go")

    def test_goods_deleted_since_the_check(self):
        batch = self.batch("9938010000010\t22\nBREAD-1\t39")
        self.bread.unlink()
        batch.action_release()
        self.assertEqual((batch.state, batch.error_count, len(batch.item_ids)), ("draft", 1, 0))

    def test_no_line_slips_into_a_batch_past_its_check(self):
        approved, other = self.batch("9938010000010\t22"), self.batch("BREAD-1\t1")
        other.line_ids.batch_id = approved
        self.assertEqual(approved.state, "draft")
        approved.action_check()
        approved.line_ids.with_context(default_batch_id=approved.id).create({"code": "BREAD-1", "new_price": 1})
        self.assertEqual(approved.state, "draft")
        approved.line_ids.filtered(lambda line: not line.number).unlink()
        approved.action_check()
        approved.max_change_percent = 1
        self.assertEqual(approved.state, "draft", "what is worth a look is another thing now")
        approved.action_release()
        stray = self.batch("BREAD-1\t39").line_ids
        for change in (
            lambda: stray.write({"batch_id": approved.id}),
            lambda: stray.with_context(default_batch_id=approved.id).create({"code": "BREAD-1", "new_price": 1}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                change()

    def test_prices_are_looked_at_as_they_will_be(self):
        batch = self.batch("9938010000010\t22,905\nBREAD-1\t0,004")
        self.assertEqual(batch.line_ids.sorted("number").mapped("new_price"), [22.91, 0])
        self.assertIn("is 0", batch.line_ids.filtered(lambda line: not line.new_price).problem)

    def test_files_as_programs_write_them(self):
        for data in (
            "\ufeffStrekkode;Ny pris;Navn\r\n9938010000010;1 000,50;Blåbærsyltetøy 🫐\r\n".encode(),
            "Navn;Strekkode;Pris\nBlåbær;9938010000010;1\xa0000,50 kr\n".encode("cp1252"),
            "Strekkode\tPris\n9938010000010\t1.000,50\n".encode("utf-16"),
        ):
            batch = self.batch(import_file=base64.b64encode(data), import_name="priser.csv")
            batch.action_import()
            self.assertEqual((batch.line_ids.product_id, batch.line_ids.new_price), (self.milk, 1000.5))
        odd = self.batch("9938010000010\t26:00\nBREAD-1\t-5\n🥖\t5")
        problems = odd.line_ids.sorted("number").mapped("problem")
        self.assertEqual(problems, ["Line 1 has no readable price.", "Line 2 has no readable price.", "Line 3: nothing is known as 🥖."])

    def test_nothing_is_left_at_another_store(self):
        self.oslo.action_own_pricelist()
        self.bergen.action_own_pricelist()
        manager = self.make_user("price-planter", "retail_pos_central.group_retail_store_manager", self.oslo)
        mine = self.env["retail.price.batch"].with_user(manager).create({"name": "X", "store_id": self.oslo.id})
        mine.import_text = "9938010000010\t1"
        mine.action_import()
        theirs = self.batch("BREAD-1\t35", store_id=self.bergen.id)
        for change in (
            lambda: mine.write({"store_id": self.bergen.id}),
            lambda: mine.write({"line_ids": [(4, theirs.line_ids.id)]}),
            lambda: mine.line_ids.write({"batch_id": theirs.id}),
            lambda: theirs.with_user(manager).write({"date_from": False}),
            lambda: theirs.with_user(manager).action_check(),
            lambda: theirs.with_user(manager).action_import(),
            lambda: theirs.line_ids.with_user(manager).write({"new_price": 1}),
            lambda: theirs.line_ids.with_user(manager).unlink(),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                change()
        self.assertEqual((mine.store_id, theirs.line_ids.new_price, theirs.state), (self.oslo, 35, "checked"))

    def test_a_store_managers_own_prices(self):
        self.oslo.action_own_pricelist()
        manager = self.make_user("retail_prices", "retail_pos_central.group_retail_store_manager", self.oslo)
        batches = self.env["retail.price.batch"].with_user(manager)
        with self.assertRaises(AccessError):
            batches.create({"name": "X", "store_id": self.chain.id})
        batch = batches.create({"name": "X", "store_id": self.oslo.id, "import_text": "9938010000010\t19"})
        batch.action_import()
        batch.action_release()
        self.assertEqual(self.price(self.milk), 19)
        chain = self.batch("BREAD-1\t35")
        for call in (chain.with_user(manager).action_release, chain.with_user(manager).action_withdraw):
            with self.assertRaises(AccessError):
                call()

    def test_four_eyes(self):
        self.env.company.retail_four_eyes = True
        author = self.make_user("price-author", "retail_pos_central.group_retail_chain_manager")
        other = self.make_user("price-other", "retail_pos_central.group_retail_chain_manager")
        batch = (
            self.env["retail.price.batch"]
            .with_user(author)
            .create({"name": "Week 49", "store_id": self.chain.id, "import_text": "BREAD-1\t39"})
        )
        batch.action_import()
        batch.action_check()
        with self.assertRaisesRegex(UserError, "Another user must approve"):
            batch.action_release()
        with self.assertRaisesRegex(UserError, "Another user than the author"):
            batch.action_approve()
        with self.assertRaises(AccessError):
            batch.write({"approver_id": other.id})
        batch.with_user(other).action_approve()
        batch.line_ids.new_price = 13
        self.assertFalse(batch.approver_id, "what was approved has changed")
        batch.action_check()
        batch.with_user(other).action_approve()
        batch.action_release()
        self.assertEqual(batch.state, "released")


@tagged("post_install", "-at_install")
class TestTwoUsersAtOneBatch(BaseCase):
    """Outside of the tests' transaction: the button of one batch is pressed by two at the same moment."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            goods = env["product.product"].create({"name": "Two at once", "default_code": "TWO-AT-ONCE", "available_in_pos": True})
            store = env["retail.store"].create({"name": "Two at once", "kind": "chain"})
            store.action_own_pricelist()
            batch = env["retail.price.batch"].create({"name": "Two at once", "store_id": store.id, "import_text": "TWO-AT-ONCE\t5"})
            batch.action_import()
            self.batch, self.made = batch.id, (store, store.pricelist_id, goods.product_tmpl_id)
        self.addCleanup(self.remove)

    def remove(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["retail.price.batch"].browse(self.batch).item_ids.unlink()
            cr.execute("DELETE FROM retail_audit WHERE res_model = 'retail.price.batch' AND res_id = %s", (self.batch,))
            cr.execute("DELETE FROM retail_price_batch WHERE id = %s", (self.batch,))
            for records in self.made:
                records.with_env(env).unlink()

    def test_its_prices_are_made_once(self):
        first, second = self.registry.cursor(), self.registry.cursor()
        try:
            one, other = (api.Environment(cr, SUPERUSER_ID, {})["retail.price.batch"].browse(self.batch) for cr in (first, second))
            self.assertEqual((one.state, other.state), ("checked", "checked"))
            one.action_release()
            first.commit()
            # Odoo repeats a request that ends so; it then sees that the batch has gone out.
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                other.action_release()
                second.commit()
        finally:
            second.rollback()
            second.close()
            first.close()
        with self.registry.cursor() as cr:
            batch = api.Environment(cr, SUPERUSER_ID, {})["retail.price.batch"].browse(self.batch)
            self.assertEqual(len(batch.item_ids), 1)
            with self.assertRaisesRegex(UserError, "already been released"):
                batch.action_release()
