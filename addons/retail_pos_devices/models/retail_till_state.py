"""The fleet screen's word on a till's boxes and devices, as the boxes themselves report it."""

from odoo import fields, models

from odoo.addons.retail_pos_central.models.retail_till_state import WELL


class RetailTillState(models.Model):
    _inherit = "retail.till.state"

    device_trouble = fields.Char("Devices in trouble", compute="_compute_device_trouble")

    def _compute_device_trouble(self):
        devices = self.env["retail.device"].sudo().search([("config_ids", "in", self.config_id.ids)])
        for till in self:
            mine = devices.filtered(lambda device, till=till: till.config_id in device.config_ids)
            notes = [self.env._("%s is offline", box.name) for box in mine.box_id if box.health in ("offline", "never")] + [
                f"{device.name}: {device.trouble}"
                for device in mine
                if device.box_id.health not in ("offline", "never") and device.state in ("error", "disconnected")
            ]
            # What the till itself can't reach may be well in its box's eyes.
            unreached = [f"{name}: {state}" for name, state in till._box_parts() if state not in WELL]
            till.device_trouble = " · ".join(notes or unreached) or False
