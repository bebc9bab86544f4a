"""What is still unknown of the goods, by category: where a customer's question finds no answer."""

from odoo import fields, models, tools
from odoo.tools import SQL


class RetailAnswerGap(models.Model):
    _name = "retail.answer.gap"
    _description = "Completeness of Answers"
    _auto = False
    _order = "goods desc, id"
    _rec_name = "categ_id"

    categ_id = fields.Many2one("product.category", string="Category", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    goods = fields.Integer(readonly=True)
    with_picture = fields.Integer(readonly=True)
    with_care = fields.Integer(string="With Care Tips", readonly=True)
    with_warranty = fields.Integer(readonly=True)
    with_links = fields.Integer(string="With Other Goods", readonly=True)
    with_documents = fields.Integer(readonly=True)
    complete_percent = fields.Float(string="Complete (%)", readonly=True, aggregator="avg")

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(SQL("CREATE VIEW %s AS (%s)", SQL.identifier(self._table), self._select()))

    def _select(self):
        return SQL("""
            WITH known AS (
                SELECT t.id, t.categ_id, t.company_id,
                       EXISTS (SELECT 1 FROM ir_attachment a WHERE a.res_model = 'product.template' AND a.res_id = t.id
                                  AND a.res_field = 'image_128')::int AS picture,
                       (t.retail_care IS NOT NULL)::int AS care,
                       (coalesce(t.retail_warranty_months, 0) > 0 OR t.retail_warranty IS NOT NULL)::int AS warranty,
                       EXISTS (SELECT 1 FROM retail_product_link l WHERE l.product_tmpl_id = t.id)::int AS links,
                       EXISTS (SELECT 1 FROM product_document d WHERE d.retail_template_id = t.id AND d.retail_at_till AND d.active)::int
                           AS documents
                  FROM product_template t WHERE t.active AND t.available_in_pos AND t.type = 'consu'
            )
            SELECT min(id) AS id, categ_id, company_id, count(*) AS goods, sum(picture) AS with_picture, sum(care) AS with_care,
                   sum(warranty) AS with_warranty, sum(links) AS with_links, sum(documents) AS with_documents,
                   20.0 * avg(picture + care + warranty + links + documents) AS complete_percent
              FROM known GROUP BY categ_id, company_id""")

    def action_goods(self):
        """The goods of the category of which the least is known, to go on with."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.categ_id.display_name or self.env._("Without category"),
            "res_model": "product.template",
            "views": [(self.env.ref("retail_pos_answers.product_template_view_list_answers").id, "list"), (False, "form")],
            "domain": [("available_in_pos", "=", True), ("type", "=", "consu"), ("categ_id", "=", self.categ_id.id)],
        }
