"""A till that is there for training only."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class PosConfig(models.Model):
    _inherit = "pos.config"

    retail_training = fields.Boolean(
        string="In Training",
        help="Everything sold on this till is practice: no sale, no stock, no accounting, no card is charged.",
        copy=False,
    )

    def write(self, vals):
        if "retail_training" in vals:
            self._retail_check_training(bool(vals["retail_training"]))
        return super().write(vals)

    def _retail_check_training(self, training):
        if not (self.env.su or self.env.user.has_group("retail_pos_central.group_retail_store_manager")):
            raise AccessError(self.env._("Only a manager may put a till into training."))
        changed = self.filtered(lambda config: config.retail_training != training)
        busy = changed.filtered(lambda config: training and config.sudo().current_session_id.order_ids)
        if busy:
            raise UserError(
                self.env._("%s has sold since it was opened. Close the register first.", ", ".join(busy.mapped("display_name")))
            )
        for config in changed:
            text = self.env._("Put into training") if training else self.env._("Taken out of training")
            self.env["retail.audit"]._log("training", text, record=config, store=config.retail_store_id or None)

    @api.model
    def _load_pos_data_read(self, records, config):
        rows = super()._load_pos_data_read(records, config)
        start = self.env.context.get("retail_start")
        if rows:
            has_practised = not start or start.answers["practised"]
            rows[0]["_retail_training_last"] = self.env["retail.training.order"].sudo()._last_number(config) if has_practised else 0
        return rows
