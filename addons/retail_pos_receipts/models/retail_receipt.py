"""The receipt of a sale as the till made it: rows of a document, kept to be shown, mailed and saved as PDF."""

import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import receipt_pdf, receipt_rows


class RetailReceipt(models.Model):
    _name = "retail.receipt"
    _description = "Receipt"
    _order = "id desc"

    order_id = fields.Many2one("pos.order", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    store_id = fields.Many2one("retail.store", readonly=True, index=True)
    document = fields.Json(required=True, readonly=True)
    html = fields.Html(string="Receipt", compute="_compute_html", sanitize=False)

    _order_unique = models.UniqueIndex("(order_id)")

    @api.depends("document")
    def _compute_html(self):
        for receipt in self:
            # Everything that comes from the till is escaped where the HTML is made.
            receipt.html = Markup(receipt._html())

    @api.depends("order_id")
    def _compute_display_name(self):
        for receipt in self:
            receipt.display_name = self.env._("Receipt %s", receipt.order_id.pos_reference or receipt.order_id.name)

    @api.model
    def _keep(self, order, document):
        """Stores what the till printed, once; a sale is not refused for a receipt of the wrong form."""
        existing = self.sudo().search([("order_id", "=", order.id)], limit=1)
        if existing or not document:
            return existing
        try:
            clean = receipt_rows.checked(document)
        except receipt_rows.BadDocument:
            return existing
        return self.sudo().create({"order_id": order.id, "store_id": order.config_id.retail_store_id.id, "document": clean})

    def _electronic(self):
        """The document as it is sent to the customer."""
        self.ensure_one()
        return receipt_rows.electronic(self.document, is_return=self.order_id.amount_total < 0)

    def _pdf(self, document=None):
        self.ensure_one()
        return receipt_pdf.to_pdf(document or self.document, title=self.display_name, logo=self._logo())

    def _logo(self):
        logo = self.order_id.company_id.sudo().logo
        return base64.b64decode(logo) if logo else None

    def action_pdf(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/retail_pos/receipt/{self.id}.pdf", "target": "download"}

    def _html(self, document=None):
        self.ensure_one()
        return receipt_rows.to_html(document or self.document)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A receipt can't be changed."))
