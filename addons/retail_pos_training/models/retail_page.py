"""What the page of a till in the tree tells of training is asked for with the rest."""

from odoo import api, fields, models
from odoo.tools import SQL


class RetailPage(models.AbstractModel):
    _inherit = "retail.page"

    @api.model
    def _questions(self):
        user = self.env.user
        training = SQL(
            """json_build_object(
                'cashier', EXISTS (SELECT FROM retail_trainee WHERE user_id = person.id AND (until IS NULL OR until >= %s::date)),
                'tills', ARRAY(SELECT id FROM pos_config WHERE retail_training AND active AND company_id = ANY(%s) ORDER BY id))""",
            fields.Date.context_today(user),
            list(user._get_company_ids()),
        )
        return {**super()._questions(), "training": training}
