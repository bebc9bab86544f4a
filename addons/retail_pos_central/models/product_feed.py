"""What of goods, prices, taxes and customers belongs to a till, for the change feed."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _retail_feed_domain(self, config):
        sold = Domain(self._load_pos_data_domain({}, config))
        # Goods that the chain needs on every till, such as the discount product, are loaded unconditionally.
        special = config._get_special_products().product_tmpl_id | config.tip_product_id.product_tmpl_id
        return sold | Domain("id", "in", special.ids)


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


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _retail_feed_domain(self, config):
        presets = (config.available_preset_ids | config.default_preset_id).pricelist_id
        return Domain("id", "in", (config._get_available_pricelists() | presets).ids)


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    @api.model
    def _load_pos_data_domain(self, data, config):
        """Items that start later are loaded as well: the till evaluates their dates itself."""
        domain = Domain(super()._load_pos_data_domain(data, config))
        return domain.map_conditions(
            lambda condition: Domain.TRUE if condition.field_expr == "date_start" and condition.operator == "<=" else condition
        )

    @api.model
    def _retail_feed_domain(self, config):
        ours = Domain("pricelist_id", "any", self.env["product.pricelist"]._retail_feed_domain(config))
        of_template = Domain("product_tmpl_id", "=", False) | Domain(
            "product_tmpl_id", "any", self.env["product.template"]._retail_feed_domain(config))
        of_variant = Domain("product_id", "=", False) | Domain(
            "product_id", "any", self.env["product.product"]._retail_feed_domain(config))
        # An item that has just ended is still sent, so that a till whose clock is behind ends it at its second.
        still = Domain("date_end", "=", False) | Domain("date_end", ">=", fields.Datetime.now() - timedelta(days=1))
        return ours & of_template & of_variant & still


class PosCategory(models.Model):
    _inherit = "pos.category"

    @api.model
    def _retail_feed_domain(self, config):
        return Domain(self._load_pos_data_domain({}, config))


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
