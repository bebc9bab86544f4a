"""What a campaign changed: each day of it that is over against the same weekdays before it began, store by store.

For the campaign's goods that is the uplift; for the other goods of their categories it is what the campaign
took from them. Rows are worked out anew each night for campaigns that run or ended lately.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: So many of the same weekday before the campaign make what was usual.
WEEKS_BEFORE = 4
#: Returns come late: so long after its end a campaign is still worked out.
DAYS_AFTER = 35
#: An endless campaign is followed for so long.
MOST_DAYS = 92


class RetailCampaignEffect(models.Model):
    _name = "retail.campaign.effect"
    _description = "Effect of a Campaign"
    _order = "day desc, campaign_id, id"
    _rec_name = "campaign_id"

    campaign_id = fields.Many2one("retail.campaign", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    store_id = fields.Many2one("retail.store", required=True, readonly=True, index=True, ondelete="cascade")
    day = fields.Date(required=True, readonly=True, index=True)
    product_id = fields.Many2one("product.product", required=True, readonly=True, index=True, ondelete="cascade")
    categ_id = fields.Many2one("product.category", string="Product Category", readonly=True, ondelete="set null")
    goods = fields.Selection(
        [("campaign", "In the campaign"), ("others", "Others of the category")], string="Which Goods", required=True, readonly=True
    )
    units = fields.Float(readonly=True, digits=(16, 3))
    sales = fields.Monetary(readonly=True, help="VAT included, with and without the campaign.")
    margin = fields.Monetary(readonly=True)
    usual_units = fields.Float(readonly=True, digits=(16, 3), help="On the average of the same weekdays before the campaign.")
    usual_sales = fields.Monetary(readonly=True)
    usual_margin = fields.Monetary(readonly=True)
    uplift_units = fields.Float(readonly=True, digits=(16, 3))
    uplift_sales = fields.Monetary(readonly=True, help="Sales of the campaign's goods above what is usual.")
    uplift_margin = fields.Monetary(readonly=True)
    cannibalised_sales = fields.Monetary(
        readonly=True, help="What other goods of the same categories sold less than usual. Negative: they sold more."
    )

    @api.model
    def _cron_refresh(self):
        since = fields.Datetime.now() - timedelta(days=DAYS_AFTER)
        running = self.env["retail.order.saving"].sudo()._read_group([("date", ">=", since), ("campaign_id", "!=", False)], ["campaign_id"])
        self._refresh(self.env["retail.campaign"].sudo().union(*(campaign for (campaign,) in running)))

    def _refresh(self, campaigns):
        """Work out the rows of some campaigns anew."""
        if not campaigns:
            return
        self.sudo().search([("campaign_id", "in", campaigns.ids)]).unlink()
        self.env.flush_all()
        zones = {store.id: str(store._retail_tz()) for store in self.env["retail.store"].sudo().search([])}
        if zones:
            self.env.cr.execute(self._insert_sql(campaigns, zones))
        self.invalidate_model()

    def _named(self, campaigns):
        """(campaign ids, product ids): goods that campaigns name, also those that none was sold of meanwhile. Of categories
        that something was sold of: the others have no rows."""
        touched = self.env["retail.order.saving"].sudo()._read_group([("campaign_id", "in", campaigns.ids)], ["campaign_id", "product_id"])
        categories = {}
        for campaign, product in touched:
            categories.setdefault(campaign, set()).add(product.categ_id.id)
        pairs = [(campaign.id, one) for campaign, found in categories.items() for one in self._named_by(campaign, found)]
        return [campaign_id for campaign_id, _product_id in pairs], [product_id for _campaign_id, product_id in pairs]

    def _named_by(self, campaign, categories):
        goods, products = self.env["retail.campaign.goods"], self.env["product.product"].sudo().with_context(active_test=False)
        selectors = campaign.part_ids if campaign.kind == "bundle" else campaign
        domains = [domain for domain in map(goods._selected_domain, selectors) if domain]
        return products.search(Domain.OR(domains) & Domain("categ_id", "in", list(categories))).ids if domains else []

    def _insert_sql(self, campaigns, zones):
        named_campaigns, named_products = self._named(campaigns)
        rows = SQL(", ").join(SQL("(%s::int, %s::text)", store, zone) for store, zone in zones.items())
        return SQL(
            EFFECT_SQL,
            zones=rows,
            campaigns=tuple(campaigns.ids),
            named_campaigns=named_campaigns,
            named_products=named_products,
            weeks=WEEKS_BEFORE,
            most_days=MOST_DAYS,
            now=fields.Datetime.now(),
        )


#: daily: what each store sold of each product each day, by the store's clock. period: the days of a campaign in a store.
#: goods: the campaign's goods in that store and the others of their categories, as far as they are sold: a category may have
#: a hundred thousand. usual: the same weekday before it began.
EFFECT_SQL = """
WITH zone (store_id, name) AS (VALUES %(zones)s),
touched AS (
    SELECT s.campaign_id, s.store_id, s.product_id, min(s.date) AS first
      FROM retail_order_saving s WHERE s.campaign_id IN %(campaigns)s AND s.store_id IS NOT NULL
     GROUP BY 1, 2, 3),
period AS (
    SELECT t.campaign_id, t.store_id, z.name AS zone, c.company_id,
           (COALESCE(GREATEST(c.date_from, min(t.first) - interval '7 days'), min(t.first)) AT TIME ZONE 'UTC' AT TIME ZONE z.name)::date AS first,
           LEAST((c.date_to - interval '1 second') AT TIME ZONE 'UTC' AT TIME ZONE z.name,
                 %(now)s AT TIME ZONE 'UTC' AT TIME ZONE z.name - interval '1 day')::date AS last
      FROM touched t JOIN retail_campaign c ON c.id = t.campaign_id JOIN zone z ON z.store_id = t.store_id
     GROUP BY t.campaign_id, t.store_id, z.name, c.company_id, c.date_from, c.date_to),
day AS (
    SELECT p.*, d::date AS day
      FROM period p, generate_series(p.first, LEAST(p.last, p.first + %(most_days)s), interval '1 day') d),
category AS (
    SELECT DISTINCT t.campaign_id, t.store_id, tt.categ_id
      FROM touched t JOIN product_product tp ON tp.id = t.product_id JOIN product_template tt ON tt.id = tp.product_tmpl_id),
daily AS (
    SELECT cf.retail_store_id AS store_id, l.product_id, tm.categ_id,
           (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE z.name)::date AS day,
           sum(l.qty) AS units, sum(l.price_subtotal_incl) AS sales, sum(l.price_subtotal - COALESCE(l.total_cost, 0)) AS margin
      FROM pos_order_line l JOIN pos_order o ON o.id = l.order_id JOIN pos_config cf ON cf.id = o.config_id
      JOIN zone z ON z.store_id = cf.retail_store_id
      JOIN product_product p ON p.id = l.product_id JOIN product_template tm ON tm.id = p.product_tmpl_id
     WHERE o.state IN ('paid', 'done', 'invoiced')
       AND tm.categ_id IN (SELECT categ_id FROM category)
       AND o.date_order >= (SELECT min(first) FROM period) - 7 * %(weeks)s - 8
     GROUP BY 1, 2, 3, 4),
named AS (SELECT * FROM unnest(%(named_campaigns)s::int[], %(named_products)s::int[]) AS n (campaign_id, product_id)),
goods AS (
    SELECT DISTINCT c.campaign_id, c.store_id, d.product_id, c.categ_id,
           CASE WHEN own.product_id IS NULL AND n.product_id IS NULL THEN 'others' ELSE 'campaign' END AS goods
      FROM category c
      JOIN daily d ON d.store_id = c.store_id AND d.categ_id = c.categ_id
 LEFT JOIN touched own ON own.campaign_id = c.campaign_id AND own.product_id = d.product_id AND own.store_id = c.store_id
 LEFT JOIN named n ON n.campaign_id = c.campaign_id AND n.product_id = d.product_id),
usual AS (
    SELECT p.campaign_id, p.store_id, d.product_id, extract(dow FROM d.day) AS dow,
           sum(d.units) / %(weeks)s AS units, sum(d.sales) / %(weeks)s AS sales, sum(d.margin) / %(weeks)s AS margin
      FROM period p JOIN daily d ON d.store_id = p.store_id AND d.day < p.first AND d.day >= p.first - 7 * %(weeks)s
     GROUP BY 1, 2, 3, 4)
INSERT INTO retail_campaign_effect
       (campaign_id, company_id, store_id, day, product_id, categ_id, goods, units, sales, margin, usual_units, usual_sales,
        usual_margin, uplift_units, uplift_sales, uplift_margin, cannibalised_sales, create_date, write_date)
SELECT d.campaign_id, d.company_id, d.store_id, d.day, g.product_id, g.categ_id, g.goods,
       COALESCE(n.units, 0), COALESCE(n.sales, 0), COALESCE(n.margin, 0),
       COALESCE(u.units, 0), COALESCE(u.sales, 0), COALESCE(u.margin, 0),
       CASE WHEN g.goods = 'campaign' THEN COALESCE(n.units, 0) - COALESCE(u.units, 0) ELSE 0 END,
       CASE WHEN g.goods = 'campaign' THEN COALESCE(n.sales, 0) - COALESCE(u.sales, 0) ELSE 0 END,
       CASE WHEN g.goods = 'campaign' THEN COALESCE(n.margin, 0) - COALESCE(u.margin, 0) ELSE 0 END,
       CASE WHEN g.goods = 'others' THEN COALESCE(u.sales, 0) - COALESCE(n.sales, 0) ELSE 0 END,
       %(now)s, %(now)s
  FROM day d
  JOIN goods g ON g.campaign_id = d.campaign_id AND g.store_id = d.store_id
LEFT JOIN daily n ON n.store_id = d.store_id AND n.product_id = g.product_id AND n.day = d.day
LEFT JOIN usual u ON u.campaign_id = d.campaign_id AND u.store_id = d.store_id AND u.product_id = g.product_id
                 AND u.dow = extract(dow FROM d.day)
 WHERE n.units IS NOT NULL OR u.units IS NOT NULL
"""
