"""A till's own log, fetched when somebody asks for it: what it synchronised, printed and took payment for."""

import re
from datetime import UTC, datetime

from odoo import api, fields, models

from ..tools.plain import plain

MAX_ENTRIES = 400
MAX_TEXT = 200
# As static/src/core/till_log.js, once more: what a browser sends is not to be trusted.
MAIL = re.compile(r"\S+@\S+")
LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){7,}")


def cleaned(value):
    """Short plain text that names nobody."""
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", plain(value, 10 * MAX_TEXT))
    return LONG_NUMBER.sub("…", MAIL.sub("…@…", text))[:MAX_TEXT]


class RetailTillState(models.Model):
    _inherit = "retail.till.state"

    log_asked_at = fields.Datetime(readonly=True, string="Log Asked For")
    log_asked_by_id = fields.Many2one("res.users", readonly=True, string="Asked By")
    log_at = fields.Datetime(readonly=True, string="Log Received")
    log_text = fields.Text(readonly=True, string="Till's Log")
    log_waiting = fields.Boolean(compute="_compute_log_waiting")

    @api.depends("log_asked_at", "log_at")
    def _compute_log_waiting(self):
        for till in self:
            till.log_waiting = bool(till.log_asked_at and (not till.log_at or till.log_at < till.log_asked_at))

    def action_ask_log(self):
        """Ask the tills for their recent log; it comes at once from those that are online, later from the others."""
        self.check_access("read")
        self.sudo().write({"log_asked_at": fields.Datetime.now(), "log_asked_by_id": self.env.uid})
        self.env["retail.doorbell"]._ring_tills(self.sudo().config_id, urgent=True)
        for till in self:
            self.env["retail.audit"]._log("log_asked", self.env._("Asked for the till's log"), record=till.config_id, store=till.store_id)
        return self._told(self.env._("The log is shown here as soon as the till is online."))

    def _take_log(self, entries):
        """The log of a till that was asked for it; False when nobody did."""
        self.ensure_one()
        if not self.log_waiting:
            return False
        zone = self.store_id._retail_tz()
        lines = [self._log_line(entry, zone) for entry in entries[-MAX_ENTRIES:] if isinstance(entry, dict)]
        # Not before it was asked for, whatever the seconds were rounded to.
        self.write({"log_text": "\n".join(lines), "log_at": fields.Datetime.now()})
        self._tell_watchers()
        return True

    @staticmethod
    def _log_line(entry, zone):
        at, times = entry.get("at"), entry.get("times")
        known = isinstance(at, (int, float)) and not isinstance(at, bool) and 0 <= at < 2**43
        moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if known else "?"
        repeated = f" (×{int(times)})" if isinstance(times, int) and times > 1 else ""
        return f"{moment}  {cleaned(entry.get('kind')):<8}  {cleaned(entry.get('text'))}{repeated}"
