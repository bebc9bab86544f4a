"""At the start a till of the tree gets only the goods that it can't do without; all others stand in its catalogue."""

from odoo import api, models, tools
from odoo.tools import SQL

LINKS = (
    "attribute_line_ids",
    "combo_ids",
    "pos_categ_ids",
    "pos_optional_product_ids",
    "product_tag_ids",
)
# Goods with any of these lead to others, and what a till loads of them rests on more than the sources below.
LEADING_ON = ("attribute_line_ids", "combo_ids", "pos_optional_product_ids")
GOODS = ("product.template", "product.product")
PLAIN_TEMPLATE = """
    active attribute_line_ids available_in_pos barcode categ_id color combo_ids default_code description description_sale
    display_name id image_128 is_favorite is_storable list_price name pos_categ_ids pos_optional_product_ids pos_sequence
    product_tag_ids product_variant_ids public_description sequence service_tracking standard_price taxes_id to_weight
    tracking type uom_id write_date"""
PLAIN_PRODUCT = """
    barcode default_code display_name id lst_price product_tag_ids product_template_attribute_value_ids
    product_template_variant_value_ids product_tmpl_id retail_unit_amount retail_unit_base standard_price"""
# Fields that rest on the sources below and on nothing else.
KNOWN_FIELDS = {"product.template": frozenset(PLAIN_TEMPLATE.split()), "product.product": frozenset(PLAIN_PRODUCT.split())}
SEEN_MODELS = (*GOODS, "account.tax", "pos.category", "product.tag")


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _load_pos_data_search_read(self, data, config):
        if not config._retail_has_catalogue():
            return super()._load_pos_data_search_read(data, config)
        special = config._get_special_products() | config.tip_product_id
        lines = data.get("pos.order.line", [])
        start = self.env.context.get("retail_start")
        if start and not lines and self._retail_may_share(config):
            shared = self._retail_shared_goods(special, config)
            if shared is not None:
                start.rows.update(shared)
                return shared["product.template"]
        on_orders = self.env["product.product"].browse([line["product_id"] for line in lines])
        return self._load_pos_data_read(self._retail_goods_of_start(special, on_orders), config)

    def _retail_goods_of_start(self, special, on_orders):
        company = self.env.company
        special = special.filtered(lambda product: product.sudo().company_id in (company, company.browse()))
        products = (special | on_orders).with_context(display_default_code=False).product_tmpl_id
        self.env["retail.load"]._note_missing_links(products, LINKS)
        return products | products.combo_ids.combo_item_ids.product_id.product_tmpl_id

    # -- the same for all tills ----------------------------------------------------------------

    def _retail_may_share(self, config):
        """Whether nobody but us and Odoo itself has a say in how these goods are loaded, and no rate of exchange has."""
        if config.currency_id != self.env.company.currency_id:
            return False
        return all(self.env[model]._retail_loaders_are_known() for model in GOODS)

    def _retail_shared_goods(self, special, config):
        """{model: rows} of the special goods, worked out once for all tills that have the same; None for goods that lead on."""
        load = self.env["retail.load"]
        is_limited = self.env.context.get("pos_limited_loading", True) and self.env.context.get("pos_last_server_date")
        since = load._last_start() if is_limited else None
        if is_limited and not since:
            return None
        # Tills differ in when they were started last, so what is kept has all rows.
        found = load._shared(
            ("goods", config.company_id.id, *special.ids),
            self._retail_sources(special),
            SEEN_MODELS,
            lambda: self.with_context(pos_limited_loading=False)._retail_rows_of(special, config),
        )
        if found is None:
            return None
        written = found.pop("written")
        # Of variants Odoo gives those that were written since.
        found["product.product"] = [row for row in found["product.product"] if since is None or written[row["id"]] >= since]
        return found

    def _retail_rows_of(self, special, config):
        """What is kept for all; None for goods that lead on, or of which an addon has more to tell."""
        if not self._retail_goods_are_known(special):
            return None
        special = special.with_env(self.env)
        templates = self._retail_goods_of_start(special, special.browse())
        leads_on = any(template[name] for template in templates for name in LEADING_ON)
        if leads_on or not all(known.issuperset(self.env[model]._load_pos_data_fields(config)) for model, known in KNOWN_FIELDS.items()):
            return None
        rows = {"product.template": self._load_pos_data_read(templates, config), "product.template.attribute.line": []}
        products = self.env["product.product"]
        # Past what was noted with this start, which is being worked out.
        rows["product.product"] = products.with_context(retail_start=None)._load_pos_data_search_read(rows, config)
        rows["written"] = {product.id: product.write_date for product in products.browse(row["id"] for row in rows["product.product"])}
        return rows

    @tools.ormcache("special_ids")
    def _retail_known_goods_of(self, special_ids):
        return self._retail_goods_of(special_ids)

    def _retail_goods_of(self, special_ids):
        """(variants, templates) of these variants with all others of the same goods."""
        found = self.env.execute_query(
            SQL(
                """SELECT id, product_tmpl_id FROM product_product
                    WHERE product_tmpl_id IN (SELECT product_tmpl_id FROM product_product WHERE id = ANY(%s)) ORDER BY id""",
                list(special_ids),
            )
        )
        return [variant for variant, _template in found], sorted({template for _variant, template in found})

    def _retail_goods_are_known(self, special):
        """Whether the variants of these goods are those that are known; if not, they are looked up anew from now on."""
        numbers = tuple(special.ids)
        if self._retail_known_goods_of(numbers) == self._retail_goods_of(numbers):
            return True
        self.env.registry.clear_cache()
        return False

    def _retail_sources(self, special):
        """All that the rows of plain goods rest on: [(table, which of its rows)]."""
        variants, templates = self._retail_known_goods_of(tuple(special.ids))
        links = [self._fields[name] for name in (*LINKS, "taxes_id") if self._fields[name].type == "many2many"]
        pictures = SQL("res_model = ANY(%s) AND res_id = ANY(%s)", list(GOODS), [*templates, *variants])
        return [
            ("product_template", SQL("id = ANY(%s)", templates)),
            # A variant that comes, or goes to other goods, is another row of these: only then are they looked up anew.
            ("product_product", SQL("id = ANY(%s) OR product_tmpl_id = ANY(%s)", special.ids, templates)),
            ("product_template_attribute_line", SQL("product_tmpl_id = ANY(%s)", templates)),
            *((link.relation, SQL("%s = ANY(%s)", SQL.identifier(link.column1), templates)) for link in links),
            ("product_tag_product_product_rel", SQL("product_product_id = ANY(%s)", variants)),
            ("ir_attachment", pictures),
            *((table, None) for table in ("account_tax", "ir_default", "pos_category", "product_tag", "res_company", "res_lang")),
        ]
