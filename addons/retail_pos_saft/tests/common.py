"""A till in Norway."""

from odoo.addons.retail_pos_receipts.tests.common import DayCase


class NorwegianCase(DayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.account_fiscal_country_id = cls.env.ref("base.no")
        cls.company.vat = False
        cls.company.company_registry = "314 159 268"

    def seals(self):
        return self.env["retail.saft.seal"].sudo().search([("config_id", "=", self.config.id)], order="number")

    def export(self, **values):
        export = self.env["retail.saft.export"].create({"store_ids": self.oslo.ids, **values})
        export.action_make()
        return export
