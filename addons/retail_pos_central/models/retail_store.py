"""The tree of the chain: chain → regions → stores, any depth; tills (pos.config) hang on its nodes."""

import uuid

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

TZ_FALLBACK = "Europe/Oslo"


class RetailStore(models.Model):
    _name = "retail.store"
    _description = "Chain, Region or Store"
    _parent_store = True
    _order = "complete_name, id"
    _rec_names_search = ["name", "code", "complete_name"]

    name = fields.Char(required=True)
    complete_name = fields.Char(compute="_compute_complete_name", recursive=True, store=True)
    code = fields.Char(help="Short number or code that the chain knows the node by.")
    kind = fields.Selection([("chain", "Chain"), ("region", "Region"), ("store", "Store")], required=True, default="store")
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one("retail.store", string="Part of", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("retail.store", "parent_id", string="Parts")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one("res.partner", string="Address", help="Printed on receipts as the store's address.")
    tz = fields.Selection(_tz_get, string="Time Zone", help="The store's clock. Empty: that of the node above.")
    warehouse_id = fields.Many2one("stock.warehouse", check_company=True)
    till_ids = fields.One2many("pos.config", "retail_store_id", string="Tills")
    till_count = fields.Integer(compute="_compute_till_count")
    user_ids = fields.Many2many("res.users", "retail_store_user_rel", "store_id", "user_id", string="Store Managers")
    responsible_id = fields.Many2one("res.users", help="Is told when a till falls behind. Empty: the responsible of the node above.")
    retail_uuid = fields.Char(string="UUID", default=lambda self: str(uuid.uuid4()), copy=False, readonly=True, required=True, index=True)
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Own Pricelist",
        check_company=True,
        ondelete="restrict",
        help="Prices that differ here from the node above; price batches for this node go into it.",
    )
    assignment_ids = fields.One2many("retail.assignment", "store_id", string="Assigned Content")
    effective_html = fields.Html(compute="_compute_effective_html", sanitize=False, string="Effective Content")

    _code_unique = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL", "This code is already used by another store of the company."
    )
    _uuid_unique = models.UniqueIndex("(retail_uuid)")

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for node in self:
            above = node.parent_id.complete_name
            node.complete_name = f"{above} / {node.name}" if above else node.name

    def _compute_till_count(self):
        for node in self:
            node.till_count = len(node._retail_tills()) if node.id else 0

    def _compute_effective_html(self):
        for node in self:
            node.effective_html = self.env["retail.manifest"]._effective_html(node) if node.id else False

    @api.constrains("parent_id", "company_id", "kind")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A node can't be part of itself."))
        for node in self | self.child_ids:
            if node.parent_id and node.parent_id.company_id != node.company_id:
                raise ValidationError(
                    self.env._("%(node)s and %(above)s belong to different companies.", node=node.name, above=node.parent_id.name)
                )
            if node.parent_id.kind == "store":
                raise ValidationError(self.env._("%(above)s is a store: only tills can be part of it.", above=node.parent_id.name))
            if node.kind == "chain" and node.parent_id:
                raise ValidationError(self.env._("%(node)s is a chain: it can't be part of another node.", node=node.name))

    @api.constrains("active", "parent_id")
    def _check_closed(self):
        """What sells stays in the tree: archived nodes are seen nowhere, and neither would be what their tills run."""
        for node in self.filtered(lambda node: not node.active):
            tills = node._retail_tills().filtered("active")
            if tills:
                raise ValidationError(
                    self.env._(
                        "%(node)s has tills: %(tills)s. Archive or move them first.", node=node.name, tills=", ".join(tills.mapped("name"))
                    )
                )
        for node in (self | self.child_ids).filtered("active"):
            if node.parent_id and not node.parent_id.active:
                raise ValidationError(
                    self.env._("%(above)s is archived, and %(node)s part of it.", above=node.parent_id.name, node=node.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        stores = super().create(vals_list)
        self._forget_rules(*vals_list)
        return stores

    def _forget_rules(self, *vals_list):
        """Who manages a store is in the record rules, which are kept as they were worked out for a user."""
        if any("user_ids" in vals for vals in vals_list):
            self.env.registry.clear_cache()

    def write(self, vals):
        moved = self.filtered(lambda node: node.parent_id.id != vals["parent_id"]) if "parent_id" in vals else self.browse()
        priced = self if "pricelist_id" in vals else moved
        former, bases = priced.pricelist_id, priced._retail_bases()
        result = super().write(vals)
        self._forget_rules(vals)
        if priced:
            priced._retail_rebase(bases)
            priced._retail_tills()._retail_use_pricelists(former)
        if moved or "tz" in vals:
            nodes = moved or self
            self.env["retail.manifest"]._touch(nodes._retail_tills())
        for node in moved:
            self.env["retail.audit"]._log(
                "moved",
                self.env._("Moved to %(above)s", above=node.parent_id.complete_name or self.env._("the top")),
                record=node,
                store=node,
            )
        return result

    def _retail_tills(self):
        """All tills at or below these nodes."""
        return self.env["pos.config"].sudo().with_context(active_test=False).search([("retail_store_id", "child_of", self.ids)])

    def _retail_path(self):
        """The node and those above it, nearest first."""
        self.ensure_one()
        ids = [int(part) for part in (self.parent_path or f"{self.id}/").split("/") if part]
        return self.browse(reversed(ids))

    def _retail_tz(self):
        """The time zone that holds here, as a pytz zone."""
        name = next((node.tz for node in self.sudo()._retail_path() if node.tz), None) if self else None
        return (
            pytz.timezone(name or (self or self.env).sudo().company_id.partner_id.tz or TZ_FALLBACK) if self else pytz.timezone(TZ_FALLBACK)
        )

    def _retail_responsible(self):
        path = self.sudo()._retail_path() if self else self
        return next((node.responsible_id for node in path if node.responsible_id), self.env["res.users"])

    # -- prices ------------------------------------------------------------------------

    def _retail_pricelist(self):
        """The pricelist that holds here: the nearest node's own, by the clock here."""
        path = self.sudo()._retail_path() if self else self
        found = next((node.pricelist_id for node in path if node.pricelist_id), self.env["product.pricelist"])
        return found._retail_for(self)

    def action_own_pricelist(self):
        """Give the node prices of its own, which begin as those above, and its tills the use of them."""
        for node in self.filtered(lambda node: not node.pricelist_id):
            above = node._retail_pricelist()
            node.pricelist_id = self.env["product.pricelist"].create(
                {
                    "name": node.complete_name,
                    "company_id": node.company_id.id,
                    "currency_id": node.company_id.currency_id.id,
                    "item_ids": [fields.Command.create(self._as_above(above))] if above else [],
                }
            )

    @staticmethod
    def _as_above(above):
        """The price rule of a node's own pricelist for what doesn't differ there."""
        return {"applied_on": "3_global", "compute_price": "formula", "base": "pricelist", "base_pricelist_id": above.id}

    def _retail_bases(self):
        """{node with own prices, here or below: the pricelist above it}"""
        nodes = self.sudo().with_context(active_test=False).search([("id", "child_of", self.ids), ("pricelist_id", "!=", False)])
        return {node: node.parent_id._retail_pricelist() for node in nodes}

    def _retail_rebase(self, bases):
        """Own prices of nodes follow the pricelist that is above them now, where they followed the one that was."""
        for node, former in bases.items():
            above, items = node.parent_id._retail_pricelist(), node.pricelist_id.item_ids
            if above in former | node.pricelist_id:
                continue
            general = items.filtered(lambda item: item.applied_on == "3_global")
            followed = general.filtered(lambda item, former=former: item.base == "pricelist" and item.base_pricelist_id == former)
            if followed and above:
                followed.base_pricelist_id = above
            elif followed:
                followed.unlink()
            elif not former and not general:
                node.pricelist_id.item_ids = [fields.Command.create(self._as_above(above))]

    def action_tills(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("retail_pos_central.retail_till_state_action")
        action["domain"] = [("store_id", "child_of", self.id)]
        action["context"] = {}
        return action
