"""Goods for a campaign from a list: pasted from a spreadsheet, or a file; barcodes or internal references."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import price_import

MOST_NAMED = 20


class RetailCampaignImport(models.TransientModel):
    _name = "retail.campaign.import"
    _description = "Goods for a Campaign From a List"

    campaign_id = fields.Many2one("retail.campaign", required=True, ondelete="cascade")
    pasted = fields.Text(string="Barcodes or References", help="One a line; cells pasted from a spreadsheet do.")
    file = fields.Binary(help="CSV or XLSX")
    file_name = fields.Char()

    def action_import(self):
        """Adds the goods to the campaign; a code that nobody knows is named, and nothing is added."""
        self.ensure_one()
        codes = self._codes()
        if not codes:
            raise UserError(self.env._("There are no barcodes or references in the list."))
        products = self._find(codes)
        unknown = [f"{number}: {code}" for number, code in codes if code not in products]
        if unknown:
            more = f" … (+{len(unknown) - MOST_NAMED})" if len(unknown) > MOST_NAMED else ""
            raise UserError(self.env._("These lines name no goods: %s", ", ".join(unknown[:MOST_NAMED]) + more))
        self.campaign_id.write({"all_goods": False, "product_ids": [fields.Command.link(product) for product in products.values()]})
        return {"type": "ir.actions.act_window_close"}

    def _codes(self):
        """[(line number, code)]."""
        rows = price_import.rows(self.env["retail.table"]._cells(self.with_context(bin_size=False).file, self.pasted))
        return [(row.number, row.code) for row in rows if row.code and row.code.lower() not in price_import.CODE_WORDS]

    def _find(self, codes):
        """{code: product id} by barcode, then by reference."""
        texts = list(dict.fromkeys(code for _number, code in codes))
        found = {}
        for name in ("default_code", "barcode"):
            for product in self.env["product.product"].search([(name, "in", texts)]):
                found[product[name]] = product.id
        return found
