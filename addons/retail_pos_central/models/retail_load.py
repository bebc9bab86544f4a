"""What tills load at their start and share: worked out once, and kept for as long as nothing that it rests on is another.

A thousand tills open in the same half hour, and most of what they ask for has not changed for weeks, nor is it another for
the next till. What each till has of its own comes with one question (retail.start), what is set up for all is kept by a
mark (retail.setup), and here is what users of the same rights see alike.
"""

import hashlib
import json
import pickle
from datetime import datetime, timedelta

from odoo import api, fields, models, tools
from odoo.tools import SQL
from odoo.tools.lru import LRU

# Answers kept for all tills that see the same: how many, and the sources that tell when they are no longer right.
SHARED_ROWS = 256
# Tills that load the same fields of the same models: a chain has one such set, or a few.
SHARED_PARAMS = 16

# Of the context, what says who asks and since when, and not what they see.
NOT_SEEN_BY = {"uid", "pos_last_server_date", "pos_limited_loading", "retail_start", "retail_till_page", "device_identifier"}

# The shop's set-up: few records each, seldom written; and customers, of whom an index tells. Goods are asked for one by one.
SETUP_MODELS = (
    "account.cash.rounding",
    "account.tax",
    "account.tax.group",
    "decimal.precision",
    "ir.module.module",
    "pos.bill",
    "pos.category",
    "pos.note",
    "pos.payment.method",
    "pos.preset",
    "product.attribute",
    "product.category",
    "product.pricelist",
    "product.tag",
    "res.company",
    "res.country",
    "res.country.state",
    "res.currency",
    "res.lang",
    "res.partner",
    "stock.picking.type",
    "uom.uom",
)


class RetailLoad(models.AbstractModel):
    _name = "retail.load"
    _description = "Loading of a Till"

    def _register_hook(self):
        super()._register_hook()
        self.pool.retail_shared_params = LRU(SHARED_PARAMS)
        self.pool.retail_shared_rows = LRU(SHARED_ROWS)

    @api.model
    def _last_start(self):
        """The first moment of which a till that was open before has not heard; None for one that loads everything."""
        context = self.env.context
        if not context.get("pos_limited_loading", True):
            return None
        try:
            last = datetime.fromisoformat(context.get("pos_last_server_date"))
        except (TypeError, ValueError):
            return None
        # Odoo compares whole seconds: later than this second is from the next one on.
        return last.replace(microsecond=0) + timedelta(seconds=1) if last.tzinfo is None else None

    # -- links -------------------------------------------------------------------------------

    @api.model
    def _note_missing_links(self, records, names):
        """Note with the records which of these fields name nothing, so that reading them asks no more."""
        links = [records._fields[name] for name in names if name in records._fields]
        links = [field for field in links if field.store and field.type in ("many2many", "one2many")]
        if not records or not links:
            return
        self.env.flush_all()
        [answer] = self.env.execute_query(SQL("SELECT %s", SQL(", ").join(self._has_links(field, records) for field in links)))
        for field, has_links in zip(links, answer, strict=True):
            if not has_links:
                field._insert_cache(records, [()] * len(records))

    def _has_links(self, field, records):
        """Whether any of these records is linked to something by this field, whoever may see it."""
        if field.type == "many2many":
            table, column = field.relation, field.column1
        else:
            table, column = self.env[field.comodel_name]._table, field.inverse_name
        return SQL("EXISTS (SELECT FROM %s WHERE %s IN %s)", SQL.identifier(table), SQL.identifier(column), tuple(records.ids))

    # -- barcodes ----------------------------------------------------------------------------

    @api.model
    def _barcode_rules(self, config):
        """{id: nomenclature with its rules} of the one or two that the till reads by, as its barcode reader would ask for them."""
        wanted = (config.sudo().company_id.nomenclature_id | config.sudo().fallback_nomenclature_id).with_env(self.env)
        return self._shared(
            ("barcodes", *wanted.ids),
            [("barcode_nomenclature", None), ("barcode_rule", None), ("uom_uom", None)],
            ["barcode.nomenclature", "barcode.rule"],
            lambda: {one.id: {**self._read_plainly(one)[0], "rules": self._read_plainly(one.rule_ids)} for one in wanted},
        )

    def _read_plainly(self, records):
        return records.read([name for name, field in records._fields.items() if field.store and name not in models.MAGIC_COLUMNS])

    # -- fields and relations ----------------------------------------------------------------

    @api.model
    def _params(self, config, work_out):
        """(fields and relations of what a till loads, as JSON; the hash of that), the same for all that load the same fields.

        `work_out` gives them when no till has asked yet. They take 72 kB, and a till keeps them: by the hash, which its
        page tells, it knows that they are still right and does not ask.
        """
        key = self._loaded_fields(config)
        found = self.pool.retail_shared_params.get(key)
        if found is None:
            # In an order that is the same in each process, as Odoo takes names from sets.
            params = {
                model: {"fields": sorted(entry["fields"]), "relations": dict(sorted(entry["relations"].items()))}
                for model, entry in work_out().items()
            }
            text = json.dumps(params, separators=(",", ":"), ensure_ascii=False)
            found = self.pool.retail_shared_params[key] = (text, hashlib.sha256(text.encode()).hexdigest())
        return found

    def _loaded_fields(self, config):
        """((model, names), …): of models whose loading is known, once for all who see the same."""
        models_of = ["pos.session", *self.env["pos.session"]._load_pos_data_models(config)]
        known, other = [], []
        for model in models_of:
            (known if self.env[model]._retail_fields_are_known() else other).append(model)
        # Of the taxes that a user may see hang which fields of goods and units they are worked out from.
        stamp = self._stamp([("account_tax", None), ("res_company", None)])
        onlooker = (stamp, config.company_id.id, self._onlooker(["account.tax"]))
        return (self._known_fields(tuple(known), onlooker, config), self._fields_of(other, config))

    @tools.ormcache("known", "onlooker")
    def _known_fields(self, known, onlooker, config):
        return self._fields_of(known, config)

    def _fields_of(self, models_of, config):
        return tuple((model, tuple(sorted(self.env[model]._load_pos_data_fields(config)))) for model in models_of)

    # -- rows that tills share -----------------------------------------------------------------

    @api.model
    def _shared(self, key, sources, seen_models, work_out):
        """What `work_out` gives, kept for all who see the same for as long as no row of its sources is another.

        `sources` are [(table, which of its rows as SQL, or None for all)]. Who sees the same: users of the same groups,
        with the same rules on `seen_models`, the same companies, language and context. None is not kept.
        """
        kept = getattr(self.pool, "retail_shared_rows", {})
        key = (key, self._stamp(sources), self._onlooker(seen_models))
        found = kept.get(key)
        if found is not None:
            return pickle.loads(found)
        rows = work_out()
        if rows is not None:
            # Whoever gets them may change them: each gets rows of their own.
            kept[key] = pickle.dumps(rows)
        return rows

    def _stamp(self, sources):
        """Another one as soon as any row of the sources was written, added or removed, by whatever transaction, also in plain SQL.

        PostgreSQL never writes over a row: a change is a new version elsewhere, by another transaction. Dates of writing
        would not do: of two transactions the one that began first may commit last. Of the set-up there is one mark for all.
        """
        setup = {table for table, _which in sources} & self.env["retail.setup"]._watched()
        rest = [(table, which) for table, which in sources if table not in setup]
        context = self.env.context
        known = context.get("retail_start") or context.get("retail_till_page")
        parts = [self._stamp_of(table, which) for table, which in rest]
        if setup and not known:
            parts.append(self.env["retail.setup"]._ask())
        self.env.flush_all()
        answers = self.env.execute_query(SQL("SELECT %s", SQL(", ").join(parts)))[0] if parts else ()
        return (*answers, known.mark) if setup and known else answers

    def _stamp_of(self, table, which):
        return SQL(
            "(SELECT count(*) || ':' || coalesce(bit_xor(hashtidextended(ctid, xmin::text::bigint)), 0) FROM %s WHERE %s)",
            SQL.identifier(table),
            which or SQL("true"),
        )

    def _reader(self):
        """All of a user on which the fields that they may read can depend; some groups count in the developer mode only."""
        user = self.env.user
        return (self.env.su, user.has_group("base.group_no_one"), *sorted(user._get_group_ids()))

    def _onlooker(self, seen_models):
        """All of a user on which the rows that they see can depend."""
        env = self.env
        context = {name: value for name, value in env.context.items() if name not in NOT_SEEN_BY}
        rules = [repr(env["ir.rule"]._compute_domain(model, "read")) for model in seen_models]
        return (*self._reader(), *rules, env.company.id, repr(sorted(context.items())), fields.Date.today())
