"""Campaigns on their nodes of the tree, as a calendar shows them: one row for each campaign and node."""

from odoo import fields, models, tools


class RetailCampaignCalendar(models.Model):
    _name = "retail.campaign.calendar"
    _description = "Campaign Calendar"
    _auto = False
    _order = "date_from, id"

    name = fields.Char(related="campaign_id.name")
    summary = fields.Char(related="campaign_id.summary")
    goods_text = fields.Char(related="campaign_id.goods_text")
    release_state = fields.Selection(related="campaign_id.release_state")
    campaign_id = fields.Many2one("retail.campaign", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    store_id = fields.Many2one("retail.store", string="Place", readonly=True)
    config_id = fields.Many2one("pos.config", string="Till", readonly=True)
    kind = fields.Selection(related="campaign_id.kind")
    date_from = fields.Datetime(string="From", readonly=True)
    date_to = fields.Datetime(string="To", readonly=True)
    is_open = fields.Boolean(string="Without End", readonly=True)

    def init(self):
        """A campaign without start began when it was made; one without end is shown for a year to come."""
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute("""
            CREATE VIEW retail_campaign_calendar AS
            SELECT a.id, c.id AS campaign_id, c.company_id, a.node_store_id AS store_id, a.config_id,
                   COALESCE(c.date_from, c.create_date) AS date_from,
                   COALESCE(c.date_to, (now() AT TIME ZONE 'UTC' + interval '1 year')) AS date_to,
                   c.date_to IS NULL AS is_open
              FROM retail_assignment a
              JOIN retail_campaign c ON c.id = a.res_id
             WHERE a.res_model = 'retail.campaign' AND c.active
        """)

    def action_open_campaign(self):
        self.ensure_one()
        return {"type": "ir.actions.act_window", "res_model": "retail.campaign", "res_id": self.campaign_id.id, "views": [(False, "form")]}
