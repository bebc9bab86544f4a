"""Loads the demo chain into a database, step by step, and connects a box to its first store.

Every step finds what is there already, so an interrupted load goes on where it stopped and a
second load changes nothing.
"""

import logging
import time

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..chain import (
    answers,
    campaigns,
    company,
    customers,
    devices,
    goods,
    labels,
    layouts,
    people,
    prices,
    prompts,
    receipt,
    release,
    sales,
    stock,
    stores,
)
from ..chain.records import find

_logger = logging.getLogger(__name__)


class RetailDemo(models.AbstractModel):
    _name = "retail.demo"
    _description = "Demo Chain"

    @api.model
    def load(self, commit=True):
        """Make the demo chain. Commits after each step unless told not to; returns `accounts()`."""
        self._refuse_strangers()
        self._refuse_real_shops()
        began = time.monotonic()
        env = self.env(user=self.env.ref("base.user_admin").id, su=True, context={**self.env.context, "lang": "en_US"})

        def checkpoint(message):
            env.flush_all()
            if commit:
                env.cr.commit()
            _logger.info("Demo chain: %s (%.1f s)", message, time.monotonic() - began)

        for title, step in (
            ("company and VAT", company.load),
            ("stores and tills", stores.load),
            ("people", people.load),
            ("categories", goods.load_categories),
            ("goods", lambda env: goods.load(env, checkpoint)),
            ("contents of packages", labels.load_contents),
            ("prices", prices.load),
            ("stock", lambda env: stock.load(env, checkpoint)),
            ("customers", customers.load),
            ("layouts", layouts.load),
            ("receipt", receipt.load),
            ("campaigns", campaigns.load),
            ("prompts", prompts.load),
            ("answers", answers.load),
            ("device profile", devices.load_profile),
            ("first release", release.load),
            ("sales of the last weeks", lambda env: sales.load(env, checkpoint)),
            ("labels", labels.load),
        ):
            step(env)
            checkpoint(title)
        return self.accounts()

    @api.model
    def accounts(self):
        """The demo's log-ins and the till to open first."""
        self._refuse_strangers()
        till = find(self.env(su=True), "store_lokka_till_1")
        if not till:
            raise UserError(self.env._("The demo chain isn't loaded."))
        return {**people.accounts(), "till": {"id": till.id, "name": till.name}}

    @api.model
    def pair_box(self, code, ports):
        """Pair the box that shows this code with the first store, and name its devices.

        False while no box that asks to be paired shows the code; the box id once it is done.
        """
        return devices.pair(self.env, code, ports)

    @api.model
    def attach_devices(self, box_id, ports):
        """Define scanner, printer and card terminal of the first store's tills at a box."""
        return devices.attach(self.env, self.env["retail.box"].browse(box_id), ports).ids

    def _refuse_strangers(self):
        if not self.env.is_system():
            raise AccessError(self.env._("Only an administrator loads the demo chain."))

    def _refuse_real_shops(self):
        """The demo renames the company and opens tills: never in a database where somebody sells."""
        if not find(self.env, "chain") and self.env["pos.order"].sudo().search_count([], limit=1):
            raise UserError(self.env._("This database has sales of its own. Load the demo chain into an empty database."))
