"""What each till gets and when: built from the released lines on its way up the tree.

The one row of this table is the fleet's serial number. Whatever changes what tills get takes the next
number by updating that row: two such transactions at once are thereby put in order (the later one is
repeated by Odoo), so that a till can trust that a greater number holds all that a smaller one held.
"""

import math
from datetime import UTC, datetime

from odoo import api, fields, models

from ..tools import canonical, resolve
from .retail_release_line import LIVE_STATES

# What a manifest is made of; each till's is made anew, so that nothing else is read.
LINE_FIELDS = ("release_id", "node_key", "kind", "res_model", "res_id", "withdraw", "revision_id")
RELEASE_FIELDS = ("effective_at", "released_at", "clock", "tz", "serial", "wave_ids")


def to_ms(moment):
    """A naive UTC datetime as ms since the epoch; none is "since ever"."""
    return int(moment.replace(tzinfo=UTC).timestamp() * 1000) if moment else 0


def from_ms(ms):
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class RetailManifest(models.Model):
    _name = "retail.manifest"
    _description = "Manifest of the Fleet"

    serial = fields.Integer(required=True, default=1)

    def init(self):
        self.env.cr.execute("INSERT INTO retail_manifest (serial) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM retail_manifest)")

    @api.model
    def _serial(self):
        self.env.cr.execute("SELECT serial FROM retail_manifest")
        return self.env.cr.fetchone()[0]

    @api.model
    def _next_serial(self):
        self.env.cr.execute("UPDATE retail_manifest SET serial = serial + 1 RETURNING serial")
        return self.env.cr.fetchone()[0]

    @api.model
    def _touch(self, configs, urgent=False):
        """These tills get something else from now on: they are to fetch their manifest."""
        if not configs:
            return self._serial()
        serial = self._next_serial()
        self.env["retail.till.target"]._want(configs, serial)
        self.env["retail.doorbell"]._ring_tills(configs, urgent=urgent)
        return serial

    # -- building --------------------------------------------------------------

    @api.model
    def _lines(self, nodes, store, config=None, pending=None, past=False):
        """Released lines on these nodes as pure resolver lines. `pending`: a release that isn't live yet; `past`: with
        those that later ones have replaced, to know what held earlier."""
        domain = [("node_key", "in", nodes)] + ([] if past else [("superseded", "=", False)])
        live = [("state", "in", LIVE_STATES)]
        if pending:
            live = ["|", *live, ("release_id", "=", pending.id)]
        tz = store._retail_tz()
        found = self.env["retail.release.line"].sudo().search_fetch(domain + live, LINE_FIELDS)
        found.release_id.fetch(RELEASE_FIELDS)
        found.revision_id.fetch(["sha256"])
        result = []
        for line in found:
            at = line.release_id._effective_ms(config, tz, pending=line.release_id == pending)
            if at is None:
                continue
            result.append(
                resolve.Line(
                    order=line.release_id._order_number(pending),
                    node=line.node_key,
                    kind=line.kind,
                    content=line._content_key,
                    sha=None if line.withdraw else line.revision_id.sha256,
                    at=at,
                    ref=line.id,
                )
            )
        return result

    @api.model
    def _for_till(self, config, holds=None):
        """The manifest document of a till; of one that `holds` it, by its hash, only that and the serial."""
        config.ensure_one()
        config, now = config.sudo(), to_ms(fields.Datetime.now())
        made = {}

        def mark():
            manifest, until = self._document(config, now)
            made.update(manifest)
            return manifest["sha256"], manifest["serial"], now, until

        sha, serial, *_times = self.env["retail.till.place"]._kept(config, "manifest", mark, still=lambda kept: kept[2] <= now < kept[3])
        if holds == sha:
            return {"sha256": sha, "serial": serial}
        return made or self._document(config, now)[0]

    def _document(self, config, now):
        """(a till's manifest, the moment from which it is another, with nothing released until then)"""
        nodes = config._retail_nodes()
        modes = self.env["retail.content.mixin"]._retail_resolve_modes()
        lines = self._lines(nodes, config.retail_store_id, config)
        found = resolve.switches(lines, nodes, modes, now)
        manifest = {
            "till": config.retail_uuid,
            "nodes": nodes,
            "timezone": str(config.retail_store_id._retail_tz()),
            "switches": [
                {"at": from_ms(at) if at is not None else None, "content": self._content(by_kind, modes)} for at, by_kind in found
            ],
        }
        # By it a till tells that it holds all of this; the serial is the fleet's and moves on with other tills' content.
        sha = canonical.sha256_hex(canonical.canonical_bytes(manifest))
        return {**manifest, "sha256": sha, "serial": self._serial()}, min((line.at for line in lines if line.at > now), default=math.inf)

    def _content(self, by_kind, modes):
        blob = self.env["retail.blob"]
        content = {}
        for kind, lines in by_kind.items():
            entries = [{"sha256": line.sha, "url": blob._url(line.sha), "id": line.content} for line in lines]
            content[kind] = entries if modes[kind] == "all" else (entries[0] if entries else None)
        return content

    @api.model
    def _effective(self, record, at=None, pending=None, past=False):
        """{kind: [released line record]} for a node of the tree or a till at a moment; `past` for one gone by."""
        record = record.sudo()
        is_till = record._name == "pos.config"
        store = record.retail_store_id if is_till else record
        nodes = record._retail_nodes() if is_till else [f"s{node.id}" for node in record._retail_path()]
        modes = self.env["retail.content.mixin"]._retail_resolve_modes()
        lines = self._lines(nodes, store, record if is_till else None, pending, past)
        found = resolve.resolve(lines, nodes, modes, to_ms(at or fields.Datetime.now()))
        browse = self.env["retail.release.line"].sudo().browse
        return {kind: browse([line.ref for line in lines]) for kind, lines in found.items()}

    @api.model
    def _running_lines(self, node_keys, kind):
        """The latest released lines of a kind on these nodes, above and below them, that have not been withdrawn."""
        stores = self.env["retail.store"].sudo()
        configs = self.env["pos.config"].sudo().browse([int(key[1:]) for key in set(node_keys) if key.startswith("c")])
        own = stores.browse([int(key[1:]) for key in set(node_keys) if key.startswith("s")])
        above = {f"s{node.id}" for store in own | configs.retail_store_id for node in store._retail_path()}
        domain = [
            "|",
            "|",
            ("node_key", "in", [*above, *node_keys]),
            ("node_store_id", "child_of", own.ids),
            ("config_id", "in", configs.ids),
        ]
        latest = self.env["retail.release.line"]._latest([("kind", "=", kind), *domain])
        return self.env["retail.release.line"].sudo().union(*(line for line in latest.values() if not line.withdraw))

    @api.model
    def _switched_before(self, config, at, limit):
        """Moments right before each of the latest switches of a till's content up to `at`, latest first."""
        config = config.sudo()
        lines = self._lines(config._retail_nodes(), config.retail_store_id, config, past=True)
        switches = sorted({line.at for line in lines if 0 < line.at <= to_ms(at)}, reverse=True)
        return [datetime.fromtimestamp((ms - 1) / 1000, UTC).replace(tzinfo=None) for ms in switches[:limit]]

    @api.model
    def _effective_html(self, record):
        return self.env["retail.effective"]._html(record)
