"""A till's place in the tree. All fields of pos.config reach the browser: no secrets here."""

import uuid

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

# What only the back office's dashboard and the customer's display show of a till: a dozen questions to the database, one of
# them over all sessions and orders that the till ever had. No till shows them.
NOT_FOR_TILLS = {
    "company_has_template",
    "current_session_state",
    "current_user_id",
    "customer_display_bg_img",
    "has_active_session",
    "is_installed_account_accountant",
    "last_session_closing_cash",
    "last_session_closing_date",
    "number_of_rescue_session",
    "pos_session_duration",
    "pos_session_state",
    "pos_session_username",
    "session_ids",
    "statistics_for_current_session",
}


class PosConfig(models.Model):
    _inherit = "pos.config"

    retail_store_id = fields.Many2one(
        "retail.store",
        string="Store",
        index=True,
        ondelete="restrict",
        check_company=True,
        help="The node of the chain's tree that this till hangs on.",
    )
    retail_uuid = fields.Char(string="Till UUID", default=lambda self: str(uuid.uuid4()), copy=False, readonly=True, index=True)

    _retail_uuid_unique = models.UniqueIndex("(retail_uuid)")

    @api.constrains("active", "retail_store_id")
    def _check_retail_store(self):
        for config in self.filtered("active"):
            if not config.sudo().retail_store_id.active and config.sudo().retail_store_id:
                raise ValidationError(
                    self.env._(
                        "%(store)s is archived: %(till)s can't sell there.", store=config.sudo().retail_store_id.name, till=config.name
                    )
                )

    def init(self):
        # One default value for all existing rows would break the unique index and the till's identity.
        self.env.cr.execute("""
            UPDATE pos_config c SET retail_uuid = gen_random_uuid()::text
             WHERE retail_uuid IS NULL
                OR EXISTS (SELECT 1 FROM pos_config o WHERE o.retail_uuid = c.retail_uuid AND o.id < c.id)
        """)

    @api.model_create_multi
    def create(self, vals_list):
        configs = super().create([{**self._retail_first_pricelists(vals), **vals} for vals in vals_list])
        self.env["retail.till.state"]._ensure_for(configs)
        return configs

    def write(self, vals):
        if {"retail_store_id", "retail_uuid"} & vals.keys() and not (
            self.env.su or self.env.user.has_group("retail_pos_central.group_retail_chain_manager")
        ):
            # Plain Odoo lets a cashier write on the till's configuration; the tree is the chain's.
            raise AccessError(self.env._("Only a chain manager may move a till to another store."))
        moved = self.browse()
        if "retail_store_id" in vals:
            moved = self.filtered(lambda config: config.retail_store_id.id != vals["retail_store_id"])
        stamps = {config: config._retail_config_stamp() for config in self}
        result = super().write(vals)
        changed = self.filtered(lambda config: config._retail_config_stamp() != stamps[config]) - moved
        if changed:
            self.env["retail.doorbell"]._ring_tills(changed)
        if moved:
            moved.sudo()._retail_use_pricelists()
            self.env["retail.manifest"]._touch(moved)
        for config in moved:
            self.env["retail.audit"]._log(
                "moved",
                self.env._("Till moved to %(store)s", store=config.retail_store_id.complete_name or self.env._("no store")),
                record=config,
                store=config.retail_store_id,
            )
        return result

    def _retail_config_stamp(self):
        """Differs when what a page was loaded with is no longer how the till is set up."""
        return fields.Datetime.to_string(self.sudo().last_data_change) or ""

    def _retail_nodes(self):
        """Node keys from this till up to the root: ["c5", "s9", "s4", "s1"]."""
        self.ensure_one()
        store = self.sudo().retail_store_id
        return [f"c{self.id}"] + [f"s{node.id}" for node in (store._retail_path() if store else store)]

    @api.model
    def _retail_first_pricelists(self, vals):
        """What a new till uses, unless it is told: the pricelists on its way up the tree."""
        store = self.env["retail.store"].sudo().browse(vals.get("retail_store_id"))
        pricelists = store._retail_path().pricelist_id if store else store.pricelist_id
        if not pricelists or {"pricelist_id", "use_pricelist", "available_pricelist_ids"} & vals.keys():
            return {}
        return {"use_pricelist": True, "available_pricelist_ids": [fields.Command.set(pricelists.ids)], "pricelist_id": pricelists[0].id}

    def _retail_use_pricelists(self, former=()):
        """Let tills use the nearest pricelist on their way up the tree, which may be based on those above, and no longer
        other nodes' ones, nor `former` ones. A pricelist that is no node's was chosen by hand for a till, and stays."""
        of_nodes = self.env["retail.store"].sudo().with_context(active_test=False).search([("pricelist_id", "!=", False)]).pricelist_id
        of_nodes = of_nodes.union(*former)
        for config in self:
            path = config.sudo().retail_store_id._retail_path() if config.retail_store_id else self.env["retail.store"]
            wanted = path.pricelist_id
            available = (config.available_pricelist_ids - of_nodes) | wanted
            chosen = config.use_pricelist and config.pricelist_id - of_nodes
            values = {
                "use_pricelist": bool(chosen or wanted or (config.use_pricelist and available)),
                "available_pricelist_ids": [fields.Command.set(available.ids)],
                "pricelist_id": (chosen or wanted[:1]).id,
            }
            as_it_is = (config.use_pricelist, config.available_pricelist_ids, config.pricelist_id.id)
            if as_it_is != (values["use_pricelist"], available, values["pricelist_id"]):
                config.write(values)

    def _compute_current_session(self):  # pylint: disable=missing-return
        """As Odoo has it, without reading all sessions that a till ever had: one a day makes hundreds."""
        in_tree = self.filtered("retail_store_id")
        super(PosConfig, self - in_tree)._compute_current_session()
        unclosed = in_tree._retail_unclosed()
        for config in in_tree:
            sessions = unclosed.get(config._origin.id, [])
            number, state, _rescue = next((session for session in sessions if not session[2]), (False, False, False))
            config.has_active_session = bool(sessions)
            config.current_session_id = number
            config.current_session_state = state
            config.number_of_rescue_session = sum(rescue for _number, _state, rescue in sessions)

    def _retail_unclosed(self):
        """{id: [(session, state, whether it is a rescue)], newest first}"""
        context = self.env.context
        start = context.get("retail_start") or context.get("retail_till_page")
        if start and set(self.ids) == start.unclosed.keys():
            # Asked for with the rest, and right until a session is opened.
            noted, start.unclosed = start.unclosed, {}
            return noted
        sessions = self.env["pos.session"].search_fetch(
            [("config_id", "in", self.ids), ("state", "!=", "closed")], ["config_id", "state", "rescue"]
        )
        found = sessions.grouped("config_id")
        return {config.id: [(one.id, one.state, one.rescue) for one in some] for config, some in found.items()}

    @api.model
    def _retail_ask_unclosed(self, till):
        return SQL(
            """ARRAY(SELECT json_build_array(id, state, coalesce(rescue, false)) FROM pos_session
                      WHERE config_id = %s AND state != 'closed' ORDER BY id DESC)""",
            till,
        )

    @api.model
    def _load_pos_data_fields(self, config):
        names = super()._load_pos_data_fields(config)
        # No names means all that the user may read.
        return names if names or not config.sudo().retail_store_id else list(self._retail_fields_for_tills())

    @tools.ormcache("self.env['retail.load']._reader()")
    def _retail_fields_for_tills(self):
        # Of fields made by hand tills don't load those that name other records.
        return tuple(
            name
            for name, field in self._fields.items()
            if name not in NOT_FOR_TILLS and self._has_field_access(field, "read") and not (field.manual and field.relational)
        )

    def _get_special_products(self):
        start = self.env.context.get("retail_start")
        if not start:
            return super()._get_special_products()
        if start.special_products is None:
            start.special_products = super()._get_special_products().ids
        return self.env["product.product"].browse(start.special_products)

    @api.model
    def _load_pos_data_read(self, records, config):
        self._retail_note_europe()
        rows = super()._load_pos_data_read(records, config)
        if rows:
            rows[0]["_retail"] = config._retail_load()
        return rows

    def _retail_note_europe(self):
        """Which countries are Europe, for Odoo to see whether the company's is one, is read once for all."""
        start, number = self.env.context.get("retail_start"), self.env["ir.model.data"]._xmlid_to_res_id("base.europe")
        if start and number:
            group = self.env["res.country.group"].browse(number)
            table = group._fields["country_ids"].relation
            countries = self.env["retail.load"]._shared(("europe",), [(table, None)], ["res.country"], lambda: group.country_ids.ids)
            self.env["retail.ask"]._put(group, "country_ids", tuple(countries))

    def _retail_cashier_languages(self):
        """{employee id: language} where cashiers are employees who choose themselves on the till (pos_hr)."""
        if not self.module_pos_hr or "hr.employee" not in self.env:
            return {}
        employees = self.env["hr.employee"].sudo()
        found = employees.search(employees._load_pos_data_domain({}, self))
        languages = {one.id: one.user_id.lang or one.work_contact_id.lang for one in found}
        return {one: lang for one, lang in languages.items() if lang}

    def _retail_load(self):
        """What the till's browser needs to know about its place: names for receipts, the doorbell's channel."""
        self.ensure_one()
        store = self.sudo().retail_store_id
        partner = store.partner_id or self.sudo().company_id.partner_id
        return {
            "till": self.retail_uuid,
            "doorbell_channel": self.env["retail.doorbell"]._channel(),
            # From here on the feed tells what changes: taken in the transaction that reads the data.
            "feed": self.env["retail.feed"]._position(),
            "group": self.env["retail.feed.group"]._of(self)._told(),
            "config_stamp": self._retail_config_stamp(),
            "timezone": str(store._retail_tz()),
            "nodes": self._retail_nodes(),
            "languages": self.env["res.lang"].get_installed(),
            "cashier_languages": self._retail_cashier_languages(),
            "store": {
                "id": store.id or None,
                "uuid": store.retail_uuid or None,
                "code": store.code or "",
                "name": store.name or self.name,
                # As on a letter at home: the country goes without saying.
                "address": "\n".join(filter(None, [partner.street, partner.street2, f"{partner.zip or ''} {partner.city or ''}".strip()])),
                "phone": partner.phone or "",
                "email": partner.email or "",
            },
        }
