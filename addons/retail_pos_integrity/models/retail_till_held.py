"""What each till held when: the campaigns that it had acknowledged, and the times in which it lacked changes of records.

Both come from the till's own words (its acknowledgements, and the cursor with which it asks for changes), and are
written only when they change: a till that is in touch adds a row for each release, one that was away two.
"""

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.retail_pos_central.models.retail_till_settings import MAX_POLL_S

# A change reaches a till by the doorbell, or by its next poll at the latest; until then it can't be expected to hold it.
ON_ITS_WAY = timedelta(minutes=5)
KEEP_DAYS = 45
LOOKED_UP_FOR = timedelta(minutes=1)


class RetailTillHeld(models.Model):
    _name = "retail.till.held"
    _description = "What a Till Held"
    _order = "at desc, id desc"
    _rec_name = "config_id"
    _log_access = False

    config_id = fields.Many2one("pos.config", string="Till", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="config_id.company_id")
    store_id = fields.Many2one(related="config_id.retail_store_id")
    kind = fields.Selection([("content", "Campaigns and layout"), ("records", "Goods and prices")], required=True, readonly=True)
    at = fields.Datetime(string="From", required=True, readonly=True)
    serial = fields.Integer(string="Held Release", readonly=True, aggregator=None)
    missing_since = fields.Datetime(string="Without Changes Since", readonly=True, help="Empty: the till held all changes.")

    _till_index = models.Index("(config_id, kind, at)")

    # -- noting ------------------------------------------------------------------------------

    @api.model
    def _note_content(self, config, serial):
        """The till runs this release (the manifest's serial) from now on."""
        last = self._latest(config, "content")
        if not last or last.serial != serial:
            self.sudo().create({"config_id": config.id, "kind": "content", "at": fields.Datetime.now(), "serial": serial})

    @api.model
    def _note_records(self, config, oldest_missing):
        """The till has asked for changes; `oldest_missing` is when the first that it doesn't hold was made, or None."""
        now = fields.Datetime.now()
        missing = oldest_missing if oldest_missing and self._is_overdue(config, now - oldest_missing) else False
        last = self._latest(config, "records")
        if last and last.missing_since == missing:
            return
        # What it was known to hold since then stays known.
        at = max(filter(None, (missing or now, last.at)))
        self.sudo().create({"config_id": config.id, "kind": "records", "at": at, "missing_since": missing})

    def _is_overdue(self, config, waited):
        """Small changes ride with the doorbell, and the cursor tells of them at the next poll only."""
        if waited <= ON_ITS_WAY:
            return False
        # Late whatever is set for it, as all tills are that open in the morning.
        if waited > 1.5 * timedelta(seconds=MAX_POLL_S):
            return True
        return waited > timedelta(seconds=1.5 * self._poll_s(config))

    def _poll_s(self, config):
        """Seconds between a till's polls as its settings have it, looked up again each minute: settings begin at a time."""
        now = fields.Datetime.now()

        def look_up():
            settings = self.env["retail.manifest"]._effective(config).get("settings", [])
            return now, settings[0].revision_id._document().get("poll_interval_s", 0) if settings else 0

        place = self.env["retail.till.place"]
        return place._kept(config, "poll_s", look_up, still=lambda kept: timedelta() <= now - kept[0] < LOOKED_UP_FOR)[1]

    # -- reading -----------------------------------------------------------------------------

    @api.model
    def _latest(self, config, kind, moment=None):
        """The row that held at a moment (None: now); empty where nothing was noted yet by then."""
        domain = [("config_id", "=", config.id), ("kind", "=", kind)]
        domain += [("at", "<=", moment)] if moment else []
        return self.sudo().search_fetch(domain, ["at", "serial", "missing_since"], limit=1)

    @api.model
    def _held_serial(self, config, moment):
        """The release that the till ran at a moment; None where that isn't known."""
        row = self._latest(config, "content", moment)
        return row.serial if row else None

    @api.model
    def _held_change(self, config, changed_at, moment):
        """Whether at a moment the till held what had come into force at `changed_at`; None where that isn't known."""
        row = self._latest(config, "records", moment)
        if not row:
            return None
        seen = min(row.missing_since or moment, moment)
        return changed_at + ON_ITS_WAY <= seen

    @api.autovacuum
    def _gc_held(self):
        """Old rows go, but not the last of a till: it tells what still holds."""
        self.env.cr.execute(
            """DELETE FROM retail_till_held old WHERE old.at < now() at time zone 'utc' - make_interval(days => %s)
                  AND EXISTS (SELECT 1 FROM retail_till_held newer WHERE newer.config_id = old.config_id
                                 AND newer.kind = old.kind AND (newer.at, newer.id) > (old.at, old.id))""",
            (KEEP_DAYS,),
        )
