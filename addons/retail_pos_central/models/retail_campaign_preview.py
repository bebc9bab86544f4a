"""A campaign's offer with a few of its goods, as it stands in the form: for the worked examples, or what forbids them."""

from odoo import api, fields, models

from ..tools import offer
from .retail_when import WEEKDAYS

#: What a campaign under work may still lack; it is the check's matter, and the form says it in its own way.
NOT_YET = ("name", "no_goods", "parts", "reward")
NOT_YET_AT_0 = ("percent", "amount", "min")


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
        "coupon",
        "date_from",
        "date_to",
        *WEEKDAYS,
        "hours_ids.hour_from",
        "hours_ids.hour_to",
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
            document = campaign._retail_document()
            campaign.offer_preview = {
                # A campaign under work has no name yet; that is the check's matter, not the examples'.
                "offer": {**document, "name": campaign.name or "-"},
                "problems": campaign._wrong_already(document),
                "items": [] if bundle else goods._samples(campaign),
                "parts": [goods._samples(part, limit=1) for part in campaign.part_ids] if bundle else [],
                "currency": {"id": campaign.currency_id.id, "digits": campaign.currency_id.decimal_places},
            }

    def _wrong_already(self, document):
        """What is entered and can't be, such as 120 %; a field that is still empty isn't wrong yet."""
        texts = self._problem_texts()
        lacking = {*NOT_YET, *(code for code in NOT_YET_AT_0 if not document.get(code))}
        return [texts[problem["code"]] for problem in offer.check(document) if problem["code"] not in lacking]
