"""Versions of the box's program that boxes can be brought to, each in a channel; boxes install only what is signed here."""

import base64
import hashlib
import time
import uuid

from odoo import _, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import program

CHANNELS = [("stable", "Stable"), ("test", "Test")]
ORDER_LIFE_S = 24 * 3600


class RetailBoxProgram(models.Model):
    _name = "retail.box.program"
    _description = "Version of the Box"
    _order = "id desc"
    _rec_name = "version"

    version = fields.Char(readonly=True, copy=False)
    channel = fields.Selection(
        CHANNELS,
        required=True,
        default="test",
        help="Boxes on the test channel are offered versions of both channels. Move a version to Stable once it has proved itself.",
    )
    active = fields.Boolean(default=True)
    program = fields.Binary("Program file (.whl)", required=True, attachment=True, copy=False)
    sha256 = fields.Char("SHA-256", readonly=True, copy=False, index=True)
    note = fields.Text("What is new")

    _unique_sha = models.Constraint("unique (sha256)", "This program is here already")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, **self._retail_read(vals.get("program"))} for vals in vals_list])

    def write(self, vals):
        if {"program", "sha256", "version"} & set(vals):
            raise UserError(_("A version stays what it is. Add another one instead."))
        return super().write(vals)

    @api.model
    def _retail_read(self, content):
        data = base64.b64decode(content or b"")
        try:
            version = program.version_of(data)
        except ValueError:
            raise ValidationError(_("This is not a program of the box. Choose the file retail_pos_box-….whl.")) from None
        return {"version": version, "sha256": hashlib.sha256(data).hexdigest()}

    @api.model
    def _retail_newest(self, channel):
        """The version that boxes of a channel should run."""
        found = self.sudo().search([("channel", "in", ("stable",) if channel == "stable" else ("stable", "test"))])
        return max(found, key=lambda one: program.order(one.version), default=self.browse())

    def _retail_order(self, box):
        """Signed for one box, so that nobody else's word or file makes it change its program."""
        self.ensure_one()
        now_s = int(time.time())
        claims = {"aud": box.box_uuid, "sub": "update", "version": self.version, "sha256": self.sha256}
        return self.env["retail.signing.key"]._retail_sign_token(
            {**claims, "iat": now_s, "exp": now_s + ORDER_LIFE_S, "jti": str(uuid.uuid4())}
        )
