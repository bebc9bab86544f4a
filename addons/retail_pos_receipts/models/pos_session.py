"""A session that closes leaves a Z report, whoever closes it and wherever."""

from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

    def _validate_session(self, balancing_account=False, amount_to_balance=0, bank_payment_method_diffs=None):
        if not self.config_id.sudo().retail_store_id:
            return super()._validate_session(balancing_account, amount_to_balance, bank_payment_method_diffs)
        # Counted first: closing itself writes the difference into the books as one more cash move.
        banks = {method.id: 0.0 for method in self.payment_method_ids if method.type == "bank"}
        figures = self._retail_figures(counted={**banks, **(bank_payment_method_diffs or {})})
        result = super()._validate_session(balancing_account, amount_to_balance, bank_payment_method_diffs)
        if self.state == "closed":
            self._retail_take_z(figures)
        return result

    def _retail_take_z(self, figures):
        """The next number of the till; the lock on its configuration keeps two closings from taking the same."""
        self.ensure_one()
        config = self.sudo().config_id
        self.env.cr.execute("SELECT id FROM pos_config WHERE id = %s FOR UPDATE", [config.id])
        reports = self.env["retail.till.report"]
        last = reports._last_z(config)
        # Another session of the till may have closed meanwhile (a rescue session): its figures come before these.
        figures["grand"] = self.sudo()._retail_grand(figures)
        return reports._store("z", self.sudo(), figures, last.number + 1)
