"""What each campaign sold: one row for each sold (or returned) line and campaign that took something off it."""

from odoo import fields, models, tools


class RetailCampaignReport(models.Model):
    _name = "retail.campaign.report"
    _description = "Campaign Sales"
    _auto = False
    _order = "date desc"
    _rec_name = "campaign_id"

    date = fields.Datetime(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    store_id = fields.Many2one("retail.store", readonly=True)
    config_id = fields.Many2one("pos.config", string="Till", readonly=True)
    campaign_id = fields.Many2one("retail.campaign", readonly=True)
    name = fields.Char(string="On the Receipt", readonly=True)
    coupon = fields.Char(string="Coupon Code", readonly=True)
    order_id = fields.Many2one("pos.order", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", string="Product Category", readonly=True)
    units = fields.Float(readonly=True, digits=(16, 3), help="Units or kg that were sold with the campaign, less returns.")
    sales = fields.Monetary(readonly=True, help="What customers paid for them, VAT included.")
    sales_net = fields.Monetary(string="Sales without VAT", readonly=True)
    discount = fields.Monetary(string="Discount Given", readonly=True)
    margin = fields.Monetary(readonly=True, help="Sales without VAT less what the goods cost.")
    baskets = fields.Integer(
        readonly=True,
        aggregator="count_distinct",
        help="Sales that the campaign took something off. A coupon's redemptions.",
    )

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute("""
            CREATE VIEW retail_campaign_report AS
            SELECT s.id, s.date, s.company_id, s.currency_id, s.store_id, s.config_id, s.campaign_id, s.name, c.coupon,
                   s.order_id, s.product_id, t.categ_id,
                   l.qty AS units, l.price_subtotal_incl AS sales, l.price_subtotal AS sales_net,
                   s.amount AS discount, l.price_subtotal - COALESCE(l.total_cost, 0) AS margin,
                   CASE WHEN l.qty > 0 THEN s.order_id END AS baskets
              FROM retail_order_saving s
              JOIN pos_order_line l ON l.id = s.line_id
              JOIN product_product p ON p.id = s.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
         LEFT JOIN retail_campaign c ON c.id = s.campaign_id
        """)
