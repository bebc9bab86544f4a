"""Goods with answers, on the small chain that the tests share."""

from odoo.fields import Command

from odoo.addons.retail_pos_central.tests.common import RetailCase


class AnswerCase(RetailCase):
    @classmethod
    def setUpAnswers(cls):
        cls.setUpChain()
        cls.lamp, cls.battery, cls.torch, cls.silent = cls.env["product.template"].create(
            [
                {
                    "name": name,
                    "barcode": barcode,
                    "available_in_pos": True,
                    "list_price": 99,
                    "is_storable": True,
                    "taxes_id": [Command.clear()],
                }
                for name, barcode in (
                    ("Head lamp", "2000000230057"),
                    ("Batteries", "2000000230040"),
                    ("Torch", "2000000230064"),
                    ("Rope", "2000000230071"),
                )
            ]
        )
        cls.lamp.write({"retail_care": "Take the batteries out.", "retail_warranty_months": 36})
        cls.link = cls.env["retail.product.link"].create(
            {"product_tmpl_id": cls.lamp.id, "kind": "needs", "target_id": cls.battery.id, "note": "3 pieces"}
        )

    @classmethod
    def place(cls, store, latitude, longitude):
        """A warehouse and an address for a store."""
        store.partner_id = cls.env["res.partner"].create({"name": store.name, "partner_latitude": latitude, "partner_longitude": longitude})
        store.warehouse_id = cls.env["stock.warehouse"].create({"name": store.name, "code": store.code[-5:]})

    @classmethod
    def put(cls, store, template, quantity):
        cls.env["stock.quant"]._update_available_quantity(template.product_variant_id, store.warehouse_id.lot_stock_id, quantity)
