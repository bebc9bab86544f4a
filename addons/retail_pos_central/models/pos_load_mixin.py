"""What the change feed asks of the models that the POS loads, the doorbell when one changes, and loading what did not."""

from odoo import api, models, tools
from odoo.fields import Domain

# The methods by which addons say what of a model is loaded.
LOADERS = {
    "_load_pos_data_search_read",
    "_load_pos_data_domain",
    "_load_pos_data_read",
    "_load_pos_data_fields",
    "_server_date_to_domain",
    "_process_pos_ui_product_product",
}
# What tills get whole, with the fields that stand in the table itself.
SHARED_WHOLE = {
    "res.country": {"id", "name", "code", "vat_label"},
    "res.country.state": {"id", "name", "code", "country_id"},
}


class PosLoadMixin(models.AbstractModel):
    _inherit = "pos.load.mixin"

    @api.model
    def _load_pos_data_search_read(self, data, config):
        start = self.env.context.get("retail_start")
        if start and self._name in start.untouched:
            # What a search for records written since the till's last start would give.
            return []
        if start and self._name in start.rows:
            return start.rows[self._name]
        if start and self._name in start.own and self._retail_are_known_to_choose():
            own = start.own[self._name]
            return self._load_pos_data_read(self.browse(own), config) if own else []
        if start and self._retail_loaders_are_known() and self._retail_is_of_nothing(self._load_pos_data_domain(data, config)):
            return []
        if start and self._retail_is_shared_whole(config):
            return self.env["retail.load"]._shared(
                ("whole", self._name),
                [(self._table, None)],
                [self._name],
                lambda: super(PosLoadMixin, self)._load_pos_data_search_read(data, config),
            )
        return super()._load_pos_data_search_read(data, config)

    @staticmethod
    def _retail_is_of_nothing(domain):
        """Whether a domain asks for what belongs to one of no records, as the lines of no orders do."""
        for term in domain or ():
            if not isinstance(term, (list, tuple)):
                if term == "&":
                    continue
                return False
            if term[1] == "in" and isinstance(term[2], (list, tuple)) and not term[2]:
                return True
        return False

    @api.model
    def _retail_is_shared_whole(self, config):
        """Whether a new till gets all rows of this model, two thousand provinces for one, and they rest on its table alone."""
        is_limited = self.env.context.get("pos_limited_loading", True) and self.env.context.get("pos_last_server_date")
        known = SHARED_WHOLE.get(self._name)
        return bool(known and not is_limited and self._retail_loaders_are_known() and known.issuperset(self._load_pos_data_fields(config)))

    @api.model
    @tools.ormcache()
    def _retail_loaders_are_known(self):
        """Whether Odoo and we alone say what is loaded: an addon that nobody here knows may look at anything."""
        return self._retail_are_known(LOADERS)

    @api.model
    @tools.ormcache()
    def _retail_fields_are_known(self):
        """The same of which fields are loaded. Odoo's and ours are the same for all tills of the tree and all who see the same taxes."""
        return self._retail_are_known({"_load_pos_data_fields"})

    @api.model
    @tools.ormcache()
    def _retail_are_known_to_choose(self):
        """The same of which records are loaded."""
        return self._retail_are_known({"_load_pos_data_search_read", "_load_pos_data_domain", "_server_date_to_domain"})

    def _retail_are_known(self, methods):
        definers = {base._module for base in type(self).mro() if methods & vars(base).keys() and getattr(base, "_module", None)}
        return all(addon == "point_of_sale" or addon.startswith("retail_pos_") for addon in definers)

    # -- for the feed ----------------------------------------------------------------

    @api.model
    def _retail_feed_domain(self, config):
        """Which of the changed records this till has; others reach it as deleted."""
        return Domain.TRUE

    @api.model
    def _retail_feed_search(self, ids, config):
        return self.search(Domain("id", "in", ids) & Domain(self._retail_feed_domain(config)))

    @api.model
    def _retail_feed_read(self, records, config):
        """The rows exactly as the POS loads them."""
        plain = self.with_context(display_default_code=False, bin_size=True)
        return plain._load_pos_data_read(records.with_env(plain.env), config) if records else []

    @api.model
    def _retail_with_names(self, records, rows):
        """Rows with their names in the other languages where those differ, for receipts in the customer's: {language: name}."""
        own = self.env.lang or "en_US"
        others = [code for code, _label in self.env["res.lang"].get_installed() if code != own]
        names = {code: {record.id: record.name for record in records.with_context(lang=code)} for code in others}
        for row in rows:
            found = {code: names[code].get(row["id"]) for code in others}
            row["_retail_names"] = {code: name for code, name in found.items() if name and name != row["name"]}
        return rows

    # -- doorbell ----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._retail_changed()
        return records

    def write(self, vals):
        result = super().write(vals)
        self._retail_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self._retail_changed()
        return result

    def _retail_changed(self):
        if self.env["retail.doorbell"]._is_tracked(self._name):
            self.env["retail.doorbell"]._ring_for_feed()
