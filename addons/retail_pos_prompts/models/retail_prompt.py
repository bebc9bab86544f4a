"""What a till shows or asks at a moment of the sale, as people in the back office keep it."""

from odoo import fields, models

from odoo.addons.retail_pos_central.models.retail_campaign_hours import clock
from odoo.addons.retail_pos_central.tools import offer

from ..tools import prompt_check


class RetailPrompt(models.Model):
    _name = "retail.prompt"
    _inherit = ["retail.content.mixin", "retail.campaign.selector", "retail.when"]
    _description = "Prompt"
    _order = "sequence, name, id"

    _retail_kind = "prompt"
    _retail_resolve = "all"

    name = fields.Char(translate=True, help="Title at the till, and what the answer is called on receipts and in lists.")
    sequence = fields.Integer(default=10)
    moment = fields.Selection(
        [
            ("product", "Goods are added"),
            ("total", "The sale reaches an amount"),
            ("customer", "A customer is chosen"),
            ("payment", "Before payment"),
            ("return", "Before goods are taken back"),
            ("opening", "The till is opened"),
            ("closing", "The till is closed"),
            ("time", "At a time of day"),
        ],
        required=True,
        default="product",
        string="When",
    )
    kind = fields.Selection(
        [
            ("information", "Information"),
            ("tip", "Tip (shows for a moment)"),
            ("confirmation", "Confirmation: yes or no"),
            ("text", "Question: text"),
            ("number", "Question: number"),
            ("date", "Question: date"),
            ("choice", "Question: choice"),
            ("serial", "Question: serial number"),
            ("age", "Age check"),
            ("sale_hours", "Sale hours: refuses goods outside them"),
        ],
        required=True,
        default="information",
    )
    text = fields.Text(translate=True, help="What the cashier reads, or reads out.")
    refusal = fields.Char(string="Reason When Refused", translate=True, help="Shown when the goods or the payment are refused.")
    choice_ids = fields.One2many("retail.prompt.choice", "prompt_id", string="Choices", copy=True)
    age_limit = fields.Selection([("18", "18 years"), ("20", "20 years")], default="18")
    looks_over = fields.Integer(string="No Proof From", default=25, help="Who looks older than this needn't show proof of age.")
    sale_hours_ids = fields.Many2many("retail.sale.hours", string="Hours")
    required = fields.Boolean(default=True, help="Off: the cashier may skip the question.")
    once = fields.Boolean(string="Once per Sale", help="Off: each time it happens, such as for each of the goods.")
    print_answer = fields.Boolean(help="The answer stands on the receipt.")
    role = fields.Selection(
        [("all", "Everybody"), ("cashier", "Cashiers"), ("manager", "Managers")], string="Shown To", required=True, default="all"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    min_total = fields.Monetary(string="From Amount", help="The sale's total from which it shows. 0: any.")
    hour_from = fields.Float(string="From Hour", help="On the store's clock.")
    hour_to = fields.Float(string="To Hour", default=24.0, help="On the store's clock.")

    # -- document ---------------------------------------------------------------

    def _retail_document(self):
        self.ensure_one()
        prompt = self.sudo()
        document = {
            "version": 1,
            "id": prompt.retail_uuid,
            "sequence": prompt.sequence,
            "moment": prompt.moment,
            "kind": prompt.kind,
            "name": prompt._texts("name"),
            "text": prompt._texts("text"),
            "refusal": prompt._texts("refusal"),
            "required": prompt.required,
            "once": prompt.once,
            "print": prompt.print_answer,
            "role": prompt.role,
            "weekdays": prompt._weekdays(),
            "hours": [clock(prompt.hour_from), clock(prompt.hour_to)],
            **prompt._kind_fields(),
        }
        if prompt.moment == "product":
            document["items"] = prompt._selector()
        if prompt.moment in ("total", "payment"):
            document["min_total"] = offer.minor(prompt.min_total, prompt.currency_id.decimal_places)
        return {**document, **prompt._dates()}

    def _texts(self, name):
        return self.env["retail.sale.hours"]._retail_texts(self, name)

    def _kind_fields(self):
        if self.kind == "choice":
            return {"choices": [choice._retail_texts() for choice in self.choice_ids]}
        if self.kind == "age":
            return {"age": {"limit": int(self.age_limit or 0), "looks_over": self.looks_over}}
        if self.kind == "sale_hours":
            return {"sale_hours": [hours._retail_hours() for hours in self.sale_hours_ids.sorted("id")]}
        return {}

    # -- check ------------------------------------------------------------------

    def _retail_check(self, document):
        texts = self._problem_texts()
        problems = [{**problem, "message": texts[problem["code"]]} for problem in prompt_check.check(document)]
        if self.date_to and self.date_to <= fields.Datetime.now():
            problems.append({"level": "warning", "path": "/to", "message": self.env._("The prompt has already ended.")})
        return problems + (self._check_goods() if self.moment == "product" else [])

    def _check_goods(self):
        """Goods that aren't sold, and categories without goods: nobody would ever see the prompt."""
        problems = []
        for product in self.product_ids:
            if not product.active or not product.available_in_pos:
                message = self.env._("“%s” isn't sold on tills.", product.display_name)
                problems.append({"level": "warning", "path": "/items", "message": message, "model": product._name, "res_id": product.id})
        for field, category in [*(("categ_id", one) for one in self.categ_ids), *(("pos_categ_ids", one) for one in self.pos_categ_ids)]:
            if not self.env["product.template"].search_count([(field, "child_of", category.id), ("available_in_pos", "=", True)], limit=1):
                message = self.env._("The category “%s” has no goods that are sold on tills.", category.display_name)
                problems.append({"level": "warning", "path": "/items", "message": message, "model": category._name, "res_id": category.id})
        return problems

    def _problem_texts(self):
        return {
            "text": self.env._("The prompt has no text."),
            "choices": self.env._("A choice needs at least two choices, each with a text."),
            "hours": self.env._("The hours must go from an earlier to a later time within a day."),
            "dates": self.env._("The prompt ends before it starts."),
            "weekdays": self.env._("No day of the week is chosen."),
            "goods": self.env._("No goods are chosen."),
            "total": self.env._("The amount that the sale has to reach must be above 0."),
            "age": self.env._("Who needs no proof of age must look older than the age limit."),
            "sale_hours": self.env._("No sale hours are chosen."),
            "sale_hours_store": self.env._("A store stands in two of the chosen sale hours."),
            "sale_hours_rest": self.env._("Choose one set of sale hours without stores: it counts in all stores that stand in no other."),
            "sale_hours_moment": self.env._("Sale hours refuse goods, so they belong to the moment when goods are added."),
            "no_sale": self.env._("At this moment there is no sale to keep an answer with: only information and tips can show."),
            "no_sale_closing": self.env._(
                "When the till is closed there is no sale to keep an answer with: only information, tips and confirmations can show."
            ),
        }
