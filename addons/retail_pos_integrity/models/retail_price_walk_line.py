"""One shelf label that was checked on a walk; a difference is a task until somebody has mended it."""

from odoo import api, fields, models

from odoo.addons.retail_pos_central.tools import offer

OUTCOMES = [
    ("ok", "Right"),
    ("wrong_price", "Another price on the shelf"),
    ("no_label", "No label"),
    ("wrong_label", "Label of other goods"),
    ("unreadable", "Label can't be read"),
    ("unknown", "Unknown code"),
]


class RetailPriceWalkLine(models.Model):
    _name = "retail.price.walk.line"
    _description = "Checked Shelf Label"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "product_id"

    walk_id = fields.Many2one("retail.price.walk", required=True, readonly=True, ondelete="cascade", index=True)
    store_id = fields.Many2one(related="walk_id.store_id", store=True, index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    at = fields.Datetime(string="Checked", required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True, default=lambda self: self.env.user)
    code = fields.Char(string="Scanned", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True, index=True, ondelete="cascade")
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True, index=True)
    till_price = fields.Monetary(string="Price at the Till", readonly=True, aggregator=None)
    shelf_price = fields.Monetary(string="Price on the Shelf", readonly=True, aggregator=None)
    difference = fields.Monetary(compute="_compute_difference", store=True, aggregator=None)
    note = fields.Text(readonly=True)
    photo = fields.Image(max_width=1600, max_height=1600, readonly=True)
    state = fields.Selection([("ok", "Right"), ("open", "To mend"), ("done", "Mended")], required=True, readonly=True, index=True)
    done_by_id = fields.Many2one("res.users", string="Mended by", readonly=True)
    done_at = fields.Datetime(string="Mended", readonly=True)

    @api.depends("till_price", "shelf_price", "outcome")
    def _compute_difference(self):
        for line in self:
            line.difference = line.shelf_price - line.till_price if line.outcome == "wrong_price" else 0.0

    def _make_task(self):
        """An activity for who answers for the store, and a new label in its queue."""
        self.ensure_one()
        responsible = self.store_id._retail_responsible() or self.user_id
        outcome = dict(self._fields["outcome"]._description_selection(self.env))[self.outcome]
        self.activity_schedule(
            "retail_pos_integrity.mail_activity_type_shelf",
            user_id=responsible.id,
            summary=self.env._("%(what)s: %(goods)s", what=outcome, goods=self.product_id.display_name or self.code),
            note=self.note or "",
        )
        if self.product_id and self.outcome != "unknown":
            self.env["retail.label"]._ask(self.store_id, self.product_id, "difference")

    def action_done(self):
        """Mended: the task is done."""
        self.check_access("read")
        for line in self.filtered(lambda one: one.state == "open"):
            line.sudo().write({"state": "done", "done_by_id": self.env.uid, "done_at": fields.Datetime.now()})
            line.sudo().activity_ids.with_user(self.env.user).sudo().action_feedback()
        return True

    def _for_handheld(self):
        digits = self.company_id[:1].currency_id.decimal_places
        return [
            {
                "id": line.id,
                "name": line.product_id.display_name or line.code,
                "outcome": line.outcome,
                "till_price": offer.minor(line.till_price, digits),
                "shelf_price": offer.minor(line.shelf_price, digits),
            }
            for line in self
        ]
