"""What a node or a till gets, from where, and what a pending release would bring: as a table to read."""

from markupsafe import Markup

from odoo import api, fields, models

from ..tools.store_clock import SPREAD


class RetailEffective(models.AbstractModel):
    _name = "retail.effective"
    _description = "Effective Content"

    @api.model
    def _rows(self, record):
        """[{"kind", "content", "revision", "from", "url", "release", "pending"}] for a node or till."""
        found = self.env["retail.manifest"]._effective(record)
        rows = [self._row(line, record) for lines in found.values() for line in lines]
        for release in self._pending_releases():
            rows += self._pending_rows(release, record, found)
        rows += self._price_rows(record)
        return sorted(rows, key=lambda row: (row["kind"], bool(row["pending"]), row["content"]))

    def _pending_releases(self):
        """Drafts that the user may see; of what is on its way all, for it comes to the own stores too."""
        releases = self.env["retail.release"]
        drafts = releases.search([("state", "in", ("draft", "checked"))])
        coming = releases.sudo().search(["|", ("state", "=", "scheduled"), ("wave_ids", "any", [("state", "=", "waiting")])])
        waiting = coming.filtered(lambda release: release.state in ("scheduled", "running", "failed"))
        return drafts.sudo() | waiting

    def _pending_rows(self, release, record, found):
        """What a release would bring to who has got this, and what it would end with nothing in its place."""
        manifest, now = self.env["retail.manifest"], fields.Datetime.now()
        then = manifest._effective(record, at=max(release.effective_at or now, now), pending=release)
        withdrawn = {(line.node_key, line._content_key) for line in release.line_ids if line.withdraw}
        rows = []
        for kind, lines in then.items():
            held = {(line._content_key, line.revision_id) for line in found.get(kind, ())}
            left = {line._content_key for line in lines}
            for line in lines:
                if line.release_id == release and (line._content_key, line.revision_id) not in held:
                    rows.append({**self._row(line, record), "pending": self._when(release.effective_at)})
            for line in found.get(kind, ()):
                if (line.node_key, line._content_key) in withdrawn and line._content_key not in left:
                    ends = self._when(release.effective_at, ends=True)
                    rows.append({**self._row(line, record), "release": release.name, "pending": ends})
        return rows

    def _when(self, moment, ends=False):
        local = moment and fields.Datetime.context_timestamp(self, moment).strftime("%Y-%m-%d %H:%M")
        if ends:
            return self.env._("ends, %s", local) if moment else self.env._("ends, at once")
        return self.env._("pending, %s", local) if moment else self.env._("pending, at once")

    def _row(self, line, record):
        kinds = dict(self.env["retail.content.mixin"]._retail_selection())
        own = record.sudo()
        from_here = line.config_id == own if record._name == "pos.config" else line.store_id == own
        return {
            "kind": kinds.get(line.res_model, line.kind),
            "content": line.content_name,
            "revision": line.revision_id.number,
            "from": self.env._("here") if from_here else line.node_name,
            "pending": None,
            "release": line.release_id.name,
            "url": f"/odoo/{line.res_model}/{line.res_id}",
        }

    def _price_rows(self, record):
        """The pricelist that holds here, and the price batches ahead."""
        own = record.sudo()
        is_till = record._name == "pos.config"
        store = own.retail_store_id if is_till else own
        path = store._retail_path() if store else store
        pricelist = (own.use_pricelist and own.pricelist_id) if is_till else store._retail_pricelist()
        if not pricelist:
            return []
        node = next((node for node in path if node.pricelist_id == pricelist), None)
        place = {node: self.env._("here") if node == own else node.complete_name for node in path}
        row = {"kind": self.env._("Prices"), "revision": False, "release": "", "pending": None}
        rows = [{**row, "content": pricelist.name, "from": place[node] if node else self.env._("here"), "url": self._url(pricelist)}]
        zone = [one for one in path if one.pricelist_id == pricelist]
        batches, now = self.env["retail.price.batch"].sudo(), fields.Datetime.now()
        ahead = [("state", "=", "released"), ("date_from", ">", now - SPREAD)]
        for batch in batches.search([*ahead, ("store_id", "in", [one.id for one in zone])]):
            begins = batch._retail_on_clock(batch.date_from, store._retail_tz())
            if begins > now:
                pending = self._when(begins)
                rows.append({**row, "content": batch.name, "from": place[batch.store_id], "pending": pending, "url": self._url(batch)})
        return rows

    @staticmethod
    def _url(record):
        return f"/odoo/{record._name}/{record.id}"

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
        return Markup("<tr class='%s'><td>%s</td><td><a href='%s'>%s</a></td><td>%s</td><td>%s</td><td>%s</td></tr>") % (
            "text-warning" if row["pending"] else "",
            row["kind"],
            row["url"],
            row["content"],
            row["revision"] or "",
            row["from"],
            f"{row['release']} ({row['pending']})" if row["pending"] and row["release"] else row["pending"] or row["release"],
        )
