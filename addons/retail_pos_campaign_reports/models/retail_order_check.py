"""Sales priced once more at head office, by the till's own engine, from head office's records.

A till's word is not taken for it: prices come from the pricelist at the time of the scan, campaigns from what was
released to that till then. What comes out differently is named, with the reason where there is an innocent one.
"""

import hashlib
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.retail_pos_central.tools import campaign_engine

_logger = logging.getLogger(__name__)

BATCH = 500
#: Sales that came so long ago are no longer looked for; the till's were checked when they came.
LOOK_BACK_DAYS = 7
#: So many earlier states of a till's campaigns are tried to tell a till that is behind from one that was changed.
EARLIER_STATES = 10
#: A till that is away sells at what it holds, but not for ever.
LONGEST_BEHIND = timedelta(hours=24)
#: The last sale that is too old to be looked for.
LOOKED_THROUGH = "retail_pos_campaign_reports.looked_through"
SELDOM_NOTED = 10_000
#: Why nothing can be priced, for those who look at the results.
TROUBLE = "retail_pos_campaign_reports.engine_trouble"
STATES = [
    ("same", "Same price"),
    ("stale", "Earlier campaigns"),
    ("unsure", "Changed since"),
    ("differs", "Different price"),
]


class RetailOrderCheck(models.Model):
    _name = "retail.order.check"
    _description = "Sale Priced Once More"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("pos.order", required=True, readonly=True, ondelete="cascade", index=True)
    date = fields.Datetime(readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    store_id = fields.Many2one("retail.store", readonly=True, index=True)
    config_id = fields.Many2one("pos.config", string="Till", readonly=True, index=True)
    cashier_id = fields.Many2one("res.users", readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    expected = fields.Monetary(readonly=True, help="What the lines should have cost.")
    sold = fields.Monetary(readonly=True, help="What they were sold for.")
    difference = fields.Monetary(readonly=True, help="Sold less expected: below zero where the customer paid too little.")
    reason = fields.Text(readonly=True)

    _order_unique = models.UniqueIndex("(order_id)")

    # -- choosing --------------------------------------------------------------------

    @api.model
    def _cron_check(self):
        """Price what has come since; the next run goes on where this one stopped."""
        if not self._engine_runs():
            return
        orders = self._waiting()
        self._check(orders)
        if len(orders) == BATCH:
            self.env.ref("retail_pos_campaign_reports.retail_order_check_cron")._trigger()

    @api.model
    def _engine_runs(self):
        """Whether the tills' engine runs on this server; where it doesn't, it is said wherever people look for its results."""
        trouble = campaign_engine.trouble() or ""
        if trouble:
            _logger.error("Sales can't be priced once more: %s", trouble)
        parameters = self.env["ir.config_parameter"].sudo()
        if trouble != (parameters.get_param(TROUBLE) or ""):
            parameters.set_param(TROUBLE, trouble)
            if trouble:
                message = self.env._(
                    "Sales are not priced once more, and prices not compared: the campaign engine does not run on the server"
                )
            else:
                message = self.env._("Sales are priced once more again: the campaign engine runs on the server")
            self.env["retail.audit"]._log("engine", message, note=trouble)
        return not trouble

    @api.model
    def _action_open(self, name):
        """An action that shows results; with a warning before it when there can't be new ones."""
        action = self.env["ir.actions.actions"]._for_xml_id(name)
        trouble = self.env["ir.config_parameter"].sudo().get_param(TROUBLE)
        if not trouble:
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger",
                "sticky": True,
                "title": self.env._("Nothing is being compared"),
                "message": self.env._(
                    "The campaign engine does not run on the server: %(trouble)s %(count)s sales of the last %(days)s days wait.",
                    trouble=trouble,
                    count=self._count_waiting(),
                    days=LOOK_BACK_DAYS,
                ),
                "next": action,
            },
        }

    def _count_waiting(self):
        """Sales of the caller's stores that no check has looked at."""
        stores = self.env["retail.store"].search([])
        return self.env["pos.order"].sudo().search_count([*self._unchecked_domain(), ("config_id.retail_store_id", "in", stores.ids)])

    def _unchecked_domain(self):
        """Paid sales of tills in the tree that no check has looked at."""
        since = fields.Datetime.now() - timedelta(days=LOOK_BACK_DAYS)
        first = self._id_before(since)
        self.flush_model(["order_id"])
        checked = SQL("(SELECT order_id FROM retail_order_check WHERE order_id > %s)", first)
        return [
            ("id", ">", first),
            ("state", "in", ("paid", "done")),
            ("create_date", ">=", since),
            ("config_id.retail_store_id", "!=", False),
            ("id", "not in", checked),
        ]

    @api.model
    def _id_before(self, since):
        """An id below those of all sales since: years of sales stand before these, and no index tells when they came."""
        parameters = self.env["ir.config_parameter"].sudo()
        start = int(parameters.get_param(LOOKED_THROUGH) or 0)
        self.env.cr.execute("SELECT max(id) FROM pos_order WHERE id > %s AND create_date < %s", (start, since))
        found = self.env.cr.fetchone()[0]
        if found and found > start + SELDOM_NOTED:
            parameters.set_param(LOOKED_THROUGH, found)
        return found or start

    def _waiting(self):
        """Of the sales that no check has looked at those that are to be checked."""
        orders = self.env["pos.order"].sudo()
        found = orders
        for order in orders.search(self._unchecked_domain(), order="id"):
            if order.retail_price_flag or self._is_chosen(order):
                found |= order
                if len(found) == BATCH:
                    break
        return found

    def _is_chosen(self, order):
        """By lot, the same each time one asks, with the database's secret in it: no till can know before."""
        share = order.company_id.retail_check_share
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        lot = int.from_bytes(hashlib.sha256(f"{secret}:retail_check:{order.uuid}".encode()).digest()[:4]) % 10000
        return lot < share * 100

    # -- checking --------------------------------------------------------------------

    def _check(self, orders):
        """Price these sales; returns their rows."""
        checks = self.sudo()
        for company, own in orders.sudo().grouped("company_id").items():
            checks |= self.sudo().with_company(company)._check_of_company(own)
        checks.filtered(lambda check: check.state == "differs")._alert()
        return checks

    def _check_of_company(self, orders):
        sales = [self.env["retail.order.pricing"]._sale(order) for order in orders]
        self._price(sales, lambda sale: sale["book"])
        differing = [sale for sale in sales if sale["problems"]]
        self._explain(differing)
        self.search([("order_id", "in", orders.ids)]).unlink()
        return self.create([self._row(sale) for sale in sales])

    def _price(self, sales, book_of):
        """Compare each sale with the engine's answer under one of its books."""
        books, cases = {}, []
        for sale in sales:
            key, offers = book_of(sale)
            books.setdefault(key, offers)
            cases.append({"book": key, "basket": sale["basket"]})
        for sale, result in zip(sales, self._evaluate(books, cases), strict=True):
            sale["expected"], sale["problems"] = self.env["retail.order.pricing"]._compare(sale, result)

    def _evaluate(self, books, cases):
        """The engine's answers; a sale that it fails on must not keep the others from being checked."""
        try:
            return campaign_engine.evaluate(books, cases)
        except campaign_engine.EngineError as error:
            if len(cases) == 1:
                _logger.warning("A sale can't be priced once more", exc_info=True)
                return [{"error": str(error)}]
        half = len(cases) // 2
        return self._evaluate(books, cases[:half]) + self._evaluate(books, cases[half:])

    def _explain(self, sales):
        """A till that was behind sold at what held before: found by trying the states before that one."""
        for sale in sales:
            sale["stale"] = False
            first = (sale["expected"], sale["problems"])
            if sale["clock"] or sale["price_problems"]:
                continue
            for key, offers, ended in self.env["retail.order.pricing"]._earlier_books(sale):
                self._price([sale], lambda _sale, book=(key, offers): book)
                if not sale["problems"]:
                    sale["stale"] = sale["now"] - ended <= LONGEST_BEHIND
                    sale["replaced_at"] = ended
                    first[1].insert(0, self._stale_text(ended))
                    break
            sale["expected"], sale["problems"] = first

    def _stale_text(self, ended):
        at = fields.Datetime.context_timestamp(self, ended).strftime("%Y-%m-%d %H:%M")
        return self.env._("The till sold at campaigns that were replaced at %s.", at)

    def _row(self, sale):
        order = sale["order"]
        scale = 10**order.currency_id.decimal_places
        problems = [*sale["clock"], *sale["price_problems"], *sale["override_problems"], *sale["problems"]]
        if not problems:
            state = "same"
        elif sale.get("stale") and not (sale["clock"] or sale["price_problems"] or sale["override_problems"]):
            state = "stale"
        elif sale["changed"] and not sale["override_problems"]:
            state = "unsure"
            problems = [self.env._("Changed since the sale: %s", ", ".join(sale["changed"])), *problems]
        else:
            state = "differs"
        return {
            "order_id": order.id,
            "date": order.date_order,
            "company_id": order.company_id.id,
            "store_id": order.config_id.retail_store_id.id,
            "config_id": order.config_id.id,
            "cashier_id": order.user_id.id,
            "state": state,
            "expected": sale["expected"] / scale,
            "sold": sale["sold"] / scale,
            "difference": (sale["sold"] - sale["expected"]) / scale,
            "reason": "\n".join(problems) or False,
        }

    def _alert(self):
        """One activity a till and day for who answers for the store, and a line in the audit log."""
        for (config, day), checks in self.grouped(lambda check: (check.config_id, check.date.date())).items():
            first = checks[0]
            self.env["retail.audit"]._log(
                "price_differs",
                self.env._("%(count)s sales at %(till)s came out at another price", count=len(checks), till=config.name),
                record=first,
                store=first.store_id,
                note="\n".join(filter(None, checks.mapped("reason")))[:2000],
            )
            known = self.search([("config_id", "=", config.id), ("activity_ids", "!=", False)])
            if any(check.date.date() == day for check in known):
                continue
            user = first.store_id._retail_responsible() or config.retail_store_id.create_uid
            first.activity_schedule(
                "retail_pos_campaign_reports.retail_activity_price_differs",
                user_id=user.id,
                summary=self.env._("%s sold at another price than head office has", config.name),
                note=first.reason,
            )

    def action_check_again(self):
        """For a manager who has put something right, such as a customer's group."""
        self.check_access("read")
        self._check(self.sudo().order_id)

    def action_open_order(self):
        self.ensure_one()
        return {"type": "ir.actions.act_window", "res_model": "pos.order", "res_id": self.order_id.id, "views": [(False, "form")]}
