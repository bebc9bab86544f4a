"""A release on its way: how many tills run it, and when it is done. What no till has said counts for nothing."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .retail_manifest import to_ms
from .retail_release_line import LIVE_STATES
from .retail_till_state import OFFLINE_AFTER_S


class RetailRelease(models.Model):
    _inherit = "retail.release"

    till_count = fields.Integer(compute="_compute_progress", string="Tills")
    applied_count = fields.Integer(compute="_compute_progress", string="Applied")
    failed_count = fields.Integer(compute="_compute_progress", string="Failed")
    away_count = fields.Integer(compute="_compute_progress", string="Away", help="Offline since before they ran it.")
    never_count = fields.Integer(compute="_compute_progress", string="Never Seen")
    progress = fields.Integer(compute="_compute_progress", string="Progress (%)")
    progress_text = fields.Char(compute="_compute_progress", string="Progress")

    def _till_domain(self):
        """The states of the tills that this release is about."""
        self.ensure_one()
        # Searched for: who looks may see only some of the lines, and what he has read stands in the cache for all.
        lines = self.env["retail.release.line"].sudo().search([("release_id", "in", self.ids)])
        return [
            "&",
            ("config_id.active", "=", True),
            "|",
            ("store_id", "child_of", lines.store_id.ids),
            ("config_id", "in", lines.config_id.ids),
        ]

    def _counts(self):
        """(tills, run it, failed, away, never seen) – the last three have not run it; the rest are on their way."""
        self.ensure_one()
        states = self.env["retail.till.state"].sudo()
        states.flush_model()
        # The switch counts, not the manifest that announced it.
        runs = SQL("(applied_serial >= %s AND coalesce(applied_at, '-infinity') >= %s)", self.serial, self._first_effect())
        counted = SQL(
            """SELECT count(*), count(*) FILTER (WHERE %(runs)s),
                      count(*) FILTER (WHERE NOT %(runs)s AND state = 'failed'),
                      count(*) FILTER (WHERE NOT %(runs)s AND state != 'failed' AND last_seen < %(limit)s),
                      count(*) FILTER (WHERE last_seen IS NULL)
                 FROM retail_till_state WHERE id IN %(tills)s""",
            runs=runs,
            limit=fields.Datetime.now() - timedelta(seconds=OFFLINE_AFTER_S),
            tills=states._search(self._till_domain()).subselect(),
        )
        return self.env.execute_query(counted)[0]

    @api.depends("state", "serial", "line_ids")
    def _compute_progress(self):
        for release in self:
            counts = release._counts() if release.state in LIVE_STATES else (0, 0, 0, 0, 0)
            release.till_count, release.applied_count, release.failed_count, release.away_count, release.never_count = counts
            release.progress = 100 * release.applied_count // release.till_count if release.till_count else 0
            release.progress_text = release._progress_text()

    def _progress_text(self):
        """ "7 of 8 run it; 1 never seen" """
        texts = [self.env._("%(applied)s of %(tills)s run it", applied=self.applied_count, tills=self.till_count)]
        if self.failed_count:
            texts.append(self.env._("%s failed", self.failed_count))
        if self.away_count:
            texts.append(self.env._("%s away", self.away_count))
        if self.never_count:
            texts.append(self.env._("%s never seen", self.never_count))
        return "; ".join(texts)

    # -- done ------------------------------------------------------------------------------

    @api.model
    def _on_acknowledge(self, till):
        """A till has spoken: a release that waited for it may be done or failing.

        The minutely job does the same; this is so that a person who looks on need not wait, and kept
        cheap since a thousand tills may speak at once.
        """
        running = self.sudo().search([("state", "=", "running"), ("serial", "<=", max(till.wanted_serial, 1))])
        if till.state == "failed":
            running = running.filtered("wave_ids")
        running._progress()

    @api.model
    def _cron_progress(self):
        """Every minute: scheduled releases whose time has come, waves, and releases that are done."""
        now = fields.Datetime.now()
        for release in self.search([("state", "=", "scheduled")]):
            if release._first_effect() <= now:
                release._set_state("running")
                release._log("running", self.env._("Takes effect"))
                if release.wave_ids:
                    release.wave_ids[0]._start()
        self.search([("state", "=", "running")])._progress()
        self.env["retail.release.line"]._mark_superseded()

    def _progress(self):
        for release in self:
            if release.wave_ids and not release.wave_ids._advance():
                continue
            if release._is_everywhere():
                release._set_state("done")
                release.invalidate_recordset(["progress_text"])
                release._log("done", self.env._("Done: %s", release.progress_text))

    def _is_everywhere(self):
        """Every till that has ever been seen runs it (one at least, when there are tills), in every time zone."""
        states = self.env["retail.till.state"].sudo()
        seen = [*self._till_domain(), ("last_seen", "!=", False)]
        # Mostly one till is missing, and found at once: the rest is asked only when none is.
        missing = ["|", "|", ("applied_serial", "<", self.serial), ("applied_at", "=", False), ("applied_at", "<", self._first_effect())]
        if states.search_count([*seen, *missing], limit=1):
            return False
        if not states.search_count(seen, limit=1) and states.search_count(self._till_domain(), limit=1):
            return False
        return not self.effective_at or self._last_effect_ms() <= to_ms(fields.Datetime.now())

    def _last_effect_ms(self):
        """When the last store's clock has reached the release's time."""
        zones = {store._retail_tz() for store in self._tills().retail_store_id} or {None}
        return max(self._effective_ms(None, zone, pending=True) for zone in zones)
