"""One immutable version of one piece of content: what was published, by whom, when and why."""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.canonical import canonical_bytes


class RetailRevision(models.Model):
    _name = "retail.revision"
    _description = "Content Revision"
    _order = "id desc"

    sha256 = fields.Char(required=True, readonly=True, index=True)
    blob_id = fields.Many2one("retail.blob", required=True, readonly=True, ondelete="restrict")
    kind = fields.Char(string="Kind Code", required=True, readonly=True)
    kind_name = fields.Char(compute="_compute_kind_name", string="Kind")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True, readonly=True)
    content_name = fields.Char(required=True, readonly=True)
    number = fields.Integer(readonly=True, help="Counts the revisions of one piece of content.")
    author_id = fields.Many2one("res.users", required=True, readonly=True, default=lambda self: self.env.uid)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    note = fields.Text(readonly=True)
    line_ids = fields.One2many("retail.release.line", "revision_id", readonly=True)

    _content_unique = models.UniqueIndex("(res_model, res_id, sha256)")

    @api.depends("res_model")
    def _compute_kind_name(self):
        for one in self:
            one.kind_name = self.env["retail.content.mixin"]._retail_kind_name(one.res_model)

    @api.depends("content_name", "number")
    def _compute_display_name(self):
        for revision in self:
            revision.display_name = self.env._("%(name)s, revision %(number)s", name=revision.content_name, number=revision.number)

    @api.model
    def _publish(self, content, note=None):
        """The revision of the content as it is now; an equal one is used again."""
        content.ensure_one()
        data = canonical_bytes(content._retail_document())
        blob = self.env["retail.blob"]._store(data)
        of_content = [("res_model", "=", content._name), ("res_id", "=", content.id)]
        revision = self.sudo().search(of_content + [("sha256", "=", blob.sha256)], limit=1)
        return revision or self.sudo().create(
            {
                "sha256": blob.sha256,
                "blob_id": blob.id,
                "kind": content._retail_kind,
                "res_model": content._name,
                "res_id": content.id,
                "content_name": content.display_name,
                "number": self.sudo().search_count(of_content) + 1,
                "author_id": self.env.uid,
                "note": note or False,
            }
        )

    def _document(self):
        self.ensure_one()
        return json.loads(self.sudo().blob_id._data())

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("Revisions are immutable."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Revisions are immutable."))
