"""What the page of a till in the tree needs to know, asked of the database in one."""

from odoo import api, models
from odoo.tools import SQL

# What Odoo's page and ours tell of these records.
PAGE_OF_CONFIG = (
    ("", ("access_token", "active", "company_id", "fallback_nomenclature_id", "last_data_change", "retail_store_id")),
    ("company_id", ("active", "currency_id", "name", "nomenclature_id", "parent_id", "parent_path", "partner_id", "sequence")),
    ("company_id.nomenclature_id", ("is_gs1_nomenclature", "gs1_separator_fnc1")),
    ("company_id.partner_id", ("write_date",)),
)
PAGE_OF_USER = (
    ("", ("action_id", "company_id", "login", "partner_id", "share", "tour_enabled")),
    ("partner_id", ("commercial_company_name", "company_name", "complete_name", "is_company", "name", "parent_id", "type", "write_date")),
)


class TillPage:
    """What is known while a till's page is made."""

    def __init__(self, till, answers):
        self.till = till
        self.answers = answers
        self.mark = answers["mark"]
        self.unclosed = {till: answers["unclosed"]}


class RetailPage(models.AbstractModel):
    _name = "retail.page"
    _description = "Page of a Till"

    @api.model
    def _of(self, till):
        """What is known for the page of this till; None for one that is not in the tree, or not there."""
        config, user = self.env["pos.config"].sudo().browse(till), self.env.user
        roots = {"config": (config, PAGE_OF_CONFIG), "person": (user, PAGE_OF_USER)}
        answers = self.env["retail.ask"]._ask(roots, self._questions())
        if answers is None or not config.retail_store_id:
            return None
        ask = self.env["retail.ask"]
        ask._put(user, "res_users_settings_ids", tuple(answers["settings"]))
        for session, _state, _rescue in answers["unclosed"]:
            ask._put(self.env["pos.session"].browse(session), "config_id", till)
        if not answers["branches"]:
            ask._put(config.company_id, "child_ids", ())
        return TillPage(till, answers)

    @api.model
    def _questions(self):
        """{name: SQL} of what else the page tells; of the till as "config", and of its user as "person"."""
        return {
            "mark": self.env["retail.setup"]._ask(),
            "branches": SQL("EXISTS (SELECT FROM res_company WHERE parent_id = config.company_id)"),
            "settings": SQL("ARRAY(SELECT id FROM res_users_settings WHERE user_id = person.id)"),
            "unclosed": self.env["pos.config"]._retail_ask_unclosed(SQL("config.id")),
        }
