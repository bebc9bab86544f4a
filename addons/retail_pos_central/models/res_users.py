"""Which stores a store manager may see and edit, at which tills one counts as a manager, and what of a user no till's page needs."""

from odoo import api, fields, models, tools


class ResUsers(models.Model):
    _inherit = "res.users"

    retail_store_ids = fields.Many2many(
        "retail.store",
        "retail_store_user_rel",
        "user_id",
        "store_id",
        string="Own Stores",
        help="A store manager sees and edits only what hangs on these nodes and below. A cashier who has any works on their tills alone.",
    )

    @api.model
    def _get_invalidation_fields(self):
        # The record rules are kept as they were worked out for a user.
        return super()._get_invalidation_fields() | {"retail_store_ids", "partner_id"}

    @tools.ormcache("self.id")
    def _retail_partner_id(self):
        return self.sudo().partner_id.id

    def _retail_note_identity(self):
        """Note the user's groups and partner as they are kept for all: what Odoo then asks of them asks the database nothing."""
        self.ensure_one()
        self._fields["all_group_ids"]._insert_cache(self, [self._get_group_ids()])
        self._fields["partner_id"]._insert_cache(self, [self._retail_partner_id()])

    def _retail_is_till_manager(self, config):
        """May this user do what is a manager's at that till? Odoo's POS managers may everywhere, a store's manager in that store."""
        self.ensure_one()
        if self.has_group("point_of_sale.group_pos_manager"):
            return True
        if not self.has_group("retail_pos_central.group_retail_store_manager"):
            return False
        return bool(config.sudo().retail_store_id.filtered_domain([("id", "child_of", self.sudo().retail_store_ids.ids)]))

    @api.model
    def _load_pos_data_read(self, records, config):
        rows = super()._load_pos_data_read(records, config)
        for row in rows:
            if self.browse(row["id"])._retail_is_till_manager(config):
                row["role"] = "manager"
        return rows

    @api.model
    def _load_pos_data_search_read(self, data, config):
        start = self.env.context.get("retail_start")
        if start and start.since and self.env.user.write_date < start.since:
            # Of users a till loads its own only.
            return []
        return super()._load_pos_data_search_read(data, config)

    def _init_store_data(self, store):
        # The web client's mailbox: favourites, canned answers, channels. The POS has none of it, and it is a third of its page's cost.
        return None if self.env.context.get("retail_till_page") else super()._init_store_data(store)
