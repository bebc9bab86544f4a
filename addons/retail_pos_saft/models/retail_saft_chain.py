"""Where each till's chain of seals ends. One row a till, locked by whoever adds a seal."""

from odoo import api, fields, models

from ..tools import seal


class RetailSaftChain(models.Model):
    _name = "retail.saft.chain"
    _description = "End of a Till's Chain of Seals"
    _rec_name = "config_id"

    config_id = fields.Many2one("pos.config", required=True, readonly=True, ondelete="restrict")
    number = fields.Integer(required=True, readonly=True)
    signature = fields.Text(required=True, readonly=True)

    _config_unique = models.UniqueIndex("(config_id)")

    @api.model
    def _end(self, config):
        """(last number, last signature), held until the transaction ends: of two that come at once the later one tries again."""
        self.env.cr.execute(
            "INSERT INTO retail_saft_chain (config_id, number, signature) VALUES (%s, 0, %s) ON CONFLICT (config_id) DO NOTHING",
            [config.id, seal.FIRST],
        )
        self.env.cr.execute("SELECT number, signature FROM retail_saft_chain WHERE config_id = %s FOR UPDATE", [config.id])
        return self.env.cr.fetchone()

    @api.model
    def _move(self, config, number, signature):
        self.env.cr.execute("UPDATE retail_saft_chain SET number = %s, signature = %s WHERE config_id = %s", [number, signature, config.id])
        self.invalidate_model()
