"""The fleet's doorbell: at most one small bus message a transaction, the same for all tills.

It says only that there is something to fetch, and which groups of tills (`retail.feed.group`) have got it with
this very ring; the truth is the manifest and the feed's cursor.
"""

import secrets

import odoo.service.server
from odoo import api, models, tools

from ..tools import bus_fan_out, listen_queue

# More tills than this are not worth naming: all ask.
MAX_NAMED = 50
CHANNEL_PARAMETER = "retail_pos_central.doorbell_token"


class RetailDoorbell(models.AbstractModel):
    _name = "retail.doorbell"
    _description = "Doorbell of the Fleet"

    def _register_hook(self):
        super()._register_hook()
        bus_fan_out.install()
        listen_queue.lengthen(odoo.service.server.server)

    @api.model
    def _channel(self):
        parameters = self.env["ir.config_parameter"].sudo()
        token = parameters.get_param(CHANNEL_PARAMETER)
        if not token:
            token = secrets.token_urlsafe(24)
            parameters.set_param(CHANNEL_PARAMETER, token)
        return bus_fan_out.FLEET_PREFIX + token

    @api.model
    def _ring(self, **what):
        """Ring once at commit: keys of several calls in one transaction are joined by "or"."""
        precommit = self.env.cr.precommit
        pending = precommit.data.get("retail.doorbell")
        if pending is None:
            pending = precommit.data["retail.doorbell"] = {"feed": False, "manifest": False, "urgent": False, "carried": [], "tills": []}
            precommit.add(self._send)
        for key, value in what.items():
            pending[key] = pending.get(key) or value
        return pending

    @api.model
    def _ring_tills(self, configs, urgent=False):
        """These tills have a new manifest: a few are named, so that the rest of the fleet stays quiet."""
        pending = self._ring(manifest=True, urgent=urgent)
        named = configs.mapped("retail_uuid") if len(configs) <= MAX_NAMED else None
        pending["tills"] = pending["tills"] + named if named is not None and pending["tills"] is not None else None

    @tools.ormcache("model")
    def _is_tracked(self, model):
        return model in self.env["retail.feed"]._tracked_models()

    @api.model
    def _ring_for_feed(self):
        """Ring at commit, when the triggers have found that a till is concerned."""
        precommit = self.env.cr.precommit
        if "retail.feed" not in precommit.data:
            precommit.data["retail.feed"] = True
            precommit.add(self._ring_if_fed)

    @api.model
    def _ring_if_fed(self):
        self.env.cr.precommit.data.pop("retail.feed", None)
        if self.env["retail.feed"]._own_changes(limit=1):
            self._ring(feed=True, carried=self.env["retail.feed.group"]._carry())

    @api.model
    def _send(self):
        payload = self.env.cr.precommit.data.pop("retail.doorbell", None)
        if payload and (payload["feed"] or payload["manifest"]):
            if not payload["tills"] or len(payload["tills"]) > MAX_NAMED:
                del payload["tills"]
            if not payload["carried"]:
                del payload["carried"]
            self.env["bus.bus"]._sendone(self._channel(), "RETAIL_DOORBELL", payload)
