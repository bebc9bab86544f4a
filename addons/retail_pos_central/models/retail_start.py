"""What a till loads of itself and of its place, and what of the set-up was touched since its last start: asked in one.

Odoo's code then finds in its cache what it would ask for one by one; what is not there it asks for as ever.
"""

from odoo import api, models, tools
from odoo.tools import SQL

from .retail_setup import BUSY

ADDRESS = ("city", "country_id", "email", "phone", "state_id", "street", "street2", "type", "tz", "zip")
PLACE = (
    ("config_id.company_id", ("active", "currency_id", "name", "parent_id", "parent_path", "partner_id")),
    ("config_id.company_id.partner_id", ADDRESS),
    ("config_id.retail_store_id", ("active", "code", "company_id", "name", "parent_path", "partner_id", "retail_uuid")),
    ("config_id.retail_store_id.partner_id", ADDRESS),
)
PERSON = (("", ("company_id", "partner_id", "share", "write_date")),)


class TillStart:
    """What is known during one loading of a till: the models that are untouched, rows that came with others, and what
    every customer asks for."""

    def __init__(self, since, session, answers, untouched):
        config = session.config_id
        self.since = since
        self.answers = answers
        self.mark = answers["mark"]
        self.untouched = untouched
        self.unclosed = {config.id: answers["unclosed"]}
        # Which records a till loads of these models, if it may see them.
        self.own = {"pos.session": session.ids, "pos.config": config.filtered("active").ids}
        if not answers["drafts"]:
            self.own["pos.order"] = []
        self.rows = {}
        self.fiscal_positions = {}
        self.special_products = None


class RetailStart(models.AbstractModel):
    _name = "retail.start"
    _description = "Start of a Till"

    @api.model
    def _of(self, session):
        """What is known for loading this session's till; None for one that is not in the tree, or not there."""
        if len(session.ids) != 1:
            return None
        since = self.env["retail.load"]._last_start()
        paths = (("", self._columns("pos.session")), ("config_id", self._columns("pos.config")), *PLACE)
        roots = {"session": (session, paths), "person": (self.env.user, PERSON)}
        answers = self.env["retail.ask"]._ask(roots, self._questions(since))
        if answers is None:
            return None
        # As reading it would: from here on it is known.
        session.check_access("read")
        session = session.sudo()
        if not session.config_id.retail_store_id:
            return None
        setup = self.env["retail.setup"]._kept(answers["mark"])
        self._note(session.config_id, setup)
        untouched = {model for model, written in setup["written"].items() if since and not (written and written >= since)}
        untouched |= {model for model in BUSY if since and not answers[model]}
        return TillStart(since, session, answers, frozenset(untouched))

    def _note(self, config, setup):
        """Put with the till and with what it names what reading them would ask for."""
        ask = self.env["retail.ask"]
        for name, tills in setup["linked"].items():
            if config.id not in tills:
                ask._put(config, name, ())
        for name, columns in setup["told"].items():
            linked = self.env[config._fields[name].comodel_name].browse(setup["linked"][name].get(config.id, ()))
            for column, values in columns.items():
                linked._fields[column]._insert_cache(linked, [values[number] for number in linked.ids])
        for store in config.retail_store_id._retail_path():
            ask._put(store, "tz", setup["zones"].get(store.id))

    @tools.ormcache("model", "self.env['retail.load']._reader()")
    def _columns(self, model):
        records = self.env[model]
        return tuple(name for name, field in records._fields.items() if field.prefetch is True and records._has_field_access(field, "read"))

    @api.model
    def _questions(self, since):
        """{name: SQL} of what else a till's start rests on; of its "session", its "session__config_id" and so on."""
        written = {
            model: SQL("EXISTS (SELECT FROM %s WHERE write_date >= %s)", SQL.identifier(self.env[model]._table), since) for model in BUSY
        }
        return {
            "mark": self.env["retail.setup"]._ask(),
            "unclosed": self.env["pos.config"]._retail_ask_unclosed(SQL("session.config_id")),
            "drafts": SQL("EXISTS (SELECT FROM pos_order WHERE config_id = session.config_id AND state = 'draft')"),
            **(written if since else {}),
        }
