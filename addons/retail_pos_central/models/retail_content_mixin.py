"""What every kind of released content has in common.

A new kind is one model that inherits this mixin, names its kind and gives its document:

    class MyContent(models.Model):
        _name = "my.content"
        _inherit = ["retail.content.mixin"]
        _retail_kind = "mine"
        _retail_resolve = "nearest"  # or "all"
"""

import uuid

from lxml.builder import E

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.canonical import NotCanonical, canonical_bytes, sha256_hex


class RetailContentMixin(models.AbstractModel):
    _name = "retail.content.mixin"
    _description = "Content kept centrally and released to tills"
    _inherit = ["retail.editable"]

    _retail_kind = None
    _retail_resolve = "nearest"

    name = fields.Char(required=True)
    note = fields.Text(string="Internal Note")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    retail_uuid = fields.Char(string="UUID", default=lambda self: str(uuid.uuid4()), copy=False, readonly=True, required=True)
    assignment_ids = fields.One2many(
        "retail.assignment",
        "res_id",
        string="Used At",
        domain=lambda self: [("res_model", "=", self._name)],
        copy=False,
    )
    release_state = fields.Selection("_selection_release_state", compute="_compute_release_state", string="Release")

    # Tills and reports know content by it: nobody may pass off the own campaign as another one's.
    _retail_uuid_unique = models.UniqueIndex("(retail_uuid)")

    @api.model
    def _selection_release_state(self):
        # By a method: words of a list would have to be translated once more by each addon with a kind of content.
        names = {"unreleased": self.env._("Not Released"), "changed": self.env._("Changed Since"), "released": self.env._("Released")}
        return list(names.items())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Every form of content tells a store manager what is not only the own stores'."""
        arch, view = super()._get_view(view_id, view_type, **options)
        sheet = arch.find("sheet") if view_type == "form" else None
        if sheet is not None:
            told = E.div(
                E.field(name="may_edit", invisible="1"), {"class": "alert alert-info", "role": "alert", "invisible": "may_edit or not id"}
            )
            told[0].tail = self.env._("Other stores use this too: you may look at it, but not change it.")
            sheet.insert(0, told)
        return arch, view

    # -- what a kind implements ------------------------------------------------

    def _retail_document(self):
        """The JSON-able document that tills get."""
        self.ensure_one()
        raise NotImplementedError(f"{self._name} gives no document")

    def _retail_check(self, document):
        """Problems of the document: [{"level", "message", "path", "model"?, "res_id"?}]."""
        self.ensure_one()
        return []

    def _retail_describe(self, old, new):
        """Lines a buyer can read on what differs between two documents (either may be None)."""
        self.ensure_one()
        return self.env["retail.diff"]._describe(old, new)

    def _retail_followers(self):
        """Content whose documents change together with these: they are released with them."""
        return self.browse()

    # -- kinds -------------------------------------------------------------------

    @api.model
    def _retail_kinds(self):
        """{kind: model name} of every installed kind."""
        kinds = {}
        for name in self.pool.descendants(["retail.content.mixin"], "_inherit"):
            model = self.pool[name]
            if not model._abstract and model._retail_kind:
                kinds[model._retail_kind] = name
        return dict(sorted(kinds.items()))

    @api.model
    def _retail_resolve_modes(self):
        """{kind: "nearest" | "all"}."""
        return {kind: self.pool[name]._retail_resolve for kind, name in self._retail_kinds().items()}

    @api.model
    def _retail_selection(self):
        """Selection of the content models, for reference fields."""
        names = self._retail_kinds().values()
        return [(model.model, model.name) for model in self.env["ir.model"].sudo().search([("model", "in", list(names))])]

    @api.model
    def _retail_kind_name(self, res_model):
        """What people call a content model."""
        return self.env["ir.model"]._get(res_model).sudo().name or res_model

    # -- assignments written through the content ---------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._name_model(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._name_model(vals))

    def _name_model(self, vals):
        """The ORM fills in an assignment's res_id, but not its model."""
        if "assignment_ids" not in vals:
            return vals
        commands = [
            (0, command[1], {"res_model": self._name, **command[2]}) if command[0] == fields.Command.CREATE else command
            for command in vals["assignment_ids"]
        ]
        return {**vals, "assignment_ids": commands}

    # -- documents and revisions -----------------------------------------------

    def _retail_sha256(self):
        return sha256_hex(canonical_bytes(self._retail_document()))

    def _retail_problems(self):
        """The kind's own check, and that the document can be stored at all."""
        self.ensure_one()
        document = self._retail_document()
        problems = list(self._retail_check(document))
        try:
            canonical_bytes(document)
        except NotCanonical as error:
            problems.append({"level": "error", "path": "", "message": self.env._("Can't be stored: %s", error)})
        return problems

    @api.depends_context("uid")
    def _compute_release_state(self):
        latest = self.env["retail.release.line"].sudo()._latest_by_content(self._name, self.ids)
        for content in self:
            shas = latest.get(content.id)
            if not shas:
                content.release_state = "unreleased"
                continue
            try:
                content.release_state = "released" if shas == {content._retail_sha256()} else "changed"
            except NotCanonical:
                content.release_state = "changed"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_released(self):
        if self.env["retail.release.line"].sudo().search_count([("res_model", "=", self._name), ("res_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("Content that has been released can't be deleted; archive it instead."))

    def unlink(self):
        self.env["retail.assignment"].sudo().search([("res_model", "=", self._name), ("res_id", "in", self.ids)]).unlink()
        return super().unlink()

    def action_release(self):
        """A new release with this content's changes only."""
        release = self.env["retail.release"].create({"name": ", ".join(self.mapped("name"))})
        release._propose([(content._name, content.id) for content in self])
        return {
            "type": "ir.actions.act_window",
            "res_model": "retail.release",
            "res_id": release.id,
            "views": [(False, "form")],
        }
