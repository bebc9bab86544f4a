"""Which goods a campaign, or a part of it, is about."""

from odoo import api, fields, models

MOST_SHOWN = 5


class RetailCampaignSelector(models.AbstractModel):
    _name = "retail.campaign.selector"
    _description = "Choice of Goods"

    all_goods = fields.Boolean()
    product_ids = fields.Many2many("product.product", string="Products")
    categ_ids = fields.Many2many("product.category", string="Product Categories")
    pos_categ_ids = fields.Many2many("pos.category", string="Till Categories")
    tag_ids = fields.Many2many("product.tag", string="Product Tags")
    goods_text = fields.Char(compute="_compute_goods_text", string="Goods")

    @api.depends("all_goods", "product_ids", "categ_ids", "pos_categ_ids", "tag_ids")
    def _compute_goods_text(self):
        for selector in self:
            kinds = (selector.product_ids, selector.categ_ids, selector.pos_categ_ids, selector.tag_ids)
            # Of thousands of goods only those that are shown are read.
            names = [one.display_name for kind in kinds for one in kind.browse(kind.ids[:MOST_SHOWN])][:MOST_SHOWN]
            more = sum(map(len, kinds)) - len(names)
            text = ", ".join(names) + (f" … (+{more})" if more else "")
            selector.goods_text = self.env._("All goods") if selector.all_goods else text

    def _selector(self):
        """The engine's selector; groups are named by where they come from."""
        self.ensure_one()
        groups = [
            *(f"categ:{one}" for one in self.categ_ids.ids),
            *(f"poscateg:{one}" for one in self.pos_categ_ids.ids),
            *(f"tag:{one}" for one in self.tag_ids.ids),
        ]
        selector = {}
        if self.all_goods:
            selector["all"] = True
        if self.product_ids and not self.all_goods:
            selector["products"] = sorted((str(one) for one in self.product_ids.ids), key=int)
        if groups and not self.all_goods:
            selector["groups"] = sorted(groups)
        return selector
