"""How tills behave: settings that follow the tree and are released like other content."""

from odoo import fields, models


class RetailTillSettings(models.Model):
    _name = "retail.till.settings"
    _inherit = ["retail.content.mixin"]
    _description = "Till Settings"
    _order = "name, id"

    _retail_kind = "settings"
    _retail_resolve = "nearest"

    reprice = fields.Selection(
        [("keep", "Keep the price at scan"), ("follow", "Follow the new price")],
        required=True,
        default="keep",
        string="Order Under Way",
        help="What happens to lines already on an order when their price changes.",
    )
    poll_interval_s = fields.Integer(
        string="Slow Poll (s)",
        default=120,
        required=True,
        help="A till asks for changes this often even when no doorbell rings.",
    )
    pull_jitter_ms = fields.Integer(
        string="Spread Pulls Over (ms)",
        default=2000,
        required=True,
        help="Tills wait a random part of this time after a doorbell that isn't urgent.",
    )
    show_savings = fields.Boolean(default=True, help="Show what the customer saves while goods are scanned.")
    return_days = fields.Integer(string="Open Purchase (days)", default=30)

    def _retail_document(self):
        self.ensure_one()
        return {
            "version": 1,
            "reprice": self.reprice,
            "poll_interval_s": self.poll_interval_s,
            "pull_jitter_ms": self.pull_jitter_ms,
            "show_savings": self.show_savings,
            "return_days": self.return_days,
        }

    def _retail_describe(self, old, new):
        texts = []
        for name in new:
            if name in self._fields and old.get(name) != new[name]:
                field = self._fields[name]
                shown = dict(field._description_selection(self.env)) if field.type == "selection" else {}
                texts.append(
                    self.env._(
                        "%(place)s: %(before)s → %(after)s",
                        place=field._description_string(self.env),
                        before=shown.get(old.get(name), old.get(name)),
                        after=shown.get(new[name], new[name]),
                    )
                )
        return texts

    def _retail_check(self, document):
        problems = []
        if not 10 <= self.poll_interval_s <= 3600:
            problems.append(
                {"level": "error", "path": "/poll_interval_s", "message": self.env._("The slow poll must be between 10 s and an hour.")}
            )
        if not 0 <= self.pull_jitter_ms <= 60000:
            problems.append(
                {"level": "error", "path": "/pull_jitter_ms", "message": self.env._("Pulls can be spread over at most a minute.")}
            )
        return problems
