"""Whether any customer was written since a till was started last is asked at each start: an index tells."""

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    _retail_write_date = models.Index("(write_date)")
