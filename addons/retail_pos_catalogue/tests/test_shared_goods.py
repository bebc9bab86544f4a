"""The goods that every till loads at its start are worked out once for all that see the same, and are never yesterday's."""

import json
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.point_of_sale.models.pos_session import PosSession as StockSession

from .common import CatalogueCase

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
MODELS = ["pos.config", "pos.order", "pos.order.line", "product.template", "product.product", "product.template.attribute.line"]


@tagged("post_install", "-at_install")
class TestSharedGoods(CatalogueCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpGoods()
        cls.env["res.lang"]._activate_lang("nb_NO")
        cls.tip = cls.make_goods("Tip", type="service")
        cls.tills.write({"iface_tipproduct": True, "tip_product_id": cls.tip.product_variant_id.id})
        cls.sessions = {
            till: cls.env["pos.session"].create({"config_id": till.id, "user_id": cls.env.uid})
            for till in (cls.till_oslo_1, cls.till_bergen)
        }

    def setUp(self):
        super().setUp()
        # What another test has left there is right for as long as its rows are these.
        self.env.registry.retail_shared_rows.clear()

    def load(self, till=None, user=None, **context):
        """The goods of a start, which are those that Odoo would give; and whether they were worked out for it."""
        session = self.sessions[till or self.till_oslo_1]
        session = session.with_user(user or self.env.user).with_context(**context)
        self.env.flush_all()
        self.env.invalidate_all()
        stock = StockSession.load_data(session, MODELS)
        self.env.invalidate_all()
        kind = type(self.env["product.template"])
        read = kind._load_pos_data_read
        calls = []

        def counted(records, *args):
            calls.append(records)
            return read(records, *args)

        with patch.object(kind, "_load_pos_data_read", counted):
            ours = session.load_data(MODELS)
        self.assertEqual(list(ours), list(stock))
        for model in MODELS[3:]:
            self.assertEqual(json.dumps(ours[model], default=str), json.dumps(stock[model], default=str), model)
        return {row["id"]: row for row in ours["product.template"]}, bool(calls)

    def assertShared(self, **how):
        rows, was_worked_out = self.load(**how)
        self.assertFalse(was_worked_out)
        return rows

    def assertFresh(self, **how):
        """Worked out for this start, and shared with the next one."""
        rows, was_worked_out = self.load(**how)
        self.assertTrue(was_worked_out)
        self.assertShared(**how)
        return rows

    def test_once_for_all_tills(self):
        rows = self.assertFresh()
        self.assertIn(self.tip.id, rows)
        self.assertEqual(self.assertShared(till=self.till_bergen), rows)

    def test_every_change_is_in_the_next_start(self):
        variant = self.tip.product_variant_id
        tag = self.env["product.tag"].create({"name": "Fersk"})
        taxes = self.env["account.tax"].search([("company_id", "=", self.env.company.id), ("type_tax_use", "=", "sale")], limit=2)
        self.assertFresh()
        changes = {
            "name": lambda: self.tip.write({"name": "Drikkepenger"}),
            "name in Norwegian": lambda: self.tip.with_context(lang="nb_NO").write({"name": "Tips"}),
            "price": lambda: self.tip.write({"list_price": 21}),
            "cost": lambda: variant.write({"standard_price": 7}),
            "barcode": lambda: variant.write({"barcode": "9938010000089"}),
            "taxes": lambda: self.tip.write({"taxes_id": [Command.set(taxes.ids)]}),
            "category": lambda: self.tip.write({"pos_categ_ids": [Command.set(self.category.ids)]}),
            "tag": lambda: self.tip.write({"product_tag_ids": [Command.set(tag.ids)]}),
            "a tag's order": lambda: tag.write({"sequence": 99}),
            "picture": lambda: self.tip.write({"image_1920": PIXEL}),
            "plain SQL": lambda: self.env.cr.execute("UPDATE product_template SET color = 7 WHERE id = %s", (self.tip.id,)),
            "archived": lambda: self.tip.write({"active": False}),
            "back": lambda: self.tip.write({"active": True}),
        }
        for name, change in changes.items():
            with self.subTest(change=name):
                change()
                self.assertFresh()

    def test_of_an_undone_change_nothing_is_left(self):
        before = self.assertFresh()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.tip.list_price = 99
            self.assertEqual(self.assertFresh()[self.tip.id]["list_price"], 99)
            raise ZeroDivisionError
        self.assertEqual(self.assertShared(), before)

    def test_variants_that_come_and_go(self):
        other = self.make_goods("Other tip", type="service")

        def move(variant, goods):
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE product_product SET product_tmpl_id = %s, combination_indices = id::text WHERE id = %s", (goods.id, variant.id)
            )
            self.env.invalidate_all()

        variant, its_own = other.product_variant_id, self.tip.product_variant_id
        self.assertFresh()
        for what, goods in ((variant, self.tip), (variant, other), (its_own, other)):
            move(what, goods)
            # Which goods they are is found out by the first that comes.
            self.load()
            self.load()
            self.assertShared()
        other.list_price = 55
        self.assertEqual(self.assertFresh()[other.id]["list_price"], 55)

    def test_a_till_of_yesterday_gets_variants_that_were_written_since(self):
        variant = self.tip.product_variant_id
        limited = {"pos_limited_loading": True}
        self.env.cr.execute("UPDATE product_product SET write_date = '2021-01-01 06:00:01' WHERE id = %s", (variant.id,))
        self.assertFresh(**limited, pos_last_server_date="2021-01-01 06:00:00.9")
        self.assertShared(**limited, pos_last_server_date="2021-01-01 06:00:01.1")
        self.assertShared(**limited, pos_last_server_date=False)
        self.assertShared(pos_limited_loading=False, pos_last_server_date="2021-01-01 06:00:01.1")
        self.assertShared()

    def test_another_till_another_tip(self):
        self.assertFresh()
        other = self.make_goods("Other tip", type="service")
        self.till_bergen.tip_product_id = other.product_variant_id
        rows = self.assertFresh(till=self.till_bergen)
        self.assertIn(other.id, rows)
        self.assertNotIn(self.tip.id, rows)

    def test_languages_and_rights_are_apart(self):
        self.tip.with_context(lang="nb_NO").name = "Tips"
        cashier = self.make_user("shared-cashier", "point_of_sale.group_pos_user")
        other = self.make_user("shared-cashier-2", "point_of_sale.group_pos_user")
        self.assertFresh()
        self.assertEqual(self.assertFresh(lang="nb_NO")[self.tip.id]["name"], "Tips")

        self.assertFresh(user=cashier)
        # A colleague with the same rights sees the same.
        self.assertShared(user=other)
        self.env["ir.rule"].create(
            {
                "name": "No tips",
                "model_id": self.env["ir.model"]._get_id("product.template"),
                "groups": [Command.set(self.env.ref("point_of_sale.group_pos_user").ids)],
                "domain_force": f"[('id', '!=', {self.tip.id})]",
            }
        )
        self.assertNotIn(self.tip.id, self.load(user=cashier)[0])

    def test_whoever_changes_a_row_changes_their_own(self):
        self.assertFresh()
        session = self.sessions[self.till_oslo_1]
        session.load_data(MODELS)["product.template"][0]["name"] = "mine"
        self.assertNotIn("mine", {row["name"] for row in self.assertShared().values()})

    def test_goods_that_lead_to_others_are_not_shared(self):
        self.tip.pos_optional_product_ids = [Command.set(self.milk.ids)]
        for _turn in range(2):
            self.assertTrue(self.load()[1])

    def test_not_shared_where_an_addon_has_its_say(self):
        kind = type(self.env["product.template"])
        self.assertFresh()
        with patch.object(kind, "_load_pos_data_fields", lambda _self, _config: ["id", "name", "list_price", "cost_currency_id"]):
            self.tip.list_price = 22
            self.env.flush_all()
            for _turn in range(2):
                self.assertEqual({}, self.env["product.template"]._retail_shared_goods(self.tip.product_variant_id, self.till_oslo_1) or {})
