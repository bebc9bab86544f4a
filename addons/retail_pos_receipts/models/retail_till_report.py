"""X and Z reports: a till's figures so far and at closing. Z reports are numbered without a gap and never change."""

import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError


class RetailTillReport(models.Model):
    _name = "retail.till.report"
    _description = "Till Report"
    _order = "date desc, id desc"

    kind = fields.Selection([("x", "X report"), ("z", "Z report")], required=True, readonly=True)
    number = fields.Integer(readonly=True, help="Z reports of a till are numbered one by one.")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now, index=True)
    config_id = fields.Many2one("pos.config", string="Till", required=True, readonly=True, index=True, ondelete="restrict")
    session_id = fields.Many2one("pos.session", required=True, readonly=True, index=True, ondelete="restrict")
    store_id = fields.Many2one("retail.store", string="Store", readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Taken by", required=True, readonly=True, default=lambda self: self.env.uid)
    figures = fields.Json(required=True, readonly=True, help="Amounts in øre, as they were printed.")
    receipt_count = fields.Integer(string="Receipts", readonly=True)
    sales = fields.Monetary(readonly=True)
    returns = fields.Monetary(readonly=True)
    net = fields.Monetary(readonly=True)
    cash_difference = fields.Monetary(readonly=True)
    grand_net = fields.Monetary(string="Net in All", readonly=True)

    _z_number_unique = models.UniqueIndex("(config_id, number) WHERE kind = 'z'")
    _z_session_unique = models.UniqueIndex("(session_id) WHERE kind = 'z'")

    @api.depends("kind", "number", "config_id", "date")
    def _compute_display_name(self):
        for report in self:
            if report.kind == "z":
                report.display_name = self.env._("Z report %(number)s, %(till)s", number=report.number, till=report.config_id.name)
            else:
                moment = fields.Datetime.context_timestamp(self, report.date) if report.date else ""
                report.display_name = self.env._("X report, %(till)s, %(moment)s", till=report.config_id.name, moment=str(moment)[:16])

    @api.model
    def _take_x(self, config, unsent=0):
        """The figures so far of the till's open session; none where none is open."""
        session = config.sudo().current_session_id
        if not session:
            return self.browse()
        self.env["retail.till.event"]._take(config, [self._x_event(session)])
        figures = session._retail_figures()
        figures["counters"]["unsent"] = {"count": unsent}
        return self._store("x", session, figures, 0)

    def _x_event(self, session):
        return {
            "uuid": str(uuid.uuid4()),
            "kind": "x_report",
            "date": str(fields.Datetime.now()),
            "session_id": session.id,
            "cashier": self.env.user.name,
        }

    @api.model
    def _store(self, kind, session, figures, number):
        config = session.config_id
        scale = 10**session.currency_id.decimal_places
        cash = figures.get("cash") or {}
        counted = cash.get("counted")
        return self.sudo().create(
            {
                "kind": kind,
                "number": number,
                "config_id": config.id,
                "session_id": session.id,
                "store_id": config.retail_store_id.id,
                "company_id": session.company_id.id,
                "currency_id": session.currency_id.id,
                "user_id": self.env.uid,
                "figures": {**figures, "number": number or ""},
                "receipt_count": figures["counters"]["receipts"]["count"],
                "sales": figures["sales"]["amount"] / scale,
                "returns": figures["returns"]["amount"] / scale,
                "net": figures["net"] / scale,
                "cash_difference": (counted - cash["expected"]) / scale if counted is not None else 0,
                "grand_net": figures["grand"]["net"] / scale,
            }
        )

    @api.model
    def _last_z(self, config):
        return self.sudo().search([("config_id", "=", config.id), ("kind", "=", "z")], order="number desc", limit=1)

    @api.model
    def _z_of(self, config, session_id):
        domain = [("config_id", "=", config.id), ("session_id", "=", session_id), ("kind", "=", "z")]
        return self.sudo().search(domain, limit=1)

    def _for_till(self):
        """What the till prints: the figures, and when and where they were taken."""
        self.ensure_one()
        return {"id": self.id, "kind": f"{self.kind}_report", "date": fields.Datetime.to_string(self.date), "report": self.figures}

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A till's report can't be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A till's report can't be deleted."))
