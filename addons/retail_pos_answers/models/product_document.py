"""Documents of goods that cashiers may show: manuals, data sheets, more pictures."""

from odoo import api, fields, models


class ProductDocument(models.Model):
    _name = "product.document"
    _inherit = ["product.document", "retail.feed.source"]

    retail_at_till = fields.Boolean(string="At the Till", help="Cashiers can open this document in the product panel.")
    # A column of its own, so that the change feed's trigger finds the goods that a document belongs to.
    retail_template_id = fields.Many2one("product.template", compute="_compute_retail_template_id", store=True, index="btree_not_null")

    @api.depends("res_model", "res_id")
    def _compute_retail_template_id(self):
        for document in self:
            template = self.env["product.template"]
            if document.res_model == "product.template":
                template = template.browse(document.res_id).exists()
            elif document.res_model == "product.product":
                template = self.env["product.product"].browse(document.res_id).exists().product_tmpl_id
            document.retail_template_id = template
