"""Whether a till has a scale at all is asked for with the rest of its start."""

from odoo import api, models
from odoo.tools import SQL


class RetailStart(models.AbstractModel):
    _inherit = "retail.start"

    @api.model
    def _questions(self, since):
        scales = SQL(
            """EXISTS (SELECT FROM retail_device_pos_config_rel JOIN retail_device ON retail_device.id = device_id
                        WHERE config_id = session.config_id AND kind = 'scale')"""
        )
        return {**super()._questions(since), "scales": scales}
