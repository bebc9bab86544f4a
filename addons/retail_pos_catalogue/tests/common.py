"""A chain with some goods, and its catalogue as a till reads it."""

import json

from odoo.fields import Command

from odoo.addons.retail_pos_central.tests.common import RetailCase


class CatalogueCase(RetailCase):
    @classmethod
    def setUpGoods(cls):
        cls.setUpChain()
        cls.category = cls.env["pos.category"].create({"name": "Dairy"})
        cls.pricelist = cls.env["product.pricelist"].create({"name": "Chain prices"})
        cls.tills.write(
            {"use_pricelist": True, "available_pricelist_ids": [Command.set(cls.pricelist.ids)], "pricelist_id": cls.pricelist.id}
        )
        cls.milk = cls.make_goods("Lettmelk", barcode="9938010000010", pos_categ_ids=[Command.set(cls.category.ids)])
        cls.bread = cls.make_goods("Grovbrød", barcode="9938010000027")
        cls.hidden = cls.make_goods("Not sold", available_in_pos=False)

    @classmethod
    def make_goods(cls, name, **values):
        return cls.env["product.template"].create({"name": name, "available_in_pos": True, "list_price": 20, **values})

    @classmethod
    def price(cls, template, amount, **values):
        return cls.env["product.pricelist.item"].create(
            {
                "pricelist_id": cls.pricelist.id,
                "applied_on": "1_product",
                "product_tmpl_id": template.id,
                "compute_price": "fixed",
                "fixed_price": amount,
                **values,
            }
        )

    def index(self, till=None, user=None, version=None):
        self.env.flush_all()
        till = till or self.till_oslo_1
        return (till.with_user(user) if user else till).env["retail.catalogue"]._index(till, version)

    def rows(self, index):
        """{model: {id: row}} of all chunks of an index, as the till unpacks them."""
        found = {}
        for layer in index["layers"]:
            for _number, sha, _url in layer["chunks"]:
                blob = self.env["retail.blob"].sudo().search([("sha256", "=", sha)])
                for model, packed in json.loads(blob._data()).items():
                    for values in packed["rows"]:
                        row = {**packed["same"], **dict(zip(packed["fields"], values, strict=True))}
                        found.setdefault(model, {})[row["id"]] = row
        return found

    def layer(self, kind):
        return self.env["retail.catalogue.layer"].search([("kind", "=", kind)], order="id desc", limit=1)
