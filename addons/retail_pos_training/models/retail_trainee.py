"""A cashier who is still learning: every till that this user opens is in training."""

from odoo import api, fields, models


class RetailTrainee(models.Model):
    _name = "retail.trainee"
    _description = "Cashier in Training"
    _order = "until, id"

    user_id = fields.Many2one(
        "res.users",
        string="Cashier",
        required=True,
        index=True,
        ondelete="cascade",
        domain=lambda self: [("all_group_ids", "in", self.env.ref("point_of_sale.group_pos_user").ids)],
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    until = fields.Date(help="The last day in training; empty: until somebody ends it.")
    note = fields.Char()
    practice_count = fields.Integer(string="Practice Sales", compute="_compute_practice_count")

    _user_unique = models.UniqueIndex("(user_id)", "This cashier is in training already.")

    @api.depends("user_id")
    def _compute_practice_count(self):
        groups = self.env["retail.training.order"]._read_group([("user_id", "in", self.user_id.ids)], ["user_id"], ["__count"])
        counts = {user.id: count for user, count in groups}
        for trainee in self:
            trainee.practice_count = counts.get(trainee.user_id.id, 0)

    @api.depends("user_id")
    def _compute_display_name(self):
        for trainee in self:
            trainee.display_name = trainee.user_id.name

    @api.model_create_multi
    def create(self, vals_list):
        trainees = super().create(vals_list)
        trainees._log(self.env._("Put into training"))
        return trainees

    def unlink(self):
        self._log(self.env._("Taken out of training"))
        return super().unlink()

    def _log(self, text):
        for trainee in self:
            self.env["retail.audit"]._log("training", f"{trainee.user_id.name}: {text}", record=trainee.user_id)
