"""Which version a box runs, which it should, and what became of the last update."""

from odoo import _, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.retail_pos_central.tools.plain import plain

from ..tools import program
from .retail_box_program import CHANNELS

NIGHT_HOURS = (2, 3)
STATES = [("trying", "On trial"), ("done", "Done"), ("rolled_back", "Rolled back"), ("failed", "Failed")]


class RetailBox(models.Model):
    _inherit = "retail.box"

    channel = fields.Selection(CHANNELS, "Update channel", required=True, default="stable", tracking=True)
    auto_update = fields.Boolean("Update by itself at night", tracking=True, help="Between two and four, when no till is in use.")
    program_id = fields.Many2one("retail.box.program", "Version on offer", compute="_compute_program")
    update_available = fields.Boolean(compute="_compute_program")
    update_state = fields.Selection(STATES, "Last update", readonly=True, copy=False)
    update_version = fields.Char("Version of the last update", readonly=True, copy=False)
    update_note = fields.Char("What the box says of it", readonly=True, copy=False)

    @api.depends("channel", "version", "state")
    def _compute_program(self):
        newest = {channel: self.env["retail.box.program"]._retail_newest(channel) for channel in set(self.mapped("channel"))}
        for box in self:
            offered = newest[box.channel] if box.state == "paired" and box.version else self.env["retail.box.program"]
            box.program_id = offered
            box.update_available = bool(offered) and program.order(offered.version) > program.order(box._retail_clean_version())

    def _retail_clean_version(self):
        return self.version if program.VERSION.fullmatch(self.version or "") else "0.0"

    def action_update(self):
        """The box fetches the program at a calm moment, tries it, and goes back to the one before when it does not do."""
        self.ensure_one()
        if not self.update_available:
            raise UserError(_("%s runs the newest version of its channel already.", self.name))
        self.check_access("write")
        offered = self.program_id
        notice = self._retail_command("update", program=offered)
        self._retail_note(_("Update from version %(old)s to %(new)s asked for.", old=self.version, new=offered.version))
        return notice

    def _retail_update_values(self, result):
        """What the box says of its last update, as values."""
        state = result.get("state")
        if state not in dict(STATES):
            return {}
        return {
            "update_state": state,
            "update_version": plain(result.get("version"), 40) or False,
            "update_note": plain(result.get("text"), 300) or False,
        }

    @api.model
    def _cron_retail_update(self):
        """At night in the store, box by box; one that went back from a version is not given it again by itself."""
        for box in self.search([("state", "=", "paired"), ("auto_update", "=", True)]):
            hour = fields.Datetime.context_timestamp(box.with_context(tz=str(box.store_id._retail_tz())), fields.Datetime.now()).hour
            refused = box.update_version == box.program_id.version and box.update_state in ("rolled_back", "failed")
            waiting = self.env["retail.box.command"].search_count(
                [("box_id", "=", box.id), ("type", "=", "update"), ("state", "in", ("waiting", "sent"))]
            )
            if box.update_available and hour in NIGHT_HOURS and not refused and not waiting and box.health != "offline":
                box.action_update()
