"""Which campaigns were, are and will be out at a place: from what was released, withdrawn and rolled back.

The manifest answers for now and later; the past needs what later releases have replaced. Waves are not told
apart: a release counts for all its tills from its own moment on.
"""

from datetime import UTC, datetime

from odoo import api, models

from odoo.addons.retail_pos_central.models.retail_manifest import to_ms
from odoo.addons.retail_pos_central.models.retail_release_line import LIVE_STATES

from ..tools import released


def moment_of(ms):
    return datetime.fromtimestamp(ms / 1000, UTC).replace(tzinfo=None) if ms is not None else None


def utc(text):
    """A moment of an offer (ISO 8601 with offset) as Odoo keeps moments."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None) if text else None


class RetailCampaignHistory(models.AbstractModel):
    _name = "retail.campaign.history"
    _description = "Campaigns of a Place through Time"

    @api.model
    def _of_store(self, store, till=None):
        """[{"offer", "res_id", "content", "nearness", "from", "to"}]; from and to are when the offer itself is open too."""
        nodes = till._retail_nodes() if till else [f"s{node.id}" for node in store.sudo()._retail_path()]
        found = []
        for line, begin, end in released.intervals(self._lines(nodes, store)):
            revision = self.env["retail.revision"].sudo().browse(line.revision)
            document = revision._document()
            begin, end = moment_of(begin), moment_of(end)
            opens, closes = utc(document.get("from")), utc(document.get("to"))
            begin = max(begin, opens) if opens else begin
            end = min(filter(None, (end, closes)), default=None)
            if end is None or begin < end:
                found.append(
                    {
                        "offer": document,
                        "res_id": int(line.content.split(",")[1]),
                        "content": line.content,
                        "nearness": nodes.index(line.node),
                        "line_id": line.ref,
                        "from": begin,
                        "to": end,
                    }
                )
        return found

    @api.model
    def _open_at(self, campaigns, moment):
        """Of these (see `_of_store`) what holds at a moment; content that hangs on two nodes counts once, the nearer."""
        nearest = {}
        for one in sorted(campaigns, key=lambda one: one["nearness"]):
            if one["from"] <= moment and (one["to"] is None or moment < one["to"]):
                nearest.setdefault(one["content"], one)
        return list(nearest.values())

    @api.model
    def _lines(self, nodes, store):
        lines = (
            self.env["retail.release.line"]
            .sudo()
            .search(
                [
                    ("node_key", "in", nodes),
                    ("res_model", "=", "retail.campaign"),
                    ("state", "in", [*LIVE_STATES, "withdrawn"]),
                    ("release_id.serial", ">", 0),
                ]
            )
        )
        withdrawn = self._withdrawn_at(lines.release_id.filtered(lambda one: one.state == "withdrawn"))
        zone = store._retail_tz()
        return [
            released.Line(
                node=line.node_key,
                content=line._content_key,
                revision=None if line.withdraw else line.revision_id.id,
                at=at,
                order=line.release_id.serial,
                withdrawn_at=withdrawn.get(line.release_id.id),
                ref=line.id,
            )
            for line in lines
            if (at := line.release_id._begins_ms(zone)) is not None
        ]

    @api.model
    def _withdrawn_at(self, releases):
        rows = self.env["retail.audit"].sudo().search([("release_id", "in", releases.ids), ("event", "=", "withdrawn")])
        return {row.release_id.id: to_ms(row.date) for row in rows}
