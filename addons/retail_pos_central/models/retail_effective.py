"""What a node or a till gets, from where, and what a pending release would bring: as a table to read."""

from markupsafe import Markup

from odoo import api, fields, models


class RetailEffective(models.AbstractModel):
    _name = "retail.effective"
    _description = "Effective Content"

    @api.model
    def _rows(self, record):
        """[{"kind", "content", "revision", "from", "since", "url", "pending"}] for a node or till."""
        manifest = self.env["retail.manifest"]
        rows = [self._row(line, record) for lines in manifest._effective(record).values() for line in lines]
        pending = self.env["retail.release"].search([("state", "in", ("draft", "checked", "scheduled"))])
        now = {(row["model"], row["res_id"], row["sha256"]) for row in rows}
        for release in pending:
            at = release.effective_at or fields.Datetime.now()
            for lines in manifest._effective(record, at=max(at, fields.Datetime.now()), pending=release).values():
                for line in lines:
                    row = self._row(line, record)
                    if line.release_id == release.sudo() and (row["model"], row["res_id"], row["sha256"]) not in now:
                        rows.append({**row, "pending": release})
        return sorted(rows, key=lambda row: (row["kind"], bool(row["pending"]), row["content"]))

    def _row(self, line, record):
        kinds = dict(self.env["retail.content.mixin"]._retail_selection())
        own = record.sudo()
        from_here = line.config_id == own if record._name == "pos.config" else line.store_id == own
        return {
            "kind": kinds.get(line.res_model, line.kind),
            "content": line.content_name,
            "model": line.res_model,
            "res_id": line.res_id,
            "sha256": line.revision_id.sha256,
            "revision": line.revision_id.number,
            "from": self.env._("here") if from_here else line.node_name,
            "pending": None,
            "release": line.release_id,
            "url": f"/odoo/{line.res_model}/{line.res_id}",
        }

    @api.model
    def _html(self, record):
        rows = self._rows(record)
        if not rows:
            return Markup("<p class='text-muted'>%s</p>") % self.env._("Nothing has been released for this node yet.")
        head = [self.env._("Kind"), self.env._("Content"), self.env._("Revision"), self.env._("From"), self.env._("Release")]
        table = Markup("<table class='table table-sm o_retail_effective'><thead><tr>%s</tr></thead><tbody>%s</tbody></table>")
        return table % (
            Markup("").join(Markup("<th>%s</th>") % text for text in head),
            Markup("").join(self._row_html(row) for row in rows),
        )

    def _row_html(self, row):
        pending = row["pending"]
        when = ""
        if pending:
            moment = pending.effective_at
            when = (
                self.env._("pending, %s", fields.Datetime.context_timestamp(self, moment).strftime("%Y-%m-%d %H:%M"))
                if moment
                else self.env._("pending, at once")
            )
        return Markup("<tr class='%s'><td>%s</td><td><a href='%s'>%s</a></td><td>%s</td><td>%s</td><td>%s %s</td></tr>") % (
            "text-warning" if pending else "",
            row["kind"],
            row["url"],
            row["content"],
            row["revision"] or "",
            row["from"],
            row["release"].name,
            when,
        )
