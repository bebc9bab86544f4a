"""Stores with label queues, and a campaign or price to fill them."""

from odoo.addons.retail_pos_price_law.tests.common import PriceCase


class LabelCase(PriceCase):
    @classmethod
    def setUpLabels(cls):
        cls.setUpPrices()
        cls.env["retail.label"].search([]).unlink()
        cls.coffee = cls.make_product(
            "Kaffe Mørk", 50, barcode="2999999000000", default_code="TEST-18021", retail_content_qty=250, retail_content_unit="g"
        )
        cls.tea = cls.make_product("Te", 30)
        cls.env["retail.label"]._take_as_hung()
        # What the database holds already is no part of the tests (which are rolled back).
        cls.env.company.retail_label_lead_h = 24
        cls.env["retail.esl.gateway"].with_context(active_test=False).search([]).unlink()
        cls.env["retail.label.design"].with_context(active_test=False).search([]).unlink()
        cls.env["retail.label.design"]._ensure_presets(cls.env.company)
        cls.shelf = cls.env["retail.label.design"].search([("kind", "=", "shelf")], limit=1)

    @classmethod
    def queue(cls, store=None):
        """[(product, reason, due)] that wait, after the job has run."""
        cls.env["retail.price.point"]._catch_up(cls.coffee | cls.tea)
        cls.env["retail.label"]._fill()
        domain = [("state", "=", "waiting"), ("store_id", "in", (store or cls.oslo | cls.moss | cls.bergen).ids)]
        return cls.env["retail.label"].search(domain)

    def rows(self, store):
        return [(label.product_id, label.reason, label.due_at) for label in self.queue(store)]
