"""A till's line to the bus, without what only the web client's mailbox listens to: discussions, and who is there."""

from odoo import models

from odoo.addons.bus.models.ir_websocket import IrWebsocket as Bus

from ..tools.bus_fan_out import FLEET_PREFIX


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _prepare_subscribe_data(self, channels, last):
        if not any(isinstance(channel, str) and channel.startswith(FLEET_PREFIX) for channel in channels):
            return super()._prepare_subscribe_data(channels, last)
        # The bus's own; whoever says to be a till without being one hears less.
        data = Bus._prepare_subscribe_data(self.with_context(retail_till_bus=True), channels, last)
        return {**data, "missed_presences": self.env["mail.presence"]}

    def _build_bus_channel_list(self, channels):
        if self.env.context.get("retail_till_bus"):
            self.env.user._retail_note_identity()
            return Bus._build_bus_channel_list(self, channels)
        return super()._build_bus_channel_list(channels)
