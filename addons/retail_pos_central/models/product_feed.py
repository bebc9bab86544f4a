"""What of goods, prices, taxes and customers belongs to a till, for the change feed; what receipts call them."""

from odoo import api, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _retail_feed_domain(self, config):
        sold = Domain(self._load_pos_data_domain({}, config))
        # Goods that the chain needs on every till, such as the discount product, are loaded unconditionally.
        special = config._get_special_products().product_tmpl_id | config.tip_product_id.product_tmpl_id
        return sold | Domain("id", "in", special.ids)

    @api.model
    def _retail_feed_read(self, records, config):
        rows = super()._retail_feed_read(records, config)
        # Read as superuser, whom no rule keeps from the taxes that goods of several companies have in the others.
        own = set(self.env["account.tax"]._search(self.env["account.tax"]._load_pos_data_domain({}, config))) if rows else ()
        for row in rows:
            row["taxes_id"] = [tax for tax in row["taxes_id"] if tax in own]
        return rows

    @api.model
    def _load_pos_data_read(self, records, config):
        return self._retail_with_names(records, super()._load_pos_data_read(records, config))


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.model
    def _retail_feed_domain(self, config):
        return Domain("product_tmpl_id", "any", self.env["product.template"]._retail_feed_domain(config))


class ProductUom(models.Model):
    _inherit = "product.uom"

    @api.model
    def _retail_feed_domain(self, config):
        return Domain("product_id", "any", self.env["product.product"]._retail_feed_domain(config))


class ProductTemplateAttributeLine(models.Model):
    _inherit = "product.template.attribute.line"

    @api.model
    def _retail_feed_domain(self, config):
        return Domain("product_tmpl_id", "any", self.env["product.template"]._retail_feed_domain(config))


class ProductTemplateAttributeValue(models.Model):
    _inherit = "product.template.attribute.value"

    @api.model
    def _retail_feed_domain(self, config):
        of_ours = Domain("product_tmpl_id", "any", self.env["product.template"]._retail_feed_domain(config))
        return Domain("ptav_active", "=", True) & of_ours

    @api.model
    def _load_pos_data_read(self, records, config):
        return self._retail_with_names(records, super()._load_pos_data_read(records, config))


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _retail_feed_domain(self, config):
        presets = (config.available_preset_ids | config.default_preset_id).pricelist_id
        return Domain("id", "in", (config._get_available_pricelists() | presets).ids)


class PosCategory(models.Model):
    _inherit = "pos.category"

    @api.model
    def _retail_feed_domain(self, config):
        return Domain(self._load_pos_data_domain({}, config))


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    @api.model
    def _load_pos_data_read(self, records, config):
        return self._retail_with_names(records, super()._load_pos_data_read(records, config))


class AccountTax(models.Model):
    _inherit = "account.tax"

    @api.model
    def _retail_feed_domain(self, config):
        return Domain(self._load_pos_data_domain({}, config))


class AccountFiscalPosition(models.Model):
    _inherit = "account.fiscal.position"

    @api.model
    def _retail_feed_domain(self, config):
        return Domain(self._check_company_domain(config.company_id))


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _load_pos_data_fields(self, config):
        # Campaigns for customer groups go by the customer's tags.
        return [*super()._load_pos_data_fields(config), "category_id"]

    @api.model
    def _retail_feed_domain(self, config):
        return Domain(self._check_company_domain(config.company_id))
