"""What each till runs and how it is: the fleet screen. One row a till, written by its acknowledgements."""

import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import user_agent

OFFLINE_AFTER_S = 300
WATCHERS_PAUSE_S = 1.0
# So many tills have room on the fleet screen without being folded into their stores.
SMALL_FLEET = 80
# What a box or a device says when nothing is the matter.
WELL = {"online", "ready", "ok"}
# What a till says of itself besides what it runs.
TOLD_FIELDS = ("clock_error_ms", "browser", "app_version", "unsent_orders", "boxes")
ASKED_FIELDS = ("config_id", "state", "error", "last_seen", "downloaded_serial", "applied_serial", "log_asked_at", "log_at", *TOLD_FIELDS)
# Of these nothing else is worked out, and they are another each time.
MOMENTS = {"last_seen", "applied_at", "clock_error_ms"}
STATES = [
    ("never", "Never Seen"),
    ("started", "Started"),
    ("downloaded", "Downloaded"),
    ("applied", "Up to Date"),
    ("failed", "Failed"),
]


class RetailTillState(models.Model):
    _name = "retail.till.state"
    _description = "Till State"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "store_id, config_id"
    _rec_name = "config_id"

    config_id = fields.Many2one("pos.config", string="Till", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="config_id.company_id", store=True)
    store_id = fields.Many2one(related="config_id.retail_store_id", store=True, index=True, string="Store")
    state = fields.Selection(STATES, required=True, default="never", readonly=True, index=True)
    behind = fields.Boolean(compute="_compute_target", search="_search_behind")
    wanted_serial = fields.Integer(compute="_compute_target")
    wanted_at = fields.Datetime(compute="_compute_target")
    downloaded_serial = fields.Integer(readonly=True, default=0)
    applied_serial = fields.Integer(readonly=True, default=0)
    applied_at = fields.Datetime(readonly=True)
    error = fields.Char(readonly=True)
    last_seen = fields.Datetime(readonly=True, index=True)
    online = fields.Boolean(compute="_compute_online", search="_search_online")
    clock_error_ms = fields.Integer(readonly=True, string="Clock Error (ms)", aggregator=None)
    browser = fields.Char(readonly=True, string="User Agent")
    browser_name = fields.Char(compute="_compute_browser_name", string="Browser")
    app_version = fields.Char(readonly=True, string="Version")
    unsent_orders = fields.Integer(readonly=True)
    boxes = fields.Json(readonly=True)
    box_health = fields.Char(compute="_compute_box_health", string="Boxes and Devices")
    box_trouble = fields.Boolean(compute="_compute_box_trouble", store=True)
    effective_html = fields.Html(compute="_compute_effective_html", sanitize=False, string="Effective Content")

    _config_unique = models.UniqueIndex("(config_id)")

    @api.model
    def _ensure_for(self, configs):
        known = self.sudo().search([("config_id", "in", configs.ids)]).config_id
        missing = configs - known
        return self.sudo().create([{"config_id": config.id} for config in missing])

    @api.depends("applied_serial")
    def _compute_target(self):
        targets = self.env["retail.till.target"].sudo()
        targets = targets.search_fetch([("config_id", "in", self.config_id.ids)], ["config_id", "serial", "wanted_at"])
        by_config = {target.config_id: target for target in targets}
        for till in self:
            target = by_config.get(till.config_id)
            till.wanted_serial = target.serial if target else 0
            till.wanted_at = target.wanted_at if target else False
            till.behind = till.applied_serial < till.wanted_serial

    def _search_behind(self, operator, value):
        wanted = value if operator == "=" else (True in value if operator == "in" else not value)
        behind = SQL("""(SELECT state.id FROM retail_till_state state
                           JOIN retail_till_target target ON target.config_id = state.config_id
                          WHERE state.applied_serial < target.serial)""")
        return [("id", "in" if wanted else "not in", behind)]

    @api.depends("last_seen")
    def _compute_online(self):
        limit = fields.Datetime.now() - timedelta(seconds=OFFLINE_AFTER_S)
        for till in self:
            till.online = bool(till.last_seen and till.last_seen >= limit)

    def _search_online(self, operator, value):
        limit = fields.Datetime.now() - timedelta(seconds=OFFLINE_AFTER_S)
        wanted = value if operator == "=" else (True in value if operator == "in" else not value)
        if wanted:
            return [("last_seen", ">=", limit)]
        return ["|", ("last_seen", "=", False), ("last_seen", "<", limit)]

    def _box_parts(self):
        """[(name, state)] of the boxes and, where the till tells of them, their devices; whatever a browser sent."""
        boxes = [box for box in self.boxes if isinstance(box, dict)] if isinstance(self.boxes, list) else []
        devices = [one for box in boxes if isinstance(box.get("devices"), list) for one in box["devices"] if isinstance(one, dict)]
        return [(str(one.get("name") or one.get("kind") or "?"), str(one.get("state") or "?")) for one in boxes + devices]

    @api.depends("boxes")
    def _compute_box_health(self):
        for till in self:
            till.box_health = ", ".join(f"{name}: {state}" for name, state in till._box_parts())

    @api.depends("boxes")
    def _compute_box_trouble(self):
        for till in self:
            till.box_trouble = any(state not in WELL for _name, state in till._box_parts())

    @api.depends("browser")
    def _compute_browser_name(self):
        for till in self:
            till.browser_name = user_agent.short_name(till.browser)

    def _compute_effective_html(self):
        for till in self:
            till.effective_html = self.env["retail.manifest"]._effective_html(till.config_id)

    def _seen(self):
        """Note that the till spoke; at most once a minute, so that polls stay cheap."""
        now = fields.Datetime.now()
        if not self.last_seen or (now - self.last_seen).total_seconds() >= 60:
            self._note_moments({"last_seen": now})

    def _note_moments(self, values):
        """Write what changes with each word of a till, and nothing hangs on, as one plain update; whether a release waits for tills."""
        self.flush_recordset(values)
        self.env["retail.release"].flush_model(["state"])
        told = SQL(", ").join(SQL("%s = %s", SQL.identifier(name), value) for name, value in values.items())
        # Asked in the same breath: mostly none does.
        waits = SQL("EXISTS (SELECT FROM retail_release WHERE state = 'running')")
        [[is_waited_for]] = self.env.execute_query(SQL("UPDATE retail_till_state SET %s WHERE id = %s RETURNING %s", told, self.id, waits))
        self.invalidate_recordset(values, flush=False)
        return is_waited_for

    @api.model
    def _of(self, config):
        # No order (by the store's name), no more fields than answers need: a fleet asks often.
        return self.sudo().search_fetch([("config_id", "=", config.id)], ASKED_FIELDS, order="id") or self._ensure_for(config)

    @api.model
    def _acknowledge(self, config, ack):
        """Take a till's checked acknowledgement (a dict of the fields below); of the till's state, where it is known already."""
        till = (self or self._of(config)).with_context(tracking_disable=True)
        applied_before = till.applied_serial
        values = {"last_seen": fields.Datetime.now(), "state": ack["state"], "error": ack.get("error") or False}
        values |= {name: ack[name] for name in TOLD_FIELDS if ack.get(name) is not None}
        serial = ack.get("serial") or 0
        if ack["state"] in ("downloaded", "applied"):
            values["downloaded_serial"] = max(till.downloaded_serial, serial)
        if ack["state"] == "applied":
            values["applied_serial"] = max(till.applied_serial, serial)
            values["applied_at"] = values["last_seen"]
        is_waited_for = True
        if any((till[name] or False) != (value or False) for name, value in values.items() if name not in MOMENTS):
            till.write(values)
        else:
            is_waited_for = till._note_moments({name: value for name, value in values.items() if name in MOMENTS})
        if till.applied_serial > applied_before and not till.behind:
            till._activities_behind().unlink()
        if ack["state"] in ("applied", "failed") and is_waited_for:
            self.env["retail.release"]._on_acknowledge(till)
        till._tell_watchers()
        return till

    def _tell_watchers(self):
        """Let open fleet screens look again: once a second and process at most, for a thousand tills may speak at once."""
        now = time.monotonic()
        if now - getattr(self.pool, "retail_watchers_told_at", 0) >= WATCHERS_PAUSE_S:
            self.pool.retail_watchers_told_at = now
            watchers = self.env.ref("retail_pos_central.group_retail_store_manager")
            self.env["bus.bus"]._sendone(watchers, "RETAIL_TILL_STATE", {"id": self.id})

    @api.model
    def _fleet_action(self):
        """The fleet screen: by store, or each till on a line of its own where all have room."""
        action = self.env["ir.actions.act_window"]._for_xml_id("retail_pos_central.retail_till_state_action")
        if self.search_count([], limit=SMALL_FLEET + 1) <= SMALL_FLEET:
            action["context"] = {}
        return action

    def action_send_again(self):
        """Ask the tills to fetch their manifest again, now."""
        for till in self:
            self.env["retail.manifest"]._touch(till.config_id, urgent=True)
            self.env["retail.audit"]._log("send_again", self.env._("Sent again"), record=till.config_id, store=till.store_id)
        return self._told(self.env._("Fetched anew as soon as the till is online."))

    @staticmethod
    def _told(message):
        """Says what a button has set going far away, and shows the record as it is now."""
        close = {"type": "ir.actions.act_window_close"}
        params = {"type": "info", "message": message, "next": close}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    # -- tills that fall behind --------------------------------------------------------

    def _activities_behind(self):
        kind = self.env.ref("retail_pos_central.retail_activity_behind")
        return self.sudo().activity_ids.filtered(lambda activity: activity.activity_type_id == kind)

    @api.model
    def _cron_behind(self):
        """An activity for the responsible of each till that has been behind for too long."""
        for company in self.env["res.company"].search([("retail_behind_after_min", ">", 0)]):
            limit = fields.Datetime.now() - timedelta(minutes=company.retail_behind_after_min)
            behind = self.search([("company_id", "=", company.id), ("behind", "=", True), ("last_seen", "!=", False)])
            late = behind.filtered(lambda till, limit=limit: till.wanted_at < limit)
            last_release = self.env["retail.release"].search(
                [("company_id", "=", company.id), ("released_at", "!=", False)], order="serial desc", limit=1
            )
            for till in late.filtered(lambda till: not till._activities_behind()):
                # Where nobody is named, whoever released last is told.
                responsible = till.store_id._retail_responsible() or last_release.user_id
                if responsible:
                    till.activity_schedule(
                        "retail_pos_central.retail_activity_behind",
                        user_id=responsible.id,
                        note=till.error or self.env._("The till has not applied the latest release."),
                    )
