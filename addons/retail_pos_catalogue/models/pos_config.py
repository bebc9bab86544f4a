"""Tells the till that its goods come from the catalogue."""

from odoo import models


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _retail_has_catalogue(self):
        """Tills of the tree load goods by themselves; others load them all at the start, as Odoo does."""
        return bool(self.sudo().retail_store_id)

    def _retail_load(self):
        return {**super()._retail_load(), "catalogue": self._retail_has_catalogue()}

    def write(self, vals):
        result = super().write(vals)
        if "retail_store_id" in vals:
            # Another place in the tree, or none: what the till has cached is not what it loads there.
            self._compute_local_data_integrity()
        return result
