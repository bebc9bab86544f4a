"""A till's place in the tree. All fields of pos.config reach the browser: no secrets here."""

import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError


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

    def init(self):
        # One default value for all existing rows would break the unique index and the till's identity.
        self.env.cr.execute("""
            UPDATE pos_config c SET retail_uuid = gen_random_uuid()::text
             WHERE retail_uuid IS NULL
                OR EXISTS (SELECT 1 FROM pos_config o WHERE o.retail_uuid = c.retail_uuid AND o.id < c.id)
        """)

    @api.model_create_multi
    def create(self, vals_list):
        configs = super().create(vals_list)
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

    def _retail_use_pricelists(self):
        """Let tills use the nearest pricelist on their way up the tree, which may be based on those above."""
        for config in self:
            path = config.sudo().retail_store_id._retail_path() if config.retail_store_id else self.env["retail.store"]
            pricelists = path.pricelist_id
            if pricelists:
                config.write(
                    {
                        "use_pricelist": True,
                        "available_pricelist_ids": [fields.Command.link(pricelist.id) for pricelist in pricelists],
                        "pricelist_id": pricelists[0].id,
                    }
                )

    @api.model
    def _load_pos_data_read(self, records, config):
        rows = super()._load_pos_data_read(records, config)
        if rows:
            rows[0]["_retail"] = config._retail_load()
        return rows

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
