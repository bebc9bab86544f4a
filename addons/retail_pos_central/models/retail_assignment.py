"""Which content hangs on which node of the tree: drafts; what tills run is decided by releases."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RetailAssignment(models.Model):
    _name = "retail.assignment"
    _description = "Content Assignment"
    _order = "kind, node_key, id"

    res_model = fields.Char(string="Content Model", required=True, index=True)
    res_id = fields.Many2oneReference(string="Content ID", model_field="res_model", required=True, index=True)
    content_ref = fields.Reference(
        selection="_selection_content",
        string="Content",
        compute="_compute_content_ref",
        inverse="_inverse_content_ref",
    )
    kind = fields.Char(string="Kind Code", compute="_compute_kind", store=True, readonly=True)
    kind_name = fields.Char(compute="_compute_kind_name", string="Kind")
    resolve = fields.Char(compute="_compute_kind", store=True, readonly=True)
    store_id = fields.Many2one("retail.store", string="Place", ondelete="cascade", index=True)
    config_id = fields.Many2one("pos.config", string="Till", ondelete="cascade", index=True)
    node_key = fields.Char(compute="_compute_node", store=True, readonly=True)
    node_store_id = fields.Many2one(
        "retail.store",
        compute="_compute_node",
        store=True,
        readonly=True,
        index=True,
        help="The node itself, or the till's store: what access rights look at.",
    )

    _content_unique = models.UniqueIndex("(node_key, res_model, res_id)", "This content is already assigned here.")
    _nearest_unique = models.UniqueIndex(
        "(node_key, kind) WHERE resolve = 'nearest'", "Another content of this kind is already assigned here."
    )

    @api.model
    def _selection_content(self):
        return self.env["retail.content.mixin"]._retail_selection()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("content_ref"):
                model, res_id = vals.pop("content_ref").split(",")
                vals.update(res_model=model, res_id=int(res_id))
            self._check_may_assign(vals)
            self._check_only_one(vals)
        return super().create(vals_list)

    def write(self, vals):
        for assignment in self:
            content = {"res_model": assignment.res_model, "res_id": assignment.res_id} if {"res_model", "res_id"} & vals.keys() else {}
            self._check_may_assign({**content, **vals})
            if {"res_model", "res_id", "store_id", "config_id"} & vals.keys():
                there = {name: assignment[name] for name in ("res_model", "res_id")}
                node = {"store_id": assignment.store_id.id, "config_id": assignment.config_id.id}
                assignment._check_only_one({**there, **node, **vals})
        return super().write(vals)

    def _check_may_assign(self, vals):
        """Nobody hangs up content, or on a node, that they can't see: an assignment itself gives sight."""
        if vals.get("res_id") and vals.get("res_model") in self.env:
            self.env[vals["res_model"]].browse(vals["res_id"]).exists().check_access("read")
        if vals.get("store_id"):
            self.env["retail.store"].browse(vals["store_id"]).check_access("read")
        if vals.get("config_id"):
            self.env["pos.config"].browse(vals["config_id"]).check_access("read")

    def _check_only_one(self, vals):
        """Says what stands in the way, where the database would only say that something does."""
        model = self.pool.get(vals.get("res_model"))
        node = self.env["pos.config"].browse(vals.get("config_id")) or self.env["retail.store"].browse(vals.get("store_id"))
        if not model or not node:
            return
        domain = [("node_key", "=", self._node_key(node)), ("res_model", "=", vals["res_model"]), ("id", "not in", self.ids)]
        if getattr(model, "_retail_resolve", None) != "nearest":
            domain.append(("res_id", "=", vals.get("res_id")))
        other = self.sudo().search(domain, limit=1)
        if not other:
            return
        if other.res_id == vals.get("res_id"):
            raise ValidationError(self.env._("This content is already assigned here."))
        raise ValidationError(
            self.env._(
                "%(place)s already uses %(content)s, and a till has only one of this kind. Take that one away there first.",
                place=node.sudo().display_name,
                content=other.content_ref.display_name,
            )
        )

    @staticmethod
    def _node_key(node):
        return f"{'c' if node._name == 'pos.config' else 's'}{node.id}"

    @api.depends("res_model", "res_id")
    def _compute_content_ref(self):
        for assignment in self:
            known = assignment.res_model in self.env and assignment.res_id
            assignment.content_ref = f"{assignment.res_model},{assignment.res_id}" if known else False

    def _inverse_content_ref(self):
        for assignment in self.filtered("content_ref"):
            assignment.write({"res_model": assignment.content_ref._name, "res_id": assignment.content_ref.id})

    @api.depends("res_model")
    def _compute_kind(self):
        for assignment in self:
            model = self.pool.get(assignment.res_model)
            assignment.kind = getattr(model, "_retail_kind", False) or False
            assignment.resolve = getattr(model, "_retail_resolve", False) or False

    @api.depends("res_model")
    def _compute_kind_name(self):
        for one in self:
            one.kind_name = self.env["retail.content.mixin"]._retail_kind_name(one.res_model)

    @api.depends("store_id", "config_id.retail_store_id")
    def _compute_node(self):
        for assignment in self:
            config = assignment.config_id
            assignment.node_key = self._node_key(config or assignment.store_id)
            assignment.node_store_id = config.sudo().retail_store_id if config else assignment.store_id

    @api.constrains("res_model", "res_id", "store_id", "config_id")
    def _check_node_and_content(self):
        kinds = self.env["retail.content.mixin"]._retail_kinds().values()
        for assignment in self:
            if bool(assignment.store_id) == bool(assignment.config_id):
                raise ValidationError(self.env._("Content is assigned to a node of the tree or to a till: choose one."))
            if assignment.res_model not in kinds:
                raise ValidationError(self.env._("%s is not a kind of content.", assignment.res_model))
            content = self.env[assignment.res_model].sudo().browse(assignment.res_id).exists()
            if not content:
                raise ValidationError(self.env._("The assigned content doesn't exist."))
            company = (assignment.store_id or assignment.config_id).sudo().company_id
            if content.company_id != company:
                raise ValidationError(self.env._("%(content)s belongs to another company.", content=content.name))

    def _compute_display_name(self):
        for assignment in self:
            node = assignment.config_id.sudo().name or assignment.store_id.sudo().complete_name
            content = self.env[assignment.res_model].sudo().browse(assignment.res_id).exists() if assignment.res_model in self.env else None
            assignment.display_name = f"{node}: {content.display_name if content else '?'}"
