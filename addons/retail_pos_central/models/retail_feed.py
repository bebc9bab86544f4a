"""The change feed: which records that tills show have changed, safe under concurrent transactions.

Triggers append a row for each changed record, with the writing transaction's id. A till's cursor is a
PostgreSQL snapshot; a pull gives the rows of all transactions that the snapshot didn't see and the
present one does. A transaction that commits late is thereby never missed, whatever its numbers.
"""

import hashlib

from odoo import api, models
from odoo.tools.lru import LRU

from ..tools import feed_cursor, feed_sql
from ..tools.feed_tracks import TRACKS
from .retail_feed_group import NEVER_CARRIED as NEVER_SHARED
from .retail_feed_part import WAIT_S

KEEP_DAYS = 45
SHARED_DELTAS = 32
# Of changes that tills share so many are kept at most: more are rare, and take memory.
MAX_SHARED_CHANGES = 20_000
# A till this far behind loads everything anew sooner than it would apply the changes.
MAX_CHANGES = 200_000
# More than this comes in parts, as files that all tills share.
LARGE_CHANGES = 1_000

# Which database this is, and which of its histories; asked for together wherever both are wanted.
EPOCH = """SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()),
                  CASE WHEN pg_is_in_recovery() THEN '' ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END
             FROM pg_control_system()"""
NEWEST = "SELECT pg_current_snapshot()::text, id, xid::text::bigint FROM retail_feed ORDER BY id DESC LIMIT 1"
EPOCH_AND_NEWEST = f"SELECT * FROM ({EPOCH}) AS epoch, ({NEWEST}) AS newest"
# Whether a cursor comes from this server's own history, and reaches back no further than the feed.
IS_OURS = """(EXISTS (SELECT 1 FROM retail_feed WHERE id = %(anchor_id)s AND xid = %(anchor_xid)s::text::xid8)
              AND pg_snapshot_xmax(%(snapshot)s::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()))"""
UNSEEN = """FROM retail_feed
           WHERE xid >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot)
             AND NOT pg_visible_in_snapshot(xid, %(snapshot)s::pg_snapshot)
             AND xid < pg_snapshot_xmax(pg_current_snapshot())"""
# Rows of the feed never change: their numbers say all, with those of their transactions should the database be put back.
MARK = f"SELECT count(*), sum(id), bit_xor(hashint8extended(id, xid::text::bigint)) {UNSEEN}"


class RetailFeed(models.AbstractModel):
    _name = "retail.feed"
    _description = "Change Feed"

    @api.model
    def _tracked(self):
        """The tracked tables and columns; an addon adds its own to what super gives."""
        return TRACKS

    # -- table and triggers ------------------------------------------------------

    def init(self):
        self.env.cr.execute("""
            CREATE TABLE IF NOT EXISTS retail_feed (
                id bigserial PRIMARY KEY,
                xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
                model varchar NOT NULL,
                res_id integer NOT NULL,
                op char(1) NOT NULL,
                at timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE INDEX IF NOT EXISTS retail_feed_xid_index ON retail_feed (xid);
            -- An anchor for the first cursor.
            INSERT INTO retail_feed (model, res_id, op) SELECT 'retail.feed', 0, 'I'
             WHERE NOT EXISTS (SELECT 1 FROM retail_feed);
        """)

    def _register_hook(self):
        super()._register_hook()
        self.pool.retail_shared_deltas = LRU(SHARED_DELTAS)
        self.pool.retail_shared_changes = LRU(SHARED_DELTAS)
        self._ensure_triggers()

    @api.model
    def _tracks_by_table(self):
        """{table: [Track]} with only the tables and columns that this database has."""
        tracks = self._tracked()
        self.env.cr.execute(
            """SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
                  AND a.attnum > 0 AND NOT a.attisdropped AND c.relname = ANY(%s)""",
            ([track.table for track in tracks],),
        )
        existing = set(self.env.cr.fetchall())
        by_table = {}
        for track in tracks:
            if (track.table, track.id_column) in existing:
                columns = tuple(column for column in track.columns if (track.table, column) in existing)
                by_table.setdefault(track.table, []).append(track._replace(columns=columns))
        return by_table

    @api.model
    def _ensure_triggers(self):
        """Make what is missing or differs; leaves alone (and locks nothing of) what is right."""
        wanted = {table: feed_sql.function_body(tracks) for table, tracks in self._tracks_by_table().items()}
        present = self._present_functions()
        if wanted == present:
            return
        # Several workers start at once: one changes triggers, the others find them right.
        self.env.cr.execute("SELECT pg_advisory_xact_lock(hashtext('retail_feed_triggers'))")
        by_table = self._tracks_by_table()
        for table in present.keys() - wanted.keys():
            self.env.cr.execute(feed_sql.drop_statement(table))
        for table, body in wanted.items():
            if present.get(table) != body:
                for statement in feed_sql.create_statements(table, by_table[table]):
                    self.env.cr.execute(statement)

    def _present_functions(self):
        self.env.cr.execute(
            """SELECT substr(p.proname, %s), p.prosrc FROM pg_proc p
                WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'retail\\_feed\\_%%'
                  AND EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgfoid = p.oid)""",
            (len(feed_sql.PREFIX) + 1,),
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _drop_triggers(self):
        for table in self._present_functions():
            self.env.cr.execute(feed_sql.drop_statement(table))

    @api.model
    def _tracked_models(self):
        return {track.model for track in self._tracked()}

    @api.model
    def _common_models(self):
        """Of them, those of which tills see the same when they share company, language, range and pricelists."""
        return {track.model for track in TRACKS}

    # -- position --------------------------------------------------------------------

    @api.model
    def _position(self):
        """{"epoch", "cursor"} of what this transaction sees."""
        self.env.cr.execute(EPOCH_AND_NEWEST)
        system, database, wal, *newest = self.env.cr.fetchone()
        return {"epoch": self._epoch_of(system, database, wal), "cursor": str(feed_cursor.Cursor(*newest))}

    @api.model
    def _own_changes(self, limit):
        """[(model, res_id)] that this transaction has written, each once."""
        self.env.cr.execute(
            "SELECT DISTINCT model, res_id FROM retail_feed WHERE xid = pg_current_xact_id_if_assigned() LIMIT %s", (limit,)
        )
        return self.env.cr.fetchall()

    @api.model
    def _own_xid(self):
        """This transaction's number, by which a till finds out whether a pull has brought the same already."""
        self.env.cr.execute("SELECT pg_current_xact_id()::text")
        return self.env.cr.fetchone()[0]

    @api.model
    def _epoch(self):
        """Changes when the database is another: restored from a dump, copied, or recovered to a point in time."""
        self.env.cr.execute(EPOCH)
        return self._epoch_of(*self.env.cr.fetchone())

    @staticmethod
    def _epoch_of(*identity):
        return hashlib.sha256("/".join(map(str, identity)).encode()).hexdigest()[:32]

    def _cursor(self):
        self.env.cr.execute(NEWEST)
        return feed_cursor.Cursor(*self.env.cr.fetchone())

    def _is_ours(self, cursor):
        self.env.cr.execute(f"SELECT {IS_OURS}", cursor._asdict())
        return self.env.cr.fetchone()[0]

    @api.model
    def _changes(self, cursor):
        """[(feed id, model, res_id)] committed since the cursor."""
        return [change[:3] for change in self._changes_with_xid(cursor)]

    def _changes_with_xid(self, cursor):
        """The same with the writing transaction's number; fetched once for all tills that lack just these."""
        mark = self.env.context.get("retail_feed_mark")
        if mark is None:
            self.env.cr.execute(MARK, cursor._asdict())
            mark = self.env.cr.fetchone()
        if not mark[0]:
            return []
        found = self.pool.retail_shared_changes.get(mark)
        if found is None:
            self.env.cr.execute(
                f"SELECT id, model, res_id, xid::text {UNSEEN} ORDER BY id LIMIT %(limit)s", {**cursor._asdict(), "limit": MAX_CHANGES + 1}
            )
            found = self.env.cr.fetchall()
            if mark[0] <= MAX_SHARED_CHANGES:
                self.pool.retail_shared_changes[mark] = found
        return found

    def _look(self, cursor):
        """(position, whether the cursor is ours, the mark of what it hasn't seen), in one question: tills ask it all day long."""
        if cursor is None:
            return self._position(), False, None
        self.env.cr.execute(
            f"SELECT * FROM ({EPOCH}) AS epoch, ({NEWEST}) AS newest, (SELECT {IS_OURS}) AS ours, ({MARK}) AS mark", cursor._asdict()
        )
        system, database, wal, snapshot, anchor_id, anchor_xid, is_ours, *mark = self.env.cr.fetchone()
        newest = feed_cursor.Cursor(snapshot, anchor_id, anchor_xid)
        return {"epoch": self._epoch_of(system, database, wal), "cursor": str(newest)}, is_ours, tuple(mark)

    # -- pulling ------------------------------------------------------------------------

    @api.model
    def _pull(self, config, epoch=None, cursor=None):
        """What a till must take in to be where the answer's cursor is."""
        groups = self.env["retail.feed.group"]
        group = groups._of(config, self.env["retail.till.place"]._kept(config, "group", lambda: groups._key(config)))
        since = feed_cursor.parse(cursor)
        position, is_ours, mark = self._look(since)
        position, nothing = {**position, "group": group._told()}, {"reset": False, "records": {}, "deleted": {}}
        if epoch != position["epoch"] or not is_ours:
            return {**position, **nothing, "reset": True}
        changes = self.with_context(retail_feed_mark=mark)._changes_with_xid(since)
        if len(changes) > MAX_CHANGES:
            return {**position, **nothing, "reset": True}
        large, inline = self._split(changes)
        parts = [self.env["retail.feed.part"]._of(config, group, key, some) for key, some in large.items()]
        if None in parts:
            return {**position, **nothing, "cursor": cursor, "wait_s": WAIT_S}
        answer = {**position, **nothing, "parts": [entry for entries in parts for entry in entries]}
        if inline:
            answer["records"], answer["deleted"] = self._shared_delta(config, inline)
        return answer

    @staticmethod
    def _split(changes):
        """({key: changes that tills share as files}, changes for the answer itself).

        A large transaction is a file of its own, so that tills share it from wherever their cursors stand. Customers
        are for logged-in tills only, never at an address that is its own right to read.
        """
        by_xid, inline = {}, []
        for change in changes:
            (inline if change[1] in NEVER_SHARED else by_xid.setdefault(change[3], [])).append(change[:3])
        large = {xid: some for xid, some in by_xid.items() if len(some) > LARGE_CHANGES}
        rest = [change for xid, some in by_xid.items() if xid not in large for change in some]
        if len(rest) > LARGE_CHANGES:
            large[hashlib.sha256(",".join(str(change[0]) for change in rest).encode()).hexdigest()] = rest
            rest = []
        return large, sorted([*inline, *rest])

    def _shared_delta(self, config, changes):
        """Records and tombstones; worked out once for all tills that see the same."""
        digest = hashlib.sha256(",".join(str(one[0]) for one in changes).encode()).hexdigest()
        groups = self.env["retail.feed.group"]
        key = (digest, self.env["retail.till.place"]._kept(config, "signature", lambda: groups._signature(config)))
        shared = self.pool.retail_shared_deltas
        delta = shared.get(key)
        if delta is None:
            ids = {}
            for _feed_id, model, res_id in changes:
                ids.setdefault(model, set()).add(res_id)
            delta = shared[key] = self._delta(config, ids)
        return delta

    def _delta(self, config, ids):
        """({model: rows}, {model: ids}) for changed ids by model, as the till of this config sees them."""
        # As superuser: the result is shared by all cashiers, and holds what the POS loads for each anyway.
        config = config.sudo().with_company(config.company_id)
        config = config.with_context(allowed_company_ids=config.company_id.ids)
        self._expand(config.env, ids)
        records, deleted = {}, {}
        for model in config.env["pos.session"]._load_pos_data_models(config):
            if model not in ids:
                continue
            found = config.env[model]._retail_feed_search(sorted(ids[model]), config)
            records[model] = config.env[model]._retail_feed_read(found, config)
            deleted[model] = sorted(ids[model] - set(found.ids))
        return records, deleted

    def _expand(self, env, ids):
        """A product's prices and barcodes stand on both of its records: they go together."""
        products = env["product.product"].with_context(active_test=False)
        templates = ids.get("product.template", set())
        variants = ids.get("product.product", set())
        if templates or variants:
            of_variants = products.browse(variants).exists().product_tmpl_id.ids
            of_templates = products.search([("product_tmpl_id", "in", list(templates))]).ids
            ids["product.template"] = templates | set(of_variants)
            ids["product.product"] = variants | set(of_templates)

    # -- upkeep ---------------------------------------------------------------------------

    @api.autovacuum
    def _gc_feed(self):
        """Drop old rows; the newest stays, as the anchor of tills to which nothing has happened since."""
        self.env.cr.execute(
            """DELETE FROM retail_feed WHERE at < now() - make_interval(days => %s)
                  AND id < (SELECT max(id) FROM retail_feed)""",
            (KEEP_DAYS,),
        )
