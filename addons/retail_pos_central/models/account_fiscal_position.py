"""The fiscal positions that come by themselves are looked up once for all customers that a till loads, not for each."""

from odoo import api, models


class AccountFiscalPosition(models.Model):
    _inherit = "account.fiscal.position"

    @api.model
    def _get_fiscal_position(self, partner, delivery=None):
        start = self.env.context.get("retail_start")
        if not start or not partner or delivery:
            return super()._get_fiscal_position(partner, delivery)
        # As Odoo has it where nothing is delivered elsewhere.
        company = self.env.company
        if chosen := partner.with_company(company).property_account_position_id:
            return chosen
        if not partner.country_id:
            return self.browse()
        if company.id not in start.fiscal_positions:
            start.fiscal_positions[company.id] = self.search([*self._check_company_domain(company), ("auto_apply", "=", True)]).ids
        return self.browse(start.fiscal_positions[company.id])._get_first_matching_fpos(partner)
