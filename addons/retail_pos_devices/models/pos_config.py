"""Tokens with which a till's page opens the boxes of that till, for the length of a shift."""

import time
import uuid

from odoo import _, models
from odoo.exceptions import UserError

from ..tools import box_address

# Longer than a shift, so that a till that is offline since the morning still prints in the evening.
TOKEN_LIFE_S = 16 * 3600
# While neither till nor box can reach head office a token serves on for so long; its session's end, once heard of, ends it.
OFFLINE_LIFE_S = 8 * 24 * 3600
OPEN_STATES = ("opening_control", "opened", "closing_control")


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _retail_devices(self):
        """The devices that this till may use: those of paired boxes, complete enough to work."""
        self.ensure_one()
        devices = self.env["retail.device"].sudo().search([("config_ids", "in", self.ids)], order="sequence, id")
        return devices.filtered(lambda device: device.box_id.active and device.box_id.state == "paired" and device._retail_is_complete())

    def _load_pos_data_read(self, records, config):
        rows = super()._load_pos_data_read(records, config)
        start = self.env.context.get("retail_start")
        may_weigh = rows and (not start or start.answers["scales"])
        if may_weigh and config._retail_devices().filtered(lambda device: device.kind == "scale"):
            # The scale at the box is reason enough to weigh; nobody has to tick it in the settings as well.
            rows[0]["iface_electronic_scale"] = True
        return rows

    def _retail_box_tokens(self, page_origin, employee_id=None):
        """{"session", "expires_in_s", "offline_expires_in_s", "boxes": [{"uuid", "name", "url", "token", "devices", "origin_allowed"}]}."""
        self.ensure_one()
        # By itself, and no more of it than is told: a fleet asks often, and has the right to by its till.
        session = self.env["pos.session"].sudo()
        session = session.search_fetch(
            [("config_id", "=", self.id), ("state", "in", OPEN_STATES), ("rescue", "=", False)], ["state"], order="id desc", limit=1
        )
        if not session:
            raise UserError(_("The till %s has no open session.", self.name))
        origin = box_address.origin_of(page_origin or self.get_base_url())
        devices = self._retail_devices()
        # Most tills that have no box need not know who works there.
        cashier = self._retail_box_cashier(employee_id) if devices or employee_id else None
        return {
            "session": session.id,
            "expires_in_s": TOKEN_LIFE_S,
            "offline_expires_in_s": OFFLINE_LIFE_S,
            "boxes": [
                self._retail_box_token(box, session, origin, devices.filtered(lambda device, box=box: device.box_id == box), cashier)
                for box in devices.box_id.sorted("id")
            ],
        }

    def _retail_box_cashier(self, employee_id):
        """(name, role) of who works at the till: the user, or the employee where the till asks for one (pos_hr)."""
        self.ensure_one()
        employees = "advanced_employee_ids" in self._fields and self.module_pos_hr
        if not (employees and employee_id):
            manager = not employees and self.env.user._retail_is_till_manager(self)
            return self.env.user.name, "manager" if manager else "cashier"
        config = self.sudo()
        employee = config.env["hr.employee"].browse(employee_id).exists()
        listed = config.basic_employee_ids | config.advanced_employee_ids | config.minimal_employee_ids
        # As pos_hr has it: all employees, where none are listed for the basic rights.
        welcome = not config.basic_employee_ids or employee in listed or employee.user_id == self.env.user
        if not employee or employee.company_id != config.company_id or not welcome:
            raise UserError(_("This employee does not work at %s.", self.name))
        own_group = bool(employee.user_id) and employee.user_id.has_group("point_of_sale.group_pos_manager")
        manager = employee in config.advanced_employee_ids or own_group
        return employee.name, "manager" if manager else "cashier"

    def _retail_box_token(self, box, session, origin, devices, cashier):
        return {
            "uuid": box.box_uuid,
            "name": box.name,
            "url": box.address or None,
            "origin_allowed": origin in box._retail_origins(),
            "token": self.env["retail.signing.key"]._retail_sign_token(self._retail_claims(box, session, origin, devices, cashier)),
            "devices": devices.sorted("sequence")._retail_for_till(),
        }

    def _retail_claims(self, box, session, origin, devices, cashier):
        now_s = int(time.time())
        name, role = cashier
        return {
            "iss": self.env["ir.config_parameter"].sudo().get_param("database.uuid"),
            "aud": box.box_uuid,
            "sub": self.retail_uuid,
            "origin": origin,
            "sid": str(session.id),
            "user": name,
            "devices": [device.uid for device in devices],
            "role": role,
            "iat": now_s,
            "nbf": now_s,
            "exp": now_s + TOKEN_LIFE_S,
            "offline_exp": now_s + OFFLINE_LIFE_S,
            "jti": str(uuid.uuid4()),
        }
