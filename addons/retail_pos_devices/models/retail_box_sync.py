"""What a box is told and what it tells: its configuration, and the sync that carries both ways."""

import hashlib
import hmac
import json
import time

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.retail_pos_central.tools.plain import plain

from ..tools import box_address, signed_request

# A box calls every few seconds; that it did is written no more often than this.
SEEN_EVERY_S = 30
MOST_REPORTS = 200
CONFIG_KEPT_S = 30
# Of this process: (database, box) → (stamp, configuration).
CONFIGS = {}


class RetailBox(models.Model):
    _inherit = "retail.box"

    # ------------------------------------------------------------------ configuration
    def _retail_config(self):
        """All that the box needs to serve its tills, weeks without Odoo if it must. Holds secrets: for the box alone."""
        self.ensure_one()
        box, profiles = self.sudo(), {}
        config = {
            "origins": box._retail_origins(),
            "hosts": box._retail_hosts(),
            "token_keys": self.env["retail.signing.key"]._retail_public_keys(),
            "devices": [
                device._retail_box_entry(device._retail_profile(profiles))
                for device in box.device_ids.sorted("id")
                if device._retail_is_complete()
            ],
        }
        return {**config, "revision": self._retail_revision(config)}

    def _retail_revision(self, config):
        """Names a configuration. Keyed, since a plain hash of it would let a passphrase be guessed."""
        text = json.dumps(config, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]

    def _retail_origins(self):
        """Web origins whose pages may use the box."""
        base_url = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        lines = [base_url, *box_address.lines(self.extra_origins)]
        return list(dict.fromkeys(filter(None, map(box_address.origin_of, lines))))

    def _retail_hosts(self):
        """Names under which the box may be asked."""
        urls = [self.own_address, self.reported_address]
        names = [*map(box_address.host_of, urls), *map(str.lower, box_address.lines(self.extra_hosts))]
        return list(dict.fromkeys([*filter(None, names), "127.0.0.1", "localhost"]))

    # ------------------------------------------------------------------ sync
    @api.model
    def _retail_authenticate(self, headers, method, path, body):
        """The box that signed this request, or signed_request.Refused."""
        envelope = signed_request.envelope(headers)
        box = self.sudo().with_context(active_test=False).search([("box_uuid", "=", envelope.box)], limit=1)
        if not box or not box.public_key:
            raise signed_request.Refused("unauthorized", "this box is not known here")
        now_s = time.time()
        signed_request.check(envelope, method, path, body, box.public_key, now_s)
        if not self.env["retail.box.nonce"]._retail_use(box, envelope.nonce):
            raise signed_request.Refused("unauthorized", "this request was already received")
        if box.pairing_secret:
            # It signs, so it has taken our keys; a code is for once.
            box.pairing_secret = False
        box._retail_heard(round(int(envelope.time) - now_s))
        return box

    def _retail_heard(self, clock_error_s):
        now = fields.Datetime.now()
        if not self.last_seen or (now - self.last_seen).total_seconds() >= SEEN_EVERY_S:
            self.write({"last_seen": now, "clock_error_s": clock_error_s})

    def _retail_sync(self, report):
        """Take in what the box reports and answer with what it should have."""
        self.ensure_one()
        if self.state != "paired" or not self.active:
            return {"state": "unpaired"}
        self._retail_take_news(report)
        config = self._retail_config_now()
        applied = report.get("config_revision")
        current = applied == config["revision"]
        self._retail_write_changed(
            {
                "applied_revision": plain(applied, 64) or False,
                "is_current": current,
            }
        )
        return {
            "state": "paired",
            "time": fields.Datetime.now().isoformat(timespec="milliseconds") + "Z",
            "config": None if current else config,
            "token_keys": config["token_keys"],
            "commands": self.env["retail.box.command"]._retail_deliver(self),
            "sessions": self._retail_open_sessions(),
        }

    def _retail_open_sessions(self):
        """The sessions whose tills may use this box; with its session a till's pass ends."""
        self.env.cr.execute(
            SQL(
                """
                SELECT session.id::text FROM pos_session session
                  JOIN retail_device_pos_config_rel link ON link.config_id = session.config_id
                  JOIN retail_device device ON device.id = link.device_id
                 WHERE device.box_id = %s AND session.state != 'closed' GROUP BY session.id ORDER BY session.id
                """,
                self.id,
            )
        )
        return [session for (session,) in self.env.cr.fetchall()]

    def _retail_take_news(self, report):
        """Most calls bring the same as the one before: then nothing is looked up for it."""
        same = {name: value for name, value in report.items() if name not in ("time", "config_revision", "keys")}
        digest = hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()[:32]
        if digest != self.report_digest:
            self._retail_take_report(report)
            self.report_digest = digest

    def _retail_config_now(self):
        """The configuration, worked out again only when something that it is made of has changed."""
        key, stamp = (self.env.cr.dbname, self.id), self._retail_config_stamp()
        kept = CONFIGS.get(key)
        if not kept or kept[0] != stamp:
            CONFIGS[key] = kept = (stamp, self._retail_config())
        return kept[1]

    def _retail_config_stamp(self):
        """One question to the database whose answer differs when the configuration may. Releases begin by the clock, and what is
        not looked at here changes rarely, so nothing is kept for longer than a while."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT md5(concat_ws('|',
                    (SELECT string_agg(device::text, '|' ORDER BY id) FROM retail_device device WHERE box_id = %(box)s),
                    (SELECT string_agg(till.id || till.retail_uuid, '|' ORDER BY device.id, till.id) FROM retail_device device
                       JOIN retail_device_pos_config_rel link ON link.device_id = device.id JOIN pos_config till ON till.id = link.config_id
                      WHERE device.box_id = %(box)s),
                    (SELECT string_agg(kid || coalesce(retired_at::text, '') || coalesce(withdrawn, false), '|' ORDER BY id) FROM retail_signing_key),
                    (SELECT string_agg(value, '|' ORDER BY key) FROM ir_config_parameter WHERE key IN ('web.base.url', 'database.secret')),
                    (SELECT string_agg(concat_ws('|', id, state, effective_at), '|' ORDER BY id) FROM
                      (SELECT id, state, effective_at FROM retail_release ORDER BY id DESC LIMIT 20) latest)))
                """,
                box=self.id,
            )
        )
        own = (self.own_address, self.reported_address, self.extra_origins, self.extra_hosts, int(time.time() // CONFIG_KEPT_S))
        return (*self.env.cr.fetchone(), *own)

    def _retail_take_report(self, report):
        jobs = _object(report.get("jobs"))
        waiting = jobs.get("waiting")
        address = box_address.clean_url(report.get("address"))
        self._retail_write_changed(
            {
                "version": plain(report.get("version"), 40) or False,
                "config_error": plain(report.get("config_error"), 300) or False,
                "reported_address": address or self.reported_address,
                "jobs_waiting": min(waiting, 1_000_000) if isinstance(waiting, int) else 0,
                **self._retail_update_values(_object(report.get("update"))),
            }
        )
        devices = {device.uid: device for device in self.device_ids}
        for entry in _objects(report.get("devices")):
            device = devices.get(entry.get("id"))
            if device:
                device._retail_report(entry)
        self.env["retail.box.payment"]._retail_report(self, _objects(report.get("payments")))
        acks = report.get("acks")
        self.env["retail.box.command"]._retail_acknowledge(self, acks if isinstance(acks, list) else [], _object(report.get("results")))

    def _retail_write_changed(self, values):
        changed = {name: value for name, value in values.items() if (self[name] or False) != (value or False)}
        if changed:
            self.write(changed)


def _object(value):
    return value if isinstance(value, dict) else {}


def _objects(value):
    return [entry for entry in value[:MOST_REPORTS] if isinstance(entry, dict)] if isinstance(value, list) else []
