"""What campaigns took off is right to the øre on an invoice too, and stands there by name.

An invoice's discount is a percentage of two decimals: of a television for 9,990 that is half a krone. Where it can't
say exactly what was paid, the line has the price that was paid instead, and tells in words what came off.
"""

from odoo import models
from odoo.tools import formatLang

from ..tools import savings

EXACT = 1e-9
PRICE_DECIMALS = 6


class PosOrder(models.Model):
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def _get_invoice_lines_values(self, line_values, pos_line, move_type):
        values = super()._get_invoice_lines_values(line_values, pos_line, move_type)
        discount = values.get("discount")
        if not discount:
            return values
        texts = [values["name"], *self._retail_savings_texts(pos_line)]
        if abs(discount - round(discount, self.env["decimal.precision"].precision_get("Discount"))) > EXACT:
            env = self._retail_customers_env()
            regular = formatLang(env, values["price_unit"], currency_obj=self.currency_id)
            texts.insert(1, env._("Regular price %s", regular))
            paid = values["price_unit"] * (1 - discount / 100)
            values.update(discount=0, price_unit=round(paid, PRICE_DECIMALS))
        return {**values, "name": "\n".join(texts)}

    def _retail_customers_env(self):
        return self.with_context(lang=self.partner_id.lang or self.env.user.lang).env

    def _retail_savings_texts(self, line):
        """What came off a line, by campaign and by the cashier."""
        env, scale = self._retail_customers_env(), 10**self.currency_id.decimal_places
        try:
            found = savings.parse(line.retail_savings)
        except ValueError:
            found = []  # the order is flagged for it
        texts = [f"{name} {formatLang(env, -amount / scale, currency_obj=self.currency_id)}" for _offer, name, amount in found]
        if line.retail_manual_discount:
            texts.append(env._("The cashier's discount %s %%", f"{line.retail_manual_discount:g}"))
        return texts
