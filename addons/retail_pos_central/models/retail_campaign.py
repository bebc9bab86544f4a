"""A campaign as a buyer keeps it; tills get it as an offer of the campaign engine."""

from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools import offer
from .retail_when import WEEKDAYS


class RetailCampaign(models.Model):
    _name = "retail.campaign"
    _inherit = ["retail.content.mixin", "retail.campaign.selector", "retail.when"]
    _description = "Campaign"
    _order = "date_from desc, name, id"

    _retail_kind = "campaign"
    _retail_resolve = "all"

    name = fields.Char(translate=True, help="What the customer reads on the receipt.")
    kind = fields.Selection(
        [
            ("percent", "Percent off"),
            ("amount", "Amount off"),
            ("price", "Campaign price"),
            ("multibuy", "Several for a price (3 for 100)"),
            ("cheapest_free", "The cheapest free (3 for 2)"),
            ("bundle", "Goods together"),
            ("threshold", "Off the whole order from an amount"),
            ("tender", "Off when paid with"),
        ],
        required=True,
        default="percent",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    percent = fields.Float(digits=(5, 2), help="Percent off")
    amount = fields.Monetary(string="Amount Off")
    price = fields.Monetary(string="Campaign Price")
    size = fields.Integer(string="Number of Units", default=3)
    free = fields.Integer(string="Free Units", default=1)
    reward = fields.Selection(
        [("price", "A price together"), ("percent", "Percent off"), ("amount", "Amount off")],
        default="percent",
        help="What goods together, or the whole order, get.",
    )
    minimum = fields.Monetary(string="Minimum Amount")
    payment_method_id = fields.Many2one("pos.payment.method", string="Paid With")
    part_ids = fields.One2many("retail.campaign.part", "campaign_id", string="Parts", copy=True)

    except_product_ids = fields.Many2many("product.product", "retail_campaign_except_product_rel", string="But Not")
    except_categ_ids = fields.Many2many("product.category", "retail_campaign_except_categ_rel", string="But Not Categories")
    except_tag_ids = fields.Many2many("product.tag", "retail_campaign_except_tag_rel", string="But Not Tags")
    priority = fields.Integer(default=10, required=True, help="1 is considered first.")
    combine = fields.Selection(
        [
            ("best", "Best for the customer"),
            ("exclusive", "Alone: no other campaign on the same goods"),
            ("stack", "On top of other campaigns"),
        ],
        required=True,
        default="best",
    )
    hours_ids = fields.One2many("retail.campaign.hours", "campaign_id", string="Hours", copy=True)
    customer_tag_ids = fields.Many2many("res.partner.category", string="Only Customers With")
    coupon = fields.Char(string="Coupon Code", help="The campaign counts only when this code is presented.")
    max_per_order = fields.Integer(string="At Most per Order", help="0: as often as it fits.")
    min_qty = fields.Float(string="From Quantity", digits=(12, 3), help="Matching quantity in the basket. 0: any.")
    summary = fields.Char(compute="_compute_summary")

    @api.depends("kind", "percent", "amount", "price", "size", "free", "reward", "minimum", "payment_method_id")
    def _compute_summary(self):
        for campaign in self:
            campaign.summary = campaign._summary_text()

    def _money(self, value):
        return formatLang(self.env, value, currency_obj=self.currency_id)

    def _summary_text(self):
        percent = f"{self.percent:g}".replace(".", ",")
        reward = {
            "percent": self.env._("%s %% off", percent),
            "amount": self.env._("%s off", self._money(self.amount)),
            "price": self.env._("for %s", self._money(self.price)),
        }
        return {
            "percent": lambda: reward["percent"],
            "amount": lambda: reward["amount"],
            "price": lambda: reward["price"],
            "multibuy": lambda: self.env._("%(size)s for %(price)s", size=self.size, price=self._money(self.price)),
            "cheapest_free": lambda: self.env._("%(size)s for %(paid)s", size=self.size, paid=self.size - self.free),
            "bundle": lambda: self.env._("together %s", reward.get(self.reward, "")),
            "threshold": lambda: self.env._(
                "%(reward)s from %(minimum)s", reward=reward.get(self.reward, ""), minimum=self._money(self.minimum)
            ),
            "tender": lambda: self.env._(
                "%(reward)s when paid with %(tender)s", reward=reward["percent"], tender=self.payment_method_id.name or ""
            ),
        }[self.kind]()

    # -- the offer ------------------------------------------------------------

    def _retail_document(self):
        """The offer exactly as the campaign engine takes it."""
        self.ensure_one()
        campaign = self.sudo()
        document = {
            "id": campaign.retail_uuid,
            "name": campaign.with_context(lang=campaign._default_lang()).name or "",
            **campaign._names(),
            "kind": campaign.kind,
            "priority": campaign.priority,
            "combine": campaign.combine,
            **campaign._kind_fields(),
            **campaign._conditions(),
        }
        if campaign.kind != "bundle":
            document["items"] = campaign._selector()
        return document

    def _names(self):
        """The name in each language where they differ: tills and receipts choose."""
        texts = {code: self.with_context(lang=code).name or "" for code, _label in self.env["res.lang"].get_installed()}
        return {"names": texts} if len(set(texts.values())) > 1 else {}

    def _default_lang(self):
        return self.company_id.partner_id.lang or "en_US"

    def _selector(self):
        selector = super()._selector()
        if self.except_product_ids:
            selector["except_products"] = sorted((str(one) for one in self.except_product_ids.ids), key=int)
        groups = [*(f"categ:{one}" for one in self.except_categ_ids.ids), *(f"tag:{one}" for one in self.except_tag_ids.ids)]
        if groups:
            selector["except_groups"] = sorted(groups)
        return selector

    def _kind_fields(self):
        percent, amount = offer.decimal(self.percent, 2), offer.minor(self.amount, self.currency_id.decimal_places)
        price = offer.minor(self.price, self.currency_id.decimal_places)
        reward = {"percent": {"percent": percent}, "amount": {"amount": amount}, "price": {"price": price}}
        return {
            "percent": lambda: reward["percent"],
            "amount": lambda: reward["amount"],
            "price": lambda: reward["price"],
            "multibuy": lambda: {"size": self.size, "price": price},
            "cheapest_free": lambda: {"size": self.size, "free": self.free},
            "bundle": lambda: {"parts": [part._offer_part() for part in self.part_ids], **reward.get(self.reward, {})},
            "threshold": lambda: {"min": offer.minor(self.minimum, self.currency_id.decimal_places), **reward.get(self.reward, {})},
            "tender": lambda: {"tender": f"pm:{self.payment_method_id.id}", "percent": percent},
        }[self.kind]()

    def _conditions(self):
        conditions = self._dates()
        if len(self._weekdays()) < len(WEEKDAYS):
            conditions["weekdays"] = self._weekdays()
        if self.hours_ids:
            conditions["hours"] = [hours._offer_hours() for hours in self.hours_ids]
        if self.customer_tag_ids:
            conditions["customer_groups"] = [f"ctag:{tag.id}" for tag in self.customer_tag_ids.sorted("id")]
        if self.coupon:
            conditions["coupon"] = self.coupon.strip()
        if self.max_per_order:
            conditions["max_per_order"] = self.max_per_order
        if self.min_qty:
            conditions["min_qty"] = offer.decimal(self.min_qty, 3)
        return conditions

    # -- check ----------------------------------------------------------------

    def _retail_check(self, document):
        texts = self._problem_texts()
        problems = [{**problem, "message": texts[problem["code"]]} for problem in offer.check(document)]
        if self.date_to and self.date_to <= fields.Datetime.now():
            problems.append({"level": "warning", "path": "/to", "message": self.env._("The campaign has already ended.")})
        if self.kind == "tender" and not self.payment_method_id:
            problems.append({"level": "error", "path": "/tender", "message": self.env._("Choose the means of payment.")})
        # What is wrong with the campaign itself comes first: its goods can't be judged by it.
        broken = any(problem["level"] == "error" for problem in problems)
        return problems + (self._check_products() if broken else self._check_goods(document))

    def _problem_texts(self):
        return {
            "percent": self.env._("The percentage must be above 0 and at most 100."),
            "amount": self.env._("The amount off must be above 0."),
            "price": self.env._("The price can't be below 0."),
            "size": self.env._("The number of units must be at least 2 (at least 1 to pay for)."),
            "free": self.env._("The number of free units must be between 1 and one less than the number of units."),
            "parts": self.env._("Goods together need at least two parts, each with goods and a quantity."),
            "no_goods": self.env._("No goods are chosen."),
            "min": self.env._("The minimum amount must be above 0; with a coupon it may be 0."),
            "coupon": self.env._("The coupon code is blank."),
            "reward": self.env._("Choose what the customer gets."),
            "dates": self.env._("The campaign ends before it starts."),
            "weekdays": self.env._("No day of the week is chosen."),
            "hours": self.env._("Hours must go from an earlier to a later time within a day."),
            "stack": self.env._("Only percent and amount can come on top of other campaigns."),
            "priority": self.env._("The priority must be 1 or more."),
            "max_per_order": self.env._("The number per order can't be negative."),
            "min_qty": self.env._("The quantity can't be negative."),
            "too_large": self.env._(
                "A number is larger than tills reckon with: amounts may be 10 million, units together 1000, "
                "the priority and the number per order a million."
            ),
            "name": self.env._("The campaign has no name."),
        }
