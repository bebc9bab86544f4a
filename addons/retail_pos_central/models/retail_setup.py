"""What tills share of the shop's set-up, kept by each process for as long as none of its tables was written to.

Taxes, categories, payment methods, stores and the like are seldom written, and a thousand tills ask for them in the same
half hour. Triggers note each statement that writes to one of their tables, whoever runs it; all notes that a transaction
sees make its mark. While that is the same, nothing of the set-up is another for it, whenever others began and ended.
"""

from odoo import api, models
from odoo.tools import SQL
from odoo.tools.lru import LRU

from .retail_load import SETUP_MODELS

KEEP_HOURS = 24
# Marks whose set-up is kept: requests that began before a change may end after it.
KEPT_MARKS = 8
# What is written with each sale, or by the thousand, is asked for itself.
BUSY = {"res.partner"}
MORE_TABLES = ("barcode_nomenclature", "barcode_rule", "ir_default", "res_country_res_country_group_rel", "retail_store")
TOLD_OF_LINKS = {"available_pricelist_ids": ("active",), "payment_method_ids": ("active", "is_cash_count")}
FUNCTION = "retail_setup_changed"


class RetailSetup(models.AbstractModel):
    _name = "retail.setup"
    _description = "Set-Up That Tills Share"

    # -- table and triggers ------------------------------------------------------

    def init(self):
        self.env.cr.execute("""
            CREATE TABLE IF NOT EXISTS retail_setup_change (
                id bigserial PRIMARY KEY,
                xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
                at timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE OR REPLACE FUNCTION retail_setup_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO retail_setup_change DEFAULT VALUES;
                RETURN NULL;
            END $$;
        """)

    def _register_hook(self):
        super()._register_hook()
        self.pool.retail_setup_kept = LRU(KEPT_MARKS)
        self.pool.retail_setup_tables = self._ensure_triggers()

    @api.model
    def _watched(self):
        """The tables whose writes are noted: none while addons are being installed."""
        return getattr(self.pool, "retail_setup_tables", frozenset())

    @api.model
    def _tables(self):
        """Where the set-up stands: what a mark is about."""
        links = [field.relation for field in self._links()]
        return {*(self.env[model]._table for model in self._models()), *MORE_TABLES, *links}

    @api.model
    def _models(self):
        return [model for model in SETUP_MODELS if model in self.env and model not in BUSY]

    @api.model
    def _links(self):
        """The fields by which tills name many others."""
        return [field for field in self.env["pos.config"]._fields.values() if field.type == "many2many" and field.store]

    @api.model
    def _ensure_triggers(self):
        """The tables that have their trigger from here on."""
        wanted = self._tables()
        missing = wanted - self._present()
        if missing:
            # Several workers start at once: one makes them, the others find them there.
            self.env.cr.execute("SELECT pg_advisory_xact_lock(hashtext('retail_setup_triggers'))")
            self.init()
            existing = self.env.execute_query(
                SQL(
                    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname = ANY(%s)",
                    list(wanted - self._present()),
                )
            )
            for (table,) in existing:
                # Another worker may have made it since this transaction began to look.
                self._drop_trigger(table)
                self.env.cr.execute(
                    SQL(
                        "CREATE TRIGGER %s AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s()",
                        SQL.identifier(FUNCTION),
                        SQL.identifier(table),
                        SQL.identifier(FUNCTION),
                    )
                )
        return frozenset(wanted & self._present())

    def _present(self):
        found = self.env.execute_query(
            SQL("SELECT relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid WHERE tgname = %s", FUNCTION)
        )
        return {table for (table,) in found}

    @api.model
    def _drop_triggers(self):
        for table in self._present():
            self._drop_trigger(table)

    def _drop_trigger(self, table):
        self.env.cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", SQL.identifier(FUNCTION), SQL.identifier(table)))

    @api.model
    def _forget(self):
        """At uninstallation."""
        self._drop_triggers()
        self.env.cr.execute("DROP FUNCTION IF EXISTS retail_setup_changed(); DROP TABLE IF EXISTS retail_setup_change")

    # -- mark and what is kept by it -----------------------------------------------

    @api.model
    def _ask(self):
        """SQL of the mark of all that this transaction sees; the transactions' numbers tell should the database be put back."""
        return SQL("(SELECT count(*) || ':' || coalesce(bit_xor(hashint8extended(id, xid::text::bigint)), 0) FROM retail_setup_change)")

    @api.model
    def _kept(self, mark):
        """What all tills share, read once for each mark."""
        # While addons are being installed tables may still be without their trigger.
        kept = getattr(self.pool, "retail_setup_kept", {})
        found = kept.get(mark)
        if found is None:
            found = kept[mark] = {"written": self._written(), "linked": self._linked(), "zones": self._zones(), "told": self._told()}
        return found

    def _written(self):
        """{model: when a record of it was written last}"""
        found = self._models()
        terms = SQL(", ").join(SQL("(SELECT max(write_date) FROM %s)", SQL.identifier(self.env[model]._table)) for model in found)
        return dict(zip(found, self.env.execute_query(SQL("SELECT %s", terms))[0], strict=True))

    def _linked(self):
        """{field: {till: what it names by it, whoever may see it}}"""
        return {
            field.name: dict(
                self.env.execute_query(
                    SQL(
                        "SELECT %(till)s, array_agg(%(named)s) FROM %(links)s GROUP BY %(till)s",
                        till=SQL.identifier(field.column1),
                        named=SQL.identifier(field.column2),
                        links=SQL.identifier(field.relation),
                    )
                )
            )
            for field in self._links()
        }

    def _zones(self):
        return self._column("retail_store", "tz")

    def _told(self):
        """{field: {column: {id: value}}} of what each till asks of what it names."""
        fields = self.env["pos.config"]._fields
        return {
            name: {column: self._column(self.env[fields[name].comodel_name]._table, column) for column in columns}
            for name, columns in TOLD_OF_LINKS.items()
        }

    def _column(self, table, column):
        return dict(self.env.execute_query(SQL("SELECT id, %s FROM %s", SQL.identifier(column), SQL.identifier(table))))

    # -- upkeep ---------------------------------------------------------------------------

    @api.autovacuum
    def _gc_changes(self):
        """A mark is of the notes there are: without the old ones it is another, and no worse."""
        self.env.cr.execute("DELETE FROM retail_setup_change WHERE at < now() - make_interval(hours => %s)", (KEEP_HOURS,))
