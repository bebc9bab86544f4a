"""A release: revisions for nodes of the tree, at once or at a time, checked before and logged after."""

from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .retail_manifest import to_ms
from .retail_release_line import LIVE_STATES

PENDING_ORDER = 2**31
# A release's course and who stood for it are set by what people do with it, never written by a client.
OWN_FIELDS = {
    "state",
    "user_id",
    "checker_id",
    "approver_id",
    "serial",
    "released_at",
    "rollback_of_id",
    "rollback_ids",
    "problem_ids",
    "audit_ids",
}


class RetailRelease(models.Model):
    _name = "retail.release"
    _description = "Release"
    _inherit = ["retail.editable", "retail.approval", "retail.store.clock"]
    _order = "id desc"

    name = fields.Char(required=True, default=lambda self: self._default_name())
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("checked", "Checked"),
            ("scheduled", "Scheduled"),
            ("running", "Running"),
            ("done", "Done"),
            ("withdrawn", "Withdrawn"),
            ("failed", "Failed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    user_id = fields.Many2one("res.users", string="Author", default=lambda self: self.env.uid, readonly=True, copy=False)
    note = fields.Text(string="Why")
    effective_at = fields.Datetime(string="Takes Effect", copy=False, help="Empty: at once.")
    urgent = fields.Boolean(help="Tills fetch it without spreading their pulls.")
    line_ids = fields.One2many("retail.release.line", "release_id", copy=False)
    wave_ids = fields.One2many("retail.release.wave", "release_id", copy=False)
    max_error_percent = fields.Integer(
        string="Stop at Errors (%)", default=10, help="No further wave starts when more answers than this are errors."
    )
    problem_ids = fields.One2many("retail.release.problem", "release_id", readonly=True, copy=False)
    error_count = fields.Integer(compute="_compute_problem_count")
    warning_count = fields.Integer(compute="_compute_problem_count")
    audit_ids = fields.One2many("retail.audit", "release_id", readonly=True, string="Log")
    serial = fields.Integer(readonly=True, copy=False, index=True)
    released_at = fields.Datetime(readonly=True, copy=False)
    rollback_of_id = fields.Many2one("retail.release", readonly=True, copy=False, index="btree_not_null")
    rollback_ids = fields.One2many("retail.release", "rollback_of_id", readonly=True, string="Rolled Back By")
    problem_text = fields.Char(compute="_compute_problem_count", string="Problems Found")

    @api.model
    def _default_name(self):
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        return self.env._("Release %s", now.strftime("%Y-%m-%d %H:%M"))

    @api.depends("problem_ids.level")
    def _compute_problem_count(self):
        for release in self:
            levels = release.problem_ids.mapped("level")
            release.error_count, release.warning_count = levels.count("error"), levels.count("warning")
            release.problem_text = self.env._("Errors to mend before this can be released: %s", release.error_count)

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_own_fields({name for vals in vals_list for name in vals})
        releases = super().create(vals_list)
        for release in releases:
            release._log("created", self.env._("Release made"))
        return releases

    def write(self, vals):
        self._refuse_own_fields(vals.keys())
        frozen = {"line_ids", "effective_at", "clock", "tz", "wave_ids", "company_id"} & vals.keys()
        if frozen:
            self._refuse_when_out()
        result = super().write(vals)
        if frozen:
            self._forget_check()
        return result

    def _refuse_own_fields(self, names):
        if OWN_FIELDS & set(names) and not self.env.su:
            raise AccessError(self.env._("A release's state can't be entered: check, approve and release it."))

    def _refuse_when_out(self):
        if any(release.state in LIVE_STATES for release in self):
            raise UserError(self.env._("A release that has gone out can't be changed; make a new one or roll it back."))

    def _forget_check(self):
        """What was checked, and perhaps approved, is not what would go any more."""
        self.filtered(lambda release: release.state == "checked")._set_state("draft")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(release.state not in ("draft", "checked") for release in self):
            raise UserError(self.env._("Only drafts can be deleted: what went out stays in the log."))

    def unlink(self):
        # The log of a draft goes with it; the log says that it was there.
        for release in self:
            self.env["retail.audit"]._log("deleted", self.env._("Draft %s deleted", release.name))
            self.env.cr.execute("UPDATE retail_audit SET release_id = NULL WHERE release_id = %s", (release.id,))
        self.env["retail.audit"].invalidate_model(["release_id"])
        return super().unlink()

    def _log(self, event, message, note=None):
        for release in self:
            nodes = release.sudo().line_ids.node_store_id
            self.env["retail.audit"]._log(
                event, message, record=release, release=release, note=note, store=nodes if len(nodes) == 1 else None
            )

    def _write_frozen(self, values):
        """Write past the freeze: what the release's own course changes."""
        return super().write(values)

    def _set_state(self, state):
        values = {"state": state}
        if state == "draft":
            values["approver_id"] = False
        self._write_frozen(values)

    # -- when and for whom -----------------------------------------------------

    def _effective_ms(self, config=None, store_tz=None, pending=False):
        """From when this release counts for a till (ms); None while its wave hasn't started."""
        self.ensure_one()
        if not pending and self.wave_ids and not self.wave_ids._includes(config):
            return None
        out = to_ms(self.released_at or fields.Datetime.now())
        if not self.effective_at:
            return out
        at = to_ms(self._retail_on_clock(self.effective_at, store_tz))
        if self.clock == "store" and store_tz and not pending and at > self._rolled_back_ms():
            return None  # This store's clock had not come to it.
        # A time that had passed when it went out is "at once": it must not lose to what went out in between.
        return max(at, out)

    def _rolled_back_ms(self):
        """When it was rolled back; never, as a number."""
        backs = self.sudo().rollback_ids.filtered(lambda back: back.state in LIVE_STATES)
        return min((to_ms(back.released_at) for back in backs), default=float("inf"))

    def _begins_ms(self, store_tz):
        """From when it counts on a store's clock, whatever its waves; None where it had been rolled back by then."""
        at = self._effective_ms(None, store_tz, pending=True)
        return None if at > self._rolled_back_ms() else at

    def _place_in_order(self):
        """What sorts releases as they take effect, one after another; what hasn't gone out would be the last of its moment."""
        return min(self._effective_ms(pending=True), self._rolled_back_ms()), self.serial or PENDING_ORDER

    def _order_number(self, pending=None):
        return PENDING_ORDER if self == pending else self.serial

    def _tills(self):
        return self.sudo().line_ids._tills().filtered("active")

    # -- proposing ----------------------------------------------------------------

    def action_propose(self):
        """Fill in everything that differs from what was released last."""
        for release in self:
            release._propose()
        return True

    def _propose(self, contents=None):
        """Lines for all changed assignments (of these contents: [(model, id)])."""
        self.ensure_one()
        if self.state not in ("draft", "checked"):
            raise UserError(self.env._("Lines can only be proposed for a draft."))
        latest = self.env["retail.release.line"]._latest([("node_store_id.company_id", "=", self.company_id.id)] if not contents else [])
        company = self.company_id.id
        assignments = self.env["retail.assignment"].search(
            ["|", ("store_id.company_id", "=", company), ("config_id.company_id", "=", company)]
        )
        wanted = {(one.node_key, f"{one.res_model},{one.res_id}"): one for one in assignments}
        chosen = {f"{one._name},{one.id}" for one in self._with_followers(contents)} if contents else None
        together = self.with_context(retail_contents_together=self._split_keys(chosen or {key[1] for key in wanted}))
        commands = [fields.Command.clear()]
        for key, one in wanted.items():
            if (chosen is None or key[1] in chosen) and together._differs(one, latest.get(key)):
                commands.append(fields.Command.create(self._line_values(one)))
        for key, line in latest.items():
            if key not in wanted and line.revision_id and (chosen is None or key[1] in chosen) and self._may_touch(line):
                commands.append(fields.Command.create({**self._line_values(line), "withdraw": True}))
        self.write({"line_ids": commands})

    def _with_followers(self, contents):
        """These contents and those that change with them."""
        for model, res_id in contents:
            content = self.env[model].browse(res_id)
            yield from content | content._retail_followers()

    @staticmethod
    def _split_keys(keys):
        """{(model, id)} of content keys."""
        return frozenset((model, int(res_id)) for model, res_id in (key.split(",") for key in keys))

    def _differs(self, assignment, line):
        content = self.env[assignment.res_model].with_context(active_test=False).browse(assignment.res_id)
        if not content.exists() or not content.sudo().active:
            return False
        return not line or not line.revision_id or line.revision_id.sha256 != content.sudo()._retail_sha256()

    def _may_touch(self, line):
        """Whether the user may change what hangs on this line's node."""
        return bool(line.with_user(self.env.user).sudo(False)._filtered_access("read"))

    @staticmethod
    def _line_values(one):
        return {
            "store_id": one.store_id.id,
            "config_id": one.config_id.id,
            "kind": one.kind,
            "res_model": one.res_model,
            "res_id": one.res_id,
        }

    # -- going out --------------------------------------------------------------------

    def _retail_authors(self):
        return self.user_id

    def _retail_log_approval(self):
        self._log("approved", self.env._("Approved"))

    def action_release(self):
        for release in self:
            release.check_access("write")
            if release.state == "draft":
                release._check()
            if release.state != "checked":
                if release.state == "draft":
                    # The found problems are worth keeping, so this is no exception.
                    return release._notify_problems()
                raise UserError(self.env._("This release has already gone out."))
            if not release.rollback_of_id:
                release._refuse_unapproved()
            release._go_out()
        return True

    def _notify_problems(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger",
                "title": self.env._("Not released"),
                "sticky": False,
                "message": self.env._("Errors that must be put right first: %s.", self.error_count),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _go_out(self):
        self.ensure_one()
        release = self.sudo()
        now = fields.Datetime.now()
        serial = self.env["retail.manifest"]._next_serial()
        release.write({"serial": serial, "released_at": now})
        release._set_state("scheduled" if release._first_effect() > now else "running")
        release._log("released", self.env._("Released"), note=release.note)
        if release.wave_ids:
            if release.state == "running":
                release.wave_ids[0]._start()
            return
        release._call_tills(release._tills(), serial)

    def _call_tills(self, configs, serial=None):
        """These tills are to fetch the manifest that holds this release."""
        serial = serial or self.env["retail.manifest"]._next_serial()
        self.env["retail.till.target"]._want(configs, serial)
        self.env["retail.doorbell"]._ring_tills(configs, urgent=self.urgent)

    def _first_effect(self):
        """The earliest moment at which any till switches (store clocks differ)."""
        if not self.effective_at:
            return self.released_at or fields.Datetime.now()
        if self.clock == "same":
            return self.effective_at
        zones = {store._retail_tz() for store in self._tills().retail_store_id} or {pytz.utc}
        first = min(self._effective_ms(None, zone, pending=True) for zone in zones)
        return fields.Datetime.to_datetime("1970-01-01") + timedelta(milliseconds=first)

    def action_withdraw(self):
        for release in self:
            if release.state in ("done", "withdrawn"):
                raise UserError(self.env._("A release that is done is rolled back, not withdrawn."))
            live = release.state in LIVE_STATES
            release._set_state("withdrawn")
            release._log("withdrawn", self.env._("Withdrawn"))
            if live:
                release._call_tills(release._tills())
        return True

    def action_rollback(self):
        """A new release, at once, with what was there before."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("running", "done", "failed"):
            raise UserError(self.env._("Only a release that has gone out can be rolled back."))
        # What is still ahead has replaced nothing yet.
        now = to_ms(fields.Datetime.now())
        begun = self.line_ids._of_same_places().filtered(
            lambda line: line.release_id == self.sudo() or line.release_id._effective_ms(pending=True) <= now
        )
        latest, before = begun._last(), self.line_ids._replaced()
        lines = [line for line in self.line_ids if latest.get((line.node_key, line._content_key)) == line.sudo()]
        if not lines:
            raise UserError(self.env._("Everything in this release has since been replaced by later ones."))
        note = self.env._("Rolls back %s", self.name)
        if len(lines) < len(self.line_ids):
            note += "\n" + self.env._("%s lines were left out: later releases have replaced them.", len(self.line_ids) - len(lines))
        no_line = self.env["retail.release.line"].sudo()
        # The rights on the same lines were those on this release.
        back = self.sudo().create(
            {
                "name": note.split("\n")[0],
                "note": note,
                "rollback_of_id": self.id,
                "urgent": True,
                "company_id": self.company_id.id,
                "line_ids": [
                    fields.Command.create(
                        {
                            **self._line_values(line),
                            "revision_id": revision.id,
                            "previous_id": line.sudo().revision_id.id,
                            "withdraw": not revision,
                        }
                    )
                    for line in lines
                    for revision in [before.get((line.node_key, line._content_key), no_line).revision_id]
                ],
            }
        )
        back._set_state("checked")
        back._go_out()
        self.sudo().wave_ids.filtered(lambda wave: wave.state == "waiting").state = "stopped"
        self._log("rolled_back", self.env._("Rolled back by %s", back.name))
        return {"type": "ir.actions.act_window", "res_model": "retail.release", "res_id": back.id, "views": [(False, "form")]}
