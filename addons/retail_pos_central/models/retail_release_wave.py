"""Waves of a release: pilot nodes first, then a share, then all; each by approval or by itself."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What has started is known by starting it, never written by a client.
OWN_FIELDS = {"state", "started_at", "config_ids"}


class RetailReleaseWave(models.Model):
    _name = "retail.release.wave"
    _description = "Wave of a Release"
    _order = "sequence, id"

    release_id = fields.Many2one("retail.release", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    scope = fields.Selection(
        [("nodes", "Chosen nodes"), ("share", "A share of the tills"), ("all", "All the rest")],
        required=True,
        default="nodes",
    )
    store_ids = fields.Many2many("retail.store", string="Nodes")
    share_percent = fields.Integer(string="Share (%)", default=10)
    start = fields.Selection(
        [("auto", "By itself"), ("approval", "By approval")],
        required=True,
        default="approval",
        help="By itself: when the earlier wave has been healthy for the given time.",
    )
    wait_min = fields.Integer(string="Healthy For (min)", default=30)
    state = fields.Selection(
        [("waiting", "Waiting"), ("running", "Running"), ("stopped", "Stopped")],
        required=True,
        default="waiting",
        readonly=True,
    )
    started_at = fields.Datetime(readonly=True)
    config_ids = fields.Many2many("pos.config", string="Tills", readonly=True, help="Fixed when the wave starts.")
    till_count = fields.Integer(compute="_compute_health")
    applied_count = fields.Integer(compute="_compute_health")
    failed_count = fields.Integer(compute="_compute_health")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_own_fields({name for vals in vals_list for name in vals})
        waves = super().create(vals_list)
        waves._check_client()
        return waves

    def write(self, vals):
        self._refuse_own_fields(vals.keys())
        self._check_client()
        result = super().write(vals)
        self._check_client()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_before_it_goes_out(self):
        self._check_client()

    def _refuse_own_fields(self, names):
        if OWN_FIELDS & set(names) and not self.env.su:
            raise AccessError(self.env._("A wave's state can't be entered: start it."))

    def _check_client(self):
        if not self.env.su:
            self.release_id._refuse_when_out()
            self.release_id._forget_check()

    @api.depends("config_ids", "state")
    def _compute_health(self):
        for wave in self:
            wave.till_count, wave.applied_count, wave.failed_count = wave._health()

    def _health(self):
        """(tills, of them run it, of them answer with an error) at this moment."""
        self.ensure_one()
        if not self.started_at:
            return 0, 0, 0
        count = self.env["retail.till.state"].sudo().search_count
        tills = [("config_id", "in", self.sudo().config_ids.ids)]
        serial = self.release_id.serial
        return (
            count(tills),
            count([*tills, ("applied_serial", ">=", serial)]),
            count([*tills, ("applied_serial", "<", serial), ("state", "=", "failed"), ("last_seen", ">=", self.started_at)]),
        )

    def _includes(self, config):
        """Whether a till (None: just any) is in a wave that has started."""
        started = self.sudo().filtered("started_at")
        if any(wave.scope == "all" for wave in started):
            return True
        return bool(config) and config in started.config_ids

    def _choose_tills(self):
        """The tills of this wave that no earlier wave has."""
        self.ensure_one()
        release = self.release_id.sudo()
        every = release._tills()
        rest = every - release.wave_ids.filtered("started_at").config_ids
        if self.scope == "nodes":
            return rest & self.sudo().store_ids._retail_tills()
        if self.scope == "share":
            # By UUID: spread over the tree, and the same tills if it is worked out again.
            count = -(-len(every) * self.share_percent // 100)
            return rest.sorted("retail_uuid")[:count]
        return rest

    def _start(self):
        self.ensure_one()
        tills = self._choose_tills()
        self.sudo().write({"state": "running", "started_at": fields.Datetime.now(), "config_ids": [(6, 0, tills.ids)]})
        self.release_id._log("wave", self.env._("Wave “%(wave)s” started on %(count)s tills", wave=self.name, count=len(tills)))
        self.release_id.sudo()._call_tills(tills)

    def action_start(self):
        """Approve: start this wave now."""
        self.ensure_one()
        release = self.release_id
        waiting = release.wave_ids.filtered(lambda wave: wave.state == "waiting")
        if release.state not in ("running", "failed") or not waiting or waiting[0] != self:
            raise UserError(self.env._("Only the next wave of a running release can be started."))
        release.check_access("write")
        release.sudo().wave_ids.filtered(lambda wave: wave.state == "stopped").state = "running"
        release._set_state("running")
        self._start()

    def _advance(self):
        """Go on with the waves; true when all have started and are healthy."""
        release = self.release_id
        running = self.filtered("started_at")
        if not running:
            return False
        health = [wave._health() for wave in running]
        failed = sum(one[2] for one in health)
        answered = failed + sum(one[1] for one in health)
        if answered and failed * 100 > release.max_error_percent * answered:
            running[-1].sudo().state = "stopped"
            release._set_state("failed")
            release._log(
                "failed", self.env._("Stopped: %(failed)s of %(answered)s tills answer with an error", failed=failed, answered=answered)
            )
            return False
        waiting = self.filtered(lambda wave: wave.state == "waiting")
        if not waiting:
            return True
        healthy_since = running[-1].started_at + timedelta(minutes=waiting[0].wait_min)
        if waiting[0].start == "auto" and health[-1][1] and healthy_since <= fields.Datetime.now():
            waiting[0]._start()
        return False
