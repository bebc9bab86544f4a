"""One line of a release: this node gets this revision of this content (or no longer has it)."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

LIVE_STATES = ("scheduled", "running", "done", "failed")
# Which revision goes is found by the check, never written by a client.
OWN_FIELDS = {"revision_id", "previous_id", "superseded", "state", "node_key", "node_store_id"}


class RetailReleaseLine(models.Model):
    _name = "retail.release.line"
    _description = "Release Line"
    _order = "release_id desc, kind, node_key, id"

    release_id = fields.Many2one("retail.release", required=True, ondelete="cascade", index=True)
    state = fields.Selection(related="release_id.state", store=True, index=True)
    store_id = fields.Many2one("retail.store", string="Place", ondelete="restrict", index=True)
    config_id = fields.Many2one("pos.config", string="Till", ondelete="restrict", index=True)
    node_key = fields.Char(compute="_compute_node", store=True, index=True)
    node_store_id = fields.Many2one("retail.store", compute="_compute_node", store=True, index=True)
    node_name = fields.Char(compute="_compute_node_name", string="For")
    kind = fields.Char(string="Kind Code", required=True, readonly=True)
    kind_name = fields.Char(compute="_compute_kind_name", string="Kind")
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    content_name = fields.Char(compute="_compute_content_name", string="Content")
    withdraw = fields.Boolean(help="The node no longer has this content.")
    revision_id = fields.Many2one("retail.revision", ondelete="restrict", index=True)
    previous_id = fields.Many2one("retail.revision", ondelete="restrict", help="What was released here before.")
    superseded = fields.Boolean(help="A later release has wholly replaced this line.", index=True)
    change_html = fields.Html(compute="_compute_change_html", sanitize=False, string="What Changes")

    _content_unique = models.UniqueIndex("(release_id, node_key, res_model, res_id)")
    _resolving = models.Index("(node_key) WHERE superseded IS NOT TRUE")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_own_fields({name for vals in vals_list for name in vals})
        lines = super().create(vals_list)
        lines._check_client()
        return lines

    def write(self, vals):
        self._refuse_own_fields(vals.keys())
        if not self.env.su:
            self.release_id._refuse_when_out()
        result = super().write(vals)
        self._check_client()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_before_it_goes_out(self):
        if not self.env.su:
            self.release_id._refuse_when_out()
            self.release_id._forget_check()

    def _refuse_own_fields(self, names):
        if OWN_FIELDS & set(names) and not self.env.su:
            raise AccessError(self.env._("What a line releases is found by the check and can't be entered."))

    def _check_client(self):
        """Nobody releases what he can't see, or by a line that was not checked."""
        if self.env.su:
            return
        self.release_id._refuse_when_out()
        self.release_id._forget_check()
        for line in self.filtered(lambda line: not line.withdraw):
            self.env[line.res_model].browse(line.res_id).exists().check_access("read")

    @api.constrains("res_model", "kind")
    def _check_kind(self):
        kinds = self.env["retail.content.mixin"]._retail_kinds()
        for line in self:
            if kinds.get(line.kind) != line.res_model:
                raise ValidationError(self.env._("%s is not a kind of content.", line.res_model))

    @api.depends("store_id", "config_id")
    def _compute_node(self):
        for line in self:
            line.node_key = f"c{line.config_id.id}" if line.config_id else f"s{line.store_id.id}"
            line.node_store_id = line.config_id.sudo().retail_store_id if line.config_id else line.store_id

    @api.depends("res_model")
    def _compute_kind_name(self):
        for one in self:
            one.kind_name = self.env["retail.content.mixin"]._retail_kind_name(one.res_model)

    def _compute_node_name(self):
        for line in self.sudo():
            line.node_name = line.config_id.name or line.store_id.complete_name

    def _content(self):
        """The content record, empty when it is gone."""
        self.ensure_one()
        if self.res_model not in self.env:
            return None
        return self.env[self.res_model].sudo().with_context(active_test=False).browse(self.res_id).exists()

    def _compute_content_name(self):
        for line in self:
            content = line._content()
            line.content_name = content.display_name if content else line.sudo().revision_id.content_name or "?"

    @api.depends("revision_id", "previous_id", "withdraw")
    def _compute_change_html(self):
        for line in self:
            line.change_html = self.env["retail.diff"]._line_html(line)

    @property
    def _content_key(self):
        return f"{self.res_model},{self.res_id}"

    @api.model
    def _latest(self, domain=()):
        """{(node_key, content key): line} – what was released last, running or still ahead."""
        return self.sudo().search([("state", "in", LIVE_STATES), ("superseded", "=", False), *domain])._last()

    def _last(self):
        """{(node_key, content key): line} – of these lines the last of each content on each node."""
        # A release counts as a whole here, also for tills that its waves haven't reached yet.
        ordered = self.sorted(lambda line: (*line.release_id._place_in_order(), line.id))
        return {(line.node_key, line._content_key): line for line in ordered}

    def _of_same_places(self):
        """All lines that ever went out with contents of these lines on their nodes."""
        return self.sudo().search(
            [("state", "in", LIVE_STATES), ("node_key", "in", self.mapped("node_key")), ("res_id", "in", self.mapped("res_id"))]
        )

    def _replaced(self):
        """{(node_key, content key): line} – what holds until these lines, of one release, take effect."""
        place = self.release_id.sudo()._place_in_order() if self else ()
        return self._of_same_places().filtered(lambda line: line.release_id._place_in_order() < place)._last()

    @api.model
    def _latest_by_content(self, res_model, ids):
        """{res_id: {sha256 of what was released last on each node}}."""
        found = {}
        for line in self._latest([("res_model", "=", res_model), ("res_id", "in", ids)]).values():
            if line.revision_id:
                found.setdefault(line.res_id, set()).add(line.revision_id.sha256)
        return found

    def _tills(self):
        """All tills that these lines are about."""
        return self.sudo().store_id._retail_tills() | self.sudo().config_id

    def action_open_content(self):
        self.ensure_one()
        return {"type": "ir.actions.act_window", "res_model": self.res_model, "res_id": self.res_id, "views": [(False, "form")]}

    @api.model
    def _mark_superseded(self):
        """Leave out of resolving what a later line, done everywhere, has replaced for good."""
        self.flush_model()
        self.env["retail.release"].flush_model()
        self.env.cr.execute("""
            UPDATE retail_release_line old SET superseded = TRUE
              FROM retail_release_line new
              JOIN retail_release new_release ON new_release.id = new.release_id,
                   retail_release old_release
             WHERE old_release.id = old.release_id
               AND old.superseded IS NOT TRUE
               AND old_release.state = 'done' AND new_release.state = 'done'
               AND old.node_key = new.node_key AND old.res_model = new.res_model AND old.res_id = new.res_id
               AND (greatest(old_release.effective_at, old_release.released_at), old_release.serial)
                 < (greatest(new_release.effective_at, new_release.released_at), new_release.serial)
               -- By stores' clocks the order of two may differ from store to store.
               AND (old_release.clock = 'same' AND new_release.clock = 'same' OR
                    greatest(old_release.effective_at, old_release.released_at) + interval '27 hours'
                    < greatest(new_release.effective_at, new_release.released_at))
        """)
        self.invalidate_model(["superseded"])
