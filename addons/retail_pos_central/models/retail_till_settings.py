"""How tills behave: settings that follow the tree and are released like other content."""

from odoo import fields, models

from ..tools import offer

MAX_POLL_S = 3600


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
    discount_limit_cashier = fields.Float(
        string="Cashiers' Limit (%)",
        default=100,
        digits=(5, 2),
        help="The most a cashier may take off a price by hand, as a discount or by typing a lower price. 0: nothing.",
    )
    discount_limit_manager = fields.Float(
        string="Managers' Limit (%)", default=100, digits=(5, 2), help="The most a manager may take off a price by hand."
    )
    override_reasons = fields.Text(
        string="Reasons to Choose From",
        translate=True,
        help="One a line. Where there are any, a discount or price by hand asks for one of them.",
    )
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
            "discount_limits": {
                "cashier": offer.decimal(self.discount_limit_cashier, 2),
                "manager": offer.decimal(self.discount_limit_manager, 2),
            },
            "override_reasons": self._reasons(),
        }

    def _reasons(self):
        """{language: [reason, …]}."""
        texts = {code: self.with_context(lang=code).override_reasons or "" for code, _label in self.env["res.lang"].get_installed()}
        return {code: [line.strip() for line in text.splitlines() if line.strip()] for code, text in texts.items() if text.strip()}

    def _retail_describe(self, old, new):
        texts = self._describe_limits(old, new)
        for name in new:
            if name in self._fields and name != "override_reasons" and old.get(name) != new[name]:
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

    def _describe_limits(self, old, new):
        texts = []
        before, after = (document.get("discount_limits") or {} for document in (old, new))
        for role, field in (("cashier", "discount_limit_cashier"), ("manager", "discount_limit_manager")):
            if before.get(role, 100) != after.get(role, 100):
                place = self._fields[field]._description_string(self.env)
                shown = (f"{document.get(role, 100)} %" for document in (before, after))
                texts.append(
                    self.env._("%(place)s: %(before)s → %(after)s", place=place, **dict(zip(("before", "after"), shown, strict=True)))
                )
        if (old.get("override_reasons") or {}) != (new.get("override_reasons") or {}):
            reasons = (new.get("override_reasons") or {}).get(self.env.lang) or next(iter((new.get("override_reasons") or {}).values()), [])
            texts.append(self.env._("Reasons for prices by hand: %s", ", ".join(reasons) or self.env._("none")))
        return texts

    def _retail_check(self, document):
        problems = []
        if not 10 <= self.poll_interval_s <= MAX_POLL_S:
            problems.append(
                {"level": "error", "path": "/poll_interval_s", "message": self.env._("The slow poll must be between 10 s and an hour.")}
            )
        if not 0 <= self.pull_jitter_ms <= 60000:
            problems.append(
                {"level": "error", "path": "/pull_jitter_ms", "message": self.env._("Pulls can be spread over at most a minute.")}
            )
        if not all(0 <= limit <= 100 for limit in (self.discount_limit_cashier, self.discount_limit_manager)):
            problems.append(
                {"level": "error", "path": "/discount_limits", "message": self.env._("A limit must be between 0 and 100 percent.")}
            )
        return problems
