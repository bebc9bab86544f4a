"""What is worked out once for many tills never reaches one of another company, nor one with another pricelist."""

import json

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.point_of_sale.models.pos_session import PosSession as StockSession
from odoo.addons.retail_pos_central.tools import feed_cursor

from .common import CatalogueCase

MODELS = ["pos.config", "pos.order", "pos.order.line", "product.template", "product.product"]
GOODS = MODELS[3:]


@tagged("post_install", "-at_install")
class TestTwoCompanies(CatalogueCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpGoods()
        cls.own = cls.env.company
        cls.other = cls.env["res.company"].create({"name": "Another chain", "currency_id": cls.own.currency_id.id})
        cls.env.user.company_ids = [Command.link(cls.other.id)]
        there = cls.env(context={**cls.env.context, "allowed_company_ids": cls.other.ids})
        there["account.chart.template"].try_loading("generic_coa", cls.other, install_demo=False)
        cls.other_pricelist = there["product.pricelist"].create({"name": "Their prices", "company_id": cls.other.id})
        chain = there["retail.store"].create({"name": "Their chain", "kind": "chain", "company_id": cls.other.id})
        cls.other_till = there["pos.config"].create(
            {
                "name": "Theirs",
                "retail_store_id": chain.id,
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(cls.other_pricelist.ids)],
                "pricelist_id": cls.other_pricelist.id,
            }
        )
        cls.tip = cls.make_goods("Tip", type="service", taxes_id=[Command.set((cls.tax_of(cls.own) | cls.tax_of(cls.other)).ids)])
        for company, cost in ((cls.own, 5), (cls.other, 9)):
            cls.tip.with_company(company).product_variant_id.standard_price = cost
        cls.cashier = cls.make_user("cashier-of-both", "point_of_sale.group_pos_user")
        cls.cashier.company_ids = [Command.link(cls.other.id)]
        (cls.tills | cls.other_till).write({"iface_tipproduct": True, "tip_product_id": cls.tip.product_variant_id.id})

    @classmethod
    def tax_of(cls, company):
        return cls.env["account.tax"].sudo().search([("company_id", "=", company.id), ("type_tax_use", "=", "sale")], limit=1)

    def load(self, till, *companies):
        """The goods of a start by somebody who works in these companies, which are those that Odoo would give."""
        values = {"config_id": till.id, "user_id": self.env.uid}
        session = self.env["pos.session"].search([("config_id", "=", till.id)], limit=1) or self.env["pos.session"].create(values)
        session = session.with_user(self.cashier).with_context(allowed_company_ids=[company.id for company in companies])
        self.env.flush_all()
        self.env.invalidate_all()
        stock = StockSession.load_data(session, MODELS)
        self.env.invalidate_all()
        ours = session.load_data(MODELS)
        for model in GOODS:
            self.assertEqual(json.dumps(ours[model], default=str), json.dumps(stock[model], default=str), (till.name, model))
        return {row["id"]: row for row in ours["product.template"]}[self.tip.id]

    def test_goods_of_a_start(self):
        self.env.registry.retail_shared_rows.clear()
        for _turn in ("worked out", "kept"):
            ours, theirs = self.load(self.till_oslo_1, self.own), self.load(self.other_till, self.other)
            self.assertEqual((ours["standard_price"], theirs["standard_price"]), (5, 9))
            self.assertEqual(ours["taxes_id"], self.tax_of(self.own).ids)
            self.assertEqual(theirs["taxes_id"], self.tax_of(self.other).ids)
            # The same words from somebody who works in both.
            for till in (self.till_oslo_1, self.other_till):
                self.load(till, self.own, self.other)
                self.load(till, self.other, self.own)

    def test_a_change_in_the_feed(self):
        feed = self.env["retail.feed"]
        before = feed_cursor.parse(feed._position()["cursor"])
        own_goods = self.make_goods("Ours alone", company_id=self.own.id)
        self.tip.list_price = 33
        self.env.flush_all()
        found = self.changes_since(before)
        ours, gone = feed._shared_delta(self.till_oslo_1, found)
        theirs, gone_there = feed._shared_delta(self.other_till, found)
        rows = {row["id"]: row for row in ours["product.template"]}
        rows_there = {row["id"]: row for row in theirs["product.template"]}
        self.assertEqual(set(rows), {own_goods.id, self.tip.id})
        self.assertEqual(set(rows_there), {self.tip.id})
        self.assertEqual((gone["product.template"], gone_there["product.template"]), ([], own_goods.ids))
        self.assertEqual(rows[self.tip.id]["taxes_id"], self.tax_of(self.own).ids)
        self.assertEqual(rows_there[self.tip.id]["taxes_id"], self.tax_of(self.other).ids)

    def changes_since(self, cursor):
        """[(feed id, model, res_id)] of this very transaction, as if it had been committed."""
        self.env.cr.execute(
            "SELECT id, model, res_id FROM retail_feed WHERE id > %s AND xid = pg_current_xact_id_if_assigned() ORDER BY id",
            (cursor.anchor_id,),
        )
        return self.env.cr.fetchall()

    def test_catalogues(self):
        own_goods = self.make_goods("Ours alone", company_id=self.own.id)
        self.price(own_goods, 12)
        ours = self.index(self.till_oslo_1.with_company(self.own))
        theirs = self.index(self.other_till.with_company(self.other))
        self.assertIn(own_goods.id, self.rows(ours)["product.template"])
        self.assertNotIn(own_goods.id, self.rows(theirs)["product.template"])
        self.assertEqual(self.rows(theirs)["product.template"][self.tip.id]["taxes_id"], self.tax_of(self.other).ids)
        self.assertNotIn("product.pricelist.item", self.rows(theirs))
        pricelists = [{layer["pricelist_id"] for layer in index["layers"]} - {None} for index in (ours, theirs)]
        self.assertEqual(pricelists, [{self.pricelist.id}, {self.other_pricelist.id}])

    def test_tills_of_one_company_with_prices_of_their_own(self):
        elsewhere = self.env["product.pricelist"].create({"name": "Bergen"})
        self.till_bergen.write({"available_pricelist_ids": [Command.set(elsewhere.ids)], "pricelist_id": elsewhere.id})
        item = self.price(self.milk, 12)
        feed = self.env["retail.feed"]
        before = feed_cursor.parse(feed._position()["cursor"])
        item.fixed_price = 11
        self.env.flush_all()
        changes = self.changes_since(before)
        self.assertEqual([row["fixed_price"] for row in feed._shared_delta(self.till_oslo_1, changes)[0]["product.pricelist.item"]], [11])
        rows, gone = feed._shared_delta(self.till_bergen, changes)
        self.assertEqual((rows["product.pricelist.item"], gone["product.pricelist.item"]), ([], item.ids))
        self.assertEqual(self.rows(self.index(self.till_oslo_1))["product.pricelist.item"][item.id]["fixed_price"], 11)
        self.assertNotIn("product.pricelist.item", self.rows(self.index(self.till_bergen)))
