"""What campaigns and the cashier took off a line, beside the discount that is the sum of both."""

from odoo import api, fields, models

SERVER_ONLY = ("retail_saving_ids",)


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    retail_savings = fields.Json(
        string="Savings From the Till", readonly=True, help='[{"offer", "name", "amount" in øre}] as the till priced it'
    )
    retail_at = fields.Char(string="Scanned At", readonly=True, help="By the till's clock: which prices and campaigns were open.")
    retail_units = fields.Json(
        string="Units at Different Prices", readonly=True, help="[[units, what each cost in øre], …], dearest first: for returns"
    )
    retail_override_reason = fields.Char(string="Why by Hand", readonly=True, help="The cashier's reason for a discount or price by hand.")
    retail_manual_discount = fields.Float(string="Cashier's Discount (%)", readonly=True, digits=0)
    retail_saving_ids = fields.One2many(
        "retail.order.saving",
        "line_id",
        string="Savings",
        readonly=True,
        # Tills load all fields of an order; cashiers have no rights on these rows.
        groups="retail_pos_central.group_retail_store_manager",
    )

    @api.model
    def _load_pos_data_fields(self, config):
        own = ["retail_savings", "retail_manual_discount", "retail_at", "retail_units", "retail_override_reason"]
        return [*super()._load_pos_data_fields(config), *own]

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._retail_without_server_fields(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._retail_without_server_fields(vals))

    def _retail_without_server_fields(self, vals):
        """Tills send back what they loaded; what only the server may write is left out."""
        return vals if self.env.su else {key: value for key, value in vals.items() if key not in SERVER_ONLY}

    def _retail_minor(self, amount):
        return round(amount * 10**self.currency_id.decimal_places)
