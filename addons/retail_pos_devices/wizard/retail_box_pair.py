"""Pairing: a person types the code that a box shows, sees which box it is, and confirms."""

from odoo import _, api, fields, models
from odoo.exceptions import UserError
from odoo.orm.models import NO_ACCESS

from ..tools import ed25519, pairing


class RetailBoxPair(models.TransientModel):
    _name = "retail.box.pair"
    _description = "Pair a Box"

    step = fields.Selection([("code", "Code"), ("confirm", "Confirm")], default="code", required=True, readonly=True)
    code = fields.Char("Code on the box", help="The ten characters on the box's page.")
    problem = fields.Char(readonly=True)
    store_id = fields.Many2one("retail.store", string="Store", domain="[('kind', '=', 'store')]")
    box_id = fields.Many2one(
        "retail.box",
        string="Takes the place of",
        domain="[('store_id', '=', store_id)]",
        help="Leave empty for an additional box. A box that takes another's place gets its devices.",
    )
    name = fields.Char("Name in Odoo")
    # Set by the typed code alone: whoever could write it would pair without a code.
    request_id = fields.Many2one("retail.box.request", groups=NO_ACCESS, ondelete="cascade")
    found_name = fields.Char("Box", readonly=True)
    found_address = fields.Char("Address", readonly=True)
    found_version = fields.Char("Version", readonly=True)
    found_key = fields.Char("Key", readonly=True)

    @api.onchange("store_id")
    def _onchange_store_id(self):
        if self.box_id.store_id != self.store_id:
            self.box_id = False

    def action_find(self):
        """Look for the box that shows this code. A wrong code is told here, not raised, so that it is counted."""
        self.ensure_one()
        attempts = self.env["retail.box.attempt"]
        if not attempts._retail_may_try():
            return self._retail_again(_("Too many wrong codes. Wait ten minutes and try again."))
        code = pairing.clean_code(self.code)
        if not code:
            return self._retail_again(
                _("The code has ten letters and digits, such as K7QM4-TPD3A. It never contains the letters O and I or the digits 0 and 1.")
            )
        request, problem = self.env["retail.box.request"]._retail_find(code)
        if problem:
            attempts._retail_note()
            return self._retail_again(self._retail_problem_text(problem))
        # A box with a new key (it was reset, or its key leaked) is still the same box.
        known = self.env["retail.box"].search([("box_uuid", "=", request.box_uuid)], limit=1)
        if known and not self.box_id and self.store_id in (known.store_id, self.store_id.browse()):
            self.write({"store_id": known.store_id.id, "box_id": known.id})
        elif not self.store_id:
            # Whoever has one store pairs for that one.
            stores = self.env["retail.store"].search([("kind", "=", "store")], limit=2)
            self.store_id = stores if len(stores) == 1 else False
        self.sudo().write(
            {
                "step": "confirm",
                "problem": False,
                "request_id": request.id,
                "found_name": request.name,
                "found_address": request.address,
                "found_version": request.version,
                "found_key": ed25519.fingerprint(request.public_key),
                "name": self.box_id.name or self.name or request.name,
            }
        )
        return self._retail_reopen()

    def action_pair(self):
        """Pin the box's key. From its next call on, within seconds, it works for this store."""
        self.ensure_one()
        request = self.sudo().request_id
        if not request or not request._retail_is_fresh(fields.Datetime.now()):
            return self._retail_again(self._retail_problem_text("expired"))
        if not self.store_id:
            raise UserError(_("Choose the store in which the box stands."))
        box = self.box_id or self.env["retail.box"].create(
            {
                "name": self.name or request.name,
                "store_id": self.store_id.id,
            }
        )
        box.check_access("write")
        box._retail_pin(request)
        request.unlink()
        return {
            "type": "ir.actions.act_window",
            "res_model": "retail.box",
            "res_id": box.id,
            "view_mode": "form",
            "target": "current",
        }

    def action_back(self):
        return self._retail_again(False)

    def _retail_problem_text(self, problem):
        return {
            "unknown": _("No box shows this code. Read it again from the box; is the box connected to this Odoo?"),
            "expired": _("This code has expired. The box shows a new one by now."),
            "twice": _("Two boxes show this code. Wait until the box shows a new one."),
        }[problem]

    def _retail_again(self, problem):
        self.sudo().write({"step": "code", "problem": problem, "request_id": False})
        return self._retail_reopen()

    def _retail_reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": _("Pair a Box"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
