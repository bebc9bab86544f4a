"""Rules of the chain for releases."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    retail_four_eyes = fields.Boolean(
        string="Four Eyes for Releases",
        help="A release must be approved by another user than the one who made it.",
    )
    retail_behind_after_min = fields.Integer(
        string="Till is Behind After (min)",
        default=30,
        help="A till that hasn't applied a release after this time raises an activity for the responsible user.",
    )
    retail_intranet_hosts = fields.Char(
        string="Intranet Addresses",
        help="Hosts that buttons of tills may open, e.g. intranet.example.no; what is below a host counts as well.",
    )
    retail_campaign_most_days = fields.Integer(
        string="Longest Reduction (days)", default=30, help="A campaign that reduces prices for longer is warned of. 0: never."
    )
