"""What a person asks of a box from afar; the box fetches it with its next sync and says when it is done."""

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.retail_pos_central.tools.plain import plain

LIFE_MIN = 15


class RetailBoxCommand(models.Model):
    _name = "retail.box.command"
    _description = "Command to a Box"
    _order = "id desc"

    box_id = fields.Many2one("retail.box", required=True, readonly=True, ondelete="cascade", index=True)
    device_id = fields.Many2one("retail.device", readonly=True, ondelete="cascade")
    type = fields.Selection(
        [("test_print", "Test print"), ("send_log", "Send the log"), ("restart_device", "Restart the device"), ("update", "Update")],
        required=True,
        readonly=True,
    )
    program_id = fields.Many2one("retail.box.program", "Version", readonly=True, ondelete="cascade")
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("done", "Done"), ("failed", "Failed"), ("expired", "Expired")],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    result = fields.Text(readonly=True)
    done_at = fields.Datetime(readonly=True)

    @api.depends("type")
    @api.depends_context("lang")
    def _compute_display_name(self):
        types = dict(self._fields["type"]._description_selection(self.env))
        for command in self:
            command.display_name = types.get(command.type)

    def _retail_payload(self):
        return [
            {
                "id": str(command.id),
                "type": command.type,
                "device": command.device_id.uid or None,
                **({"order": command.program_id._retail_order(command.box_id)} if command.program_id else {}),
            }
            for command in self
        ]

    @api.model
    def _retail_deliver(self, box):
        """Commands for the answer to a sync. They are repeated until acknowledged: the answer may get lost."""
        open_ones = self.search([("box_id", "=", box.id), ("state", "in", ("waiting", "sent"))], order="id")
        since = fields.Datetime.now() - timedelta(minutes=LIFE_MIN)
        late = open_ones.filtered(lambda command: command.create_date < since)
        late.write({"state": "expired"})
        fresh = open_ones - late
        fresh.filtered(lambda command: command.state == "waiting").write({"state": "sent"})
        return fresh._retail_payload()

    @api.model
    def _retail_acknowledge(self, box, acks, results):
        """`acks`: ids that the box has carried out; `results`: id → {"ok", "text"} where there is more to say."""
        ids = [int(ack) for ack in acks if str(ack).isdigit()]
        for command in self.search([("box_id", "=", box.id), ("id", "in", ids), ("state", "!=", "done")]):
            result = results.get(str(command.id)) or {}
            command.write(
                {
                    "state": "done" if result.get("ok", True) else "failed",
                    "result": plain(result.get("text"), 100_000) or False,
                    "done_at": fields.Datetime.now(),
                }
            )

    @api.autovacuum
    def _gc_old(self):
        month_ago = fields.Datetime.now() - timedelta(days=30)
        self.search([("create_date", "<", month_ago)]).unlink()
