"""At sync: savings become rows for reports; what doesn't add up flags the order. A sale is never lost."""

from odoo import api, fields, models

from ..tools import savings

SERVER_ONLY = ("retail_price_flag", "retail_price_flag_reason", "retail_saving_ids")


class PosOrder(models.Model):
    _inherit = "pos.order"

    retail_pricing = fields.Json(readonly=True, help='{"now", "coupons"}: what the till worked its prices out from')
    retail_price_flag = fields.Boolean(string="Price to Look At", readonly=True, copy=False, index="btree_not_null")
    retail_price_flag_reason = fields.Text(string="Why", readonly=True, copy=False)
    retail_saving_ids = fields.One2many(
        "retail.order.saving",
        "order_id",
        string="Savings",
        readonly=True,
        # Tills load all fields of an order; cashiers have no rights on these rows.
        groups="retail_pos_central.group_retail_store_manager",
    )
    retail_saved = fields.Monetary(string="Saved", compute="_compute_retail_saved")

    @api.depends("retail_saving_ids.amount")
    def _compute_retail_saved(self):
        for order in self:
            order.retail_saved = sum(order.sudo().retail_saving_ids.mapped("amount"))

    # -- what comes from the till -----------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._retail_without_server_fields(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._retail_without_server_fields(vals))

    def _retail_without_server_fields(self, vals):
        """All fields of an order reach the till and come back with it: the server's own stay the server's."""
        return vals if self.env.su else {key: value for key, value in vals.items() if key not in SERVER_ONLY}

    @api.model
    def _process_order(self, order, existing_order):
        order_id = super()._process_order(order, existing_order)
        saved = self.browse(order_id)
        if saved.state not in ("draft", "cancel"):
            saved.sudo()._retail_record_savings()
        return order_id

    # -- savings -----------------------------------------------------------------------

    def _retail_record_savings(self):
        """Rows of retail.order.saving for the order's lines, and the flag where sums don't match."""
        self.ensure_one()
        self.retail_saving_ids.unlink()
        values, problems = [], []
        for line in self.lines:
            if line.refunded_orderline_id:
                values += self._retail_returned_savings(line)
                continue
            found, problem = self._retail_line_savings(line)
            values += found
            if problem:
                problems.append(f"{line.full_product_name or line.product_id.display_name}: {problem}")
        self.env["retail.order.saving"].create(values)
        self.write({"retail_price_flag": bool(problems), "retail_price_flag_reason": "\n".join(problems) or False})

    def _retail_line_savings(self, line):
        """(rows, problem text) of a sold line."""
        try:
            found = savings.parse(line.retail_savings)
        except ValueError as error:
            return [], self.env._("the till sent savings that can't be read (%s)", error)
        if not found and not line.retail_manual_discount:
            return [], None
        problem = savings.line_problem(
            line.price_unit, line.qty, line.discount, found, line.retail_manual_discount, line.currency_id.decimal_places
        )
        campaigns = self._retail_campaigns([offer for offer, _name, _amount in found])
        rows = [self._retail_row(line, campaigns.get(offer), name, amount) for offer, name, amount in found]
        unknown = [name or offer for offer, name, _amount in found if offer not in campaigns]
        return rows, self._retail_problem_text(problem, unknown)

    def _retail_campaigns(self, offers):
        """{offer id: campaign} of offers that were released in the order's company."""
        campaigns = (
            self.env["retail.campaign"]
            .with_context(active_test=False)
            .search([("retail_uuid", "in", offers), ("company_id", "=", self.company_id.id)])
        )
        released = (
            self.env["retail.release.line"]
            .search(
                [
                    ("res_model", "=", "retail.campaign"),
                    ("res_id", "in", campaigns.ids),
                    ("state", "not in", ("draft", "checked")),
                ]
            )
            .mapped("res_id")
        )
        return {campaign.retail_uuid: campaign for campaign in campaigns if campaign.id in released}

    def _retail_problem_text(self, problem, unknown):
        texts = []
        if unknown:
            texts.append(self.env._("no released campaign is known as %s", ", ".join(unknown)))
        if problem:
            code, expected, actual = problem
            scale = 10**self.currency_id.decimal_places
            texts.append(
                {
                    "sum": self.env._(
                        "price and savings give %(expected)s, the line says %(actual)s", expected=expected / scale, actual=actual / scale
                    ),
                    "too_much": self.env._(
                        "the savings of %(actual)s are more than the price of %(expected)s",
                        expected=expected / scale,
                        actual=actual / scale,
                    ),
                    "negative": self.env._("a saving is negative"),
                    "malformed": self.env._("price or quantity can't be read"),
                }[code]
            )
        return "; ".join(texts) or None

    def _retail_row(self, line, campaign, name, amount):
        return {
            "line_id": line.id,
            "order_id": self.id,
            "date": self.date_order,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "config_id": self.config_id.id,
            "store_id": self.config_id.retail_store_id.id,
            "product_id": line.product_id.id,
            "campaign_id": campaign.id if campaign else False,
            "name": name,
            "amount": amount / 10**self.currency_id.decimal_places,
        }

    def _retail_returned_savings(self, line):
        """What a returned line takes back of the sale's savings, worked out from the sale's own rows."""
        sold = line.refunded_orderline_id
        earlier = sold.refund_orderline_ids.filtered(lambda one: one.id < line.id and one.order_id.state not in ("draft", "cancel"))
        before = -sum(earlier.mapped("qty"))
        rows = []
        for row in sold.retail_saving_ids:
            amount = savings.share_of_return(sold._retail_minor(row.amount), sold.qty, before, before - line.qty)
            if amount:
                rows.append(self._retail_row(line, row.campaign_id, row.name, -amount))
        return rows
