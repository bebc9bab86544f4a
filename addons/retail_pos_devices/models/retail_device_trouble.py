"""What is wrong with a device, in the reader's language: boxes report codes, and their own words are for technicians."""

from odoo import api, fields, models

TEXTS = {
    "disconnected": lambda _: _("The device is not connected. Check its cable and power."),
    "timeout": lambda _: _("The device does not answer. Check its cable and power."),
    "connection_lost": lambda _: _("The connection to the device broke."),
    "device_not_ready": lambda _: _("The device is not ready. Is it switched on and plugged in?"),
    "missing_driver": lambda _: _("The box has no driver for this device. Is its program up to date?"),
    "driver_failed": lambda _: _("The device's driver failed. The box starts it again."),
    "no_screen": lambda _: _("No tablet shows this customer display. Open its page on the tablet."),
    "not_grabbed": lambda _: _("The scanner would type into the box instead of the till. Unplug it and plug it in again."),
    "flooding": lambda _: _("The scanner sends without end. Unplug it and plug it in again; if it goes on, take another."),
    "paper_out": lambda _: _("The printer is out of paper. Put in a new roll."),
    "paper_low": lambda _: _("The printer's paper is almost used up."),
    "cover_open": lambda _: _("The printer's cover is open. Close it."),
    "printer_offline": lambda _: _("The printer is switched off or not connected."),
    "printer_paused": lambda _: _("The printer is paused. Press its button to go on."),
    "printer_error": lambda _: _("The printer reports an error. Switch it off and on again."),
    "cutter_error": lambda _: _("The printer's cutter is stuck. Open the cover and take out the paper."),
    "ribbon_out": lambda _: _("The printer's ribbon is used up. Put in a new one."),
    "terminal_unreachable": lambda _: _("The card terminal can't be reached. Is it switched on and connected?"),
    "terminal_out_of_order": lambda _: _("The card terminal is out of order. Restart it."),
    "wrong_key": lambda _: _("The terminal and the box have different keys. Correct them here."),
    "logged_out": lambda _: _("The terminal is logged out. Start it up again as its provider says."),
}


class RetailDevice(models.Model):
    _inherit = "retail.device"

    trouble = fields.Char("What is wrong", compute="_compute_trouble")
    attention = fields.Char("What is to be done", compute="_compute_attention")
    drawer_state = fields.Selection([("open", "Open"), ("closed", "Closed")], "Cash drawer", compute="_compute_drawer_state")

    @api.depends("state", "error_code", "error_message")
    @api.depends_context("lang")
    def _compute_trouble(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        for device in self:
            text = TEXTS.get(device.error_code)
            said = device.error_message or device.error_code
            if not said and device.state not in ("error", "disconnected"):
                device.trouble = False
            elif device.error_code == "invalid_config":
                device.trouble = self.env._("The settings can't be used: %s", device.error_message or "?")
            else:
                device.trouble = text(self.env._) if text else said or states[device.state]

    def _retail_warning(self):
        """What will soon be in the way of a device that works."""
        self.ensure_one()
        paper_is_low = self.state == "ready" and (self.snapshot or {}).get("paper") == "low"
        return TEXTS["paper_low"](self.env._) if paper_is_low else False

    @api.depends("trouble", "missing", "state", "snapshot")
    @api.depends_context("lang")
    def _compute_attention(self):
        for device in self:
            device.attention = device.trouble or device.missing or device._retail_warning()

    @api.depends("snapshot", "state")
    def _compute_drawer_state(self):
        """Only while the box sees it, and where the drawer's switch is connected."""
        for device in self:
            told = (device.snapshot or {}).get("drawer") if device.state in ("ready", "error") else None
            device.drawer_state = told if told in ("open", "closed") else False
