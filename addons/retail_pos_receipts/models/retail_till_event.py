"""The till's journal: what happens beside sales and has to be counted, told by tills when they can."""

import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.retail_pos_central.tools.plain import plain

KINDS = [
    ("copy", "Copy printed"),
    ("gift", "Gift receipt printed"),
    ("parked", "Parked sale printed"),
    ("receipt", "Receipt printed"),
    ("slip", "Payment slip printed"),
    ("no_paper", "No receipt on paper"),
    ("mail", "Receipt sent by mail"),
    ("drawer", "Drawer opened"),
    ("drawer_sale", "Drawer opened for a sale"),
    ("price_check", "Price asked"),
    ("correction", "Line removed"),
    ("cancelled", "Sale cancelled"),
    ("x_report", "X report"),
]
LIMIT = 500
MINOR_LIMIT = 10**12


class RetailTillEvent(models.Model):
    _name = "retail.till.event"
    _description = "Till Journal"
    _order = "date desc, id desc"
    _rec_name = "kind"

    uuid = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    date = fields.Datetime(string="At the Till", required=True, readonly=True, index=True)
    config_id = fields.Many2one("pos.config", string="Till", required=True, readonly=True, index=True, ondelete="restrict")
    # An opening that is given up takes its session along; what happened meanwhile stays.
    session_id = fields.Many2one("pos.session", readonly=True, index=True, ondelete="set null")
    store_id = fields.Many2one("retail.store", string="Store", readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Log-in", required=True, readonly=True, default=lambda self: self.env.uid)
    cashier = fields.Char(readonly=True)
    order_uuid = fields.Char(readonly=True, index=True)
    reference = fields.Char(string="Receipt", readonly=True)
    number = fields.Integer(readonly=True, help="Which copy it is.")
    amount = fields.Monetary(readonly=True)
    note = fields.Char(readonly=True)

    _uuid_unique = models.UniqueIndex("(uuid)")

    @api.model
    def _take(self, config, events):
        """Stores what is new and right in its form; the uuids of all that the till may forget."""
        clean = [found for found in map(self._clean, events[:LIMIT]) if found]
        known = set(self.sudo().search([("uuid", "in", [one["uuid"] for one in clean])]).mapped("uuid"))
        fresh = {one["uuid"]: one for one in clean if one["uuid"] not in known}
        sessions = self.env["pos.session"].sudo().search([("config_id", "=", config.id), ("id", "in", [e["session_id"] for e in clean])])
        place = {
            "config_id": config.id,
            "store_id": config.sudo().retail_store_id.id,
            "company_id": config.company_id.id,
            "currency_id": config.currency_id.id,
            "user_id": self.env.uid,
        }
        scale = 10**config.currency_id.decimal_places
        for values in fresh.values():
            values.update(place, amount=values["amount"] / scale)
            if values["session_id"] not in sessions.ids:
                values["session_id"] = False
        created = self.sudo().create(list(fresh.values()))
        self.env["pos.order"]._retail_count_prints({one.order_uuid for one in created if one.order_uuid})
        # What has the wrong form will never be taken: the till is not to send it for ever.
        return [str(event.get("uuid")) for event in events[:LIMIT] if isinstance(event, dict)]

    @api.model
    def _clean(self, event):
        """The values of one event as the browser sent it, or None where it has the wrong form."""
        try:
            date = fields.Datetime.to_datetime(str(event["date"])[:19].replace("T", " "))
            values = {
                "uuid": str(uuid.UUID(str(event["uuid"]))),
                "kind": str(event["kind"]),
                "date": min(date, fields.Datetime.now()),
                "session_id": max(0, min(int(event.get("session_id") or 0), 2**31 - 1)),
                "cashier": plain(event.get("cashier"), 100),
                "order_uuid": str(uuid.UUID(event["order_uuid"])) if event.get("order_uuid") else False,
                "reference": plain(event.get("reference"), 64) or False,
                "number": max(0, min(int(event.get("number") or 0), 9999)),
                "amount": max(-MINOR_LIMIT, min(int(event.get("amount") or 0), MINOR_LIMIT)),
                "note": plain(event.get("note"), 200) or False,
            }
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            return None
        return values if values["kind"] in dict(KINDS) else None

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The till's journal can't be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The till's journal can't be deleted."))
