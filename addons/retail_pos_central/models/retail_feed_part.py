"""Large deltas of the feed in parts: worked out once, packed once, fetched by every till that sees the same.

A batch of fifty thousand prices would cost each till's pull seconds of a worker. As parts, named by their hash and
read at addresses like those of released content, it costs one till's pull that, and the others next to nothing.
"""

import base64
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import json_default

from ..tools import canonical

PART_RECORDS = 2_000
# Between two pulls of a till whose delta another one is having worked out.
WAIT_S = 3
KEEP_DAYS = 3


class RetailFeedPart(models.Model):
    _name = "retail.feed.part"
    _description = "Part of a Large Delta"
    _order = "delta, number"

    delta = fields.Char(required=True, readonly=True, index=True, help="Which changes, for which tills.")
    number = fields.Integer(required=True, readonly=True)
    sha256 = fields.Char(required=True, readonly=True, index=True)
    body = fields.Binary(required=True, readonly=True, attachment=False, help="gzip of the content")

    _part_unique = models.UniqueIndex("(delta, number)")

    @api.model
    def _of(self, config, group, key, changes):
        """[{sha256, url}] of these changes as the group's tills see them; None while another transaction makes them."""
        delta = f"{group.key}-{key}"
        found = self.sudo().search_fetch([("delta", "=", delta)], ["sha256"])
        if not found:
            self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (delta,))
            if not self.env.cr.fetchone()[0] or self._made_meanwhile(delta):
                return None
            found = self.sudo()._make(config, delta, changes)
        return [{"sha256": part.sha256, "url": self.env["retail.blob"]._url(part.sha256)} for part in found]

    def _made_meanwhile(self, delta):
        """Whether another transaction has committed these parts since this one began, which can't see them."""
        with self.pool.cursor() as now:
            now.execute("SELECT EXISTS (SELECT 1 FROM retail_feed_part WHERE delta = %s)", (delta,))
            return now.fetchone()[0]

    def _make(self, config, delta, changes):
        ids = {}
        for _feed_id, model, res_id in changes:
            ids.setdefault(model, set()).add(res_id)
        records, deleted = self.env["retail.feed"]._delta(config, ids)
        return self.create(
            [
                {
                    "delta": delta,
                    "number": number,
                    "sha256": canonical.sha256_hex(data),
                    "body": base64.b64encode(canonical.pack(data)),
                }
                for number, data in enumerate(self._documents(records, deleted))
            ]
        )

    @staticmethod
    def _documents(records, deleted):
        """The bytes of each part: {"records", "deleted"}, in the order in which models load."""
        for model, rows in records.items():
            gone = deleted.get(model, [])
            for start in range(0, max(len(rows), 1), PART_RECORDS):
                part = {"records": {model: rows[start : start + PART_RECORDS]}, "deleted": {model: gone if not start else []}}
                if part["records"][model] or part["deleted"][model]:
                    yield json.dumps(part, default=json_default, separators=(",", ":"), ensure_ascii=False).encode()

    @api.model
    def _body(self, sha):
        """gzip of the part of this hash, or None."""
        part = self.sudo().search([("sha256", "=", sha)], limit=1)
        return base64.b64decode(part.with_context(bin_size=False).body) if part else None

    @api.autovacuum
    def _gc_parts(self):
        """Tills that were away longer get a delta of their own."""
        self.search([("create_date", "<", fields.Datetime.now() - timedelta(days=KEEP_DAYS))]).unlink()
