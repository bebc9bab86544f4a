"""The keys that seal sales. The tax office may ask for the public ones; the private ones never leave the server."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.orm.models import NO_ACCESS

from ..tools import seal


class RetailSaftKey(models.Model):
    _name = "retail.saft.key"
    _description = "Sealing Key"
    _order = "id desc"
    _rec_name = "version"

    version = fields.Integer(required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    create_date = fields.Datetime(string="In Use from")
    public_key = fields.Text(required=True, readonly=True)
    public_file = fields.Binary(compute="_compute_public_file")
    private_key = fields.Text(required=True, readonly=True, groups=NO_ACCESS)

    _version_unique = models.UniqueIndex("(company_id, version)")

    @api.depends("public_key")
    def _compute_public_file(self):
        for key in self:
            key.public_file = base64.b64encode(key.public_key.encode())

    @api.model
    def _current(self, company):
        return self.sudo().search([("company_id", "=", company.id)], limit=1) or self._new(company)

    @api.model
    def _new(self, company):
        private_key, public_key = seal.new_key_pair()
        last = self.sudo().search([("company_id", "=", company.id)], limit=1)
        values = {"version": last.version + 1, "company_id": company.id, "public_key": public_key, "private_key": private_key}
        return self.sudo().create(values)

    @api.model
    def action_new(self):
        """A new key from the next sale on. What older ones have sealed stays genuine."""
        self.check_access("read")
        if not self.env.user.has_group("retail_pos_central.group_retail_chain_manager"):
            raise UserError(self.env._("Only a chain manager takes a new key into use."))
        key = self._new(self.env.company)
        self.env["retail.audit"]._log("saft_key", self.env._("New sealing key, version %s", key.version), key)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_download(self):
        """The public key as a file."""
        self.ensure_one()
        url = f"/web/content/{self._name}/{self.id}/public_file/public-key-{self.version}.pem?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A sealing key can't be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A sealing key can't be deleted."))
