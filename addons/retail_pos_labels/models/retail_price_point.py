"""Which prices have become labels to print."""

from odoo import fields, models


class RetailPricePoint(models.Model):
    _inherit = "retail.price.point"

    label_queued = fields.Boolean(readonly=True)

    _label_index = models.Index("(date_from) WHERE label_queued IS NOT TRUE")
