"""What a box is told and what it tells: its configuration, and the sync that carries both ways."""

import hashlib
import hmac
import json
import time

from odoo import api, fields, models

from ..tools import box_address, signed_request

# A box calls every few seconds; that it did is written no more often than this.
SEEN_EVERY_S = 30
MOST_REPORTS = 200


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
        self._retail_take_report(report)
        config = self._retail_config()
        applied = report.get("config_revision")
        current = applied == config["revision"]
        self._retail_write_changed(
            {
                "applied_revision": str(applied)[:64] if applied else False,
                "is_current": current,
            }
        )
        return {
            "state": "paired",
            "time": fields.Datetime.now().isoformat(timespec="milliseconds") + "Z",
            "config": None if current else config,
            "token_keys": config["token_keys"],
            "commands": self.env["retail.box.command"]._retail_deliver(self),
        }

    def _retail_take_report(self, report):
        jobs = _object(report.get("jobs"))
        waiting = jobs.get("waiting")
        address = box_address.clean_url(report.get("address"))
        self._retail_write_changed(
            {
                "version": str(report.get("version") or "")[:40] or False,
                "config_error": str(report.get("config_error") or "")[:300] or False,
                "reported_address": address or self.reported_address,
                "jobs_waiting": min(waiting, 1_000_000) if isinstance(waiting, int) else 0,
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
