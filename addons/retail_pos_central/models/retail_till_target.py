"""Which serial of the manifest each till should run.

Apart from the till's state on purpose: a release writes here, acknowledgements write there. On one
row a release to a large fleet would collide with the tills that speak at the same time.
"""

from odoo import api, fields, models


class RetailTillTarget(models.Model):
    _name = "retail.till.target"
    _description = "Wanted Serial of a Till"
    _rec_name = "config_id"

    config_id = fields.Many2one("pos.config", required=True, readonly=True, ondelete="cascade")
    serial = fields.Integer(required=True, readonly=True)
    wanted_at = fields.Datetime(required=True, readonly=True)

    _config_unique = models.UniqueIndex("(config_id)")

    @api.model
    def _want(self, configs, serial):
        """These tills are to run this serial of the manifest."""
        if not configs:
            return
        self.env.cr.execute(
            """INSERT INTO retail_till_target (config_id, serial, wanted_at)
               SELECT config_id, %s, %s FROM unnest(%s) AS config_id
               ON CONFLICT (config_id) DO UPDATE SET serial = excluded.serial, wanted_at = excluded.wanted_at""",
            (serial, fields.Datetime.now(), configs.ids),
        )
        self.invalidate_model()
        self.env["retail.till.state"].invalidate_model(["wanted_serial", "wanted_at", "behind"])
