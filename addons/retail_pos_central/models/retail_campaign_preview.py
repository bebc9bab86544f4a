"""A campaign's offer with a few of its goods, as it stands in the form: for the worked examples."""

from odoo import api, fields, models


class RetailCampaign(models.Model):
    _inherit = "retail.campaign"  # pylint: disable=consider-merging-classes-inherited

    offer_preview = fields.Json(compute="_compute_offer_preview", help="The offer with sample goods, for the examples in the form.")

    @api.depends(
        "name",
        "kind",
        "percent",
        "amount",
        "price",
        "size",
        "free",
        "reward",
        "minimum",
        "payment_method_id",
        "priority",
        "combine",
        "max_per_order",
        "min_qty",
        "all_goods",
        "product_ids",
        "categ_ids",
        "pos_categ_ids",
        "tag_ids",
        "except_product_ids",
        "except_categ_ids",
        "except_tag_ids",
        "part_ids.qty",
        "part_ids.all_goods",
        "part_ids.product_ids",
        "part_ids.categ_ids",
        "part_ids.pos_categ_ids",
        "part_ids.tag_ids",
    )
    @api.depends_context("lang", "company")
    def _compute_offer_preview(self):
        goods = self.env["retail.campaign.goods"]
        for campaign in self:
            bundle = campaign.kind == "bundle"
            campaign.offer_preview = {
                # A campaign under work has no name yet; that is the check's matter, not the examples'.
                "offer": {**campaign._retail_document(), "name": campaign.name or "-"},
                "items": [] if bundle else goods._samples(campaign),
                "parts": [goods._samples(part, limit=1) for part in campaign.part_ids] if bundle else [],
                "currency": {"id": campaign.currency_id.id, "digits": campaign.currency_id.decimal_places},
            }
