"""The figures of a session for X and Z reports, in øre: counted from what is in the books, not from what tills say."""

from collections import defaultdict

from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

    def _retail_figures(self, counted=None):
        """What report.js of central prints. `counted`: {payment method id: counted less expected}, of a closing."""
        self.ensure_one()
        # Names of payments and groups go into the books in the company's language, whoever closes.
        lang = self.sudo().company_id.partner_id.lang or self.env.lang
        session = self.sudo().with_context(lang=lang)
        orders = session._get_closed_orders()
        sales, returns = session._retail_sums(orders)
        figures = {
            "from": session._retail_moment(session.start_at),
            "to": session._retail_moment(session.env.cr.now()),
            "session": session.name,
            "sales": sales,
            "returns": returns,
            "net": sales["amount"] + returns["amount"],
            "rounding": session._retail_minor(sum(order.amount_paid - order.amount_total for order in orders)),
            "discounts": session._retail_manual_discounts(orders),
            "campaigns": session._retail_campaigns(orders),
            "vat": session._retail_vat(orders),
            "payments": session._retail_payments(orders, counted),
            "cash": session._retail_cash(orders, counted is not None),
            "groups": session._retail_groups(orders),
            "cashiers": session._retail_cashiers(orders),
            "counters": session._retail_counters(orders),
        }
        figures["grand"] = session._retail_grand(figures)
        return figures

    def _retail_minor(self, amount):
        return round(amount * 10**self.currency_id.decimal_places)

    def _retail_moment(self, moment):
        local = self.config_id.retail_store_id._retail_tz().fromutc(moment) if moment else None
        return local.strftime("%d.%m.%Y %H:%M") if local else ""

    def _retail_count(self, lines, orders):
        return {"count": len(orders), "amount": sum(self._retail_minor(line.price_subtotal_incl) for line in lines)}

    def _retail_sums(self, orders):
        """What was sold and what came back; a sale with both (an exchange) counts in each."""
        sold = orders.lines.filtered(lambda line: line.price_subtotal_incl >= 0 and line.qty >= 0)
        back = orders.lines - sold
        return self._retail_count(sold, sold.order_id), self._retail_count(back, back.order_id)

    def _retail_manual_discounts(self, orders):
        """What cashiers took off beside the campaigns."""
        found = [hand for hand in (line._retail_reductions()[1] for line in orders.lines.filtered("discount")) if hand > 0]
        return {"count": len(found), "amount": -sum(found)}

    def _retail_campaigns(self, orders):
        groups = self.env["retail.order.saving"]._read_group([("order_id", "in", orders.ids)], ["name"], ["__count", "amount:sum"])
        return [{"name": name or "", "count": count, "amount": -self._retail_minor(amount)} for name, count, amount in groups]

    def _retail_vat(self, orders):
        """Per rate as the session's journal entry books it: rounded for each order."""
        taxes = self.env["account.tax"]
        rates = defaultdict(lambda: [0, 0])
        for order in orders:
            base_lines = order._prepare_tax_base_line_values()
            taxes._add_tax_details_in_base_lines(base_lines, order.company_id)
            taxes._round_base_lines_tax_details(base_lines, order.company_id)
            # Odoo turns the quantities of an order that pays back.
            sign = -1 if order.amount_total < 0 else 1
            for base_line in base_lines:
                details = base_line["tax_details"]
                for tax in details["taxes_data"]:
                    rates[tax["tax"].amount][0] += sign * self._retail_minor(tax["base_amount_currency"])
                    rates[tax["tax"].amount][1] += sign * self._retail_minor(tax["tax_amount_currency"])
                if not details["taxes_data"]:
                    total = details["total_excluded_currency"] + details["delta_total_excluded_currency"]
                    rates[0][0] += sign * self._retail_minor(total)
        return [
            {"rate": int(rate) if rate == int(rate) else str(rate), "base": base, "vat": vat, "net": base + vat}
            for rate, (base, vat) in sorted(rates.items(), reverse=True)
        ]

    def _retail_payments(self, orders, counted):
        found = []
        for method in self.payment_method_ids | orders.payment_ids.payment_method_id:
            payments = orders.payment_ids.filtered(lambda payment, method=method: payment.payment_method_id == method)
            given = payments.filtered(lambda payment: not payment.is_change)
            amount = self._retail_minor(sum(payments.mapped("amount")))
            difference = (counted or {}).get(method.id)
            found.append(
                {
                    "name": method.name,
                    "count": len(given),
                    "amount": amount,
                    "returned": self._retail_minor(sum(given.filtered(lambda payment: payment.amount < 0).mapped("amount"))),
                    "counted": amount + self._retail_minor(difference) if difference is not None else None,
                }
            )
        return found

    def _retail_cash(self, orders, is_closing):
        if not self.config_id.cash_control:
            return None
        methods = self.payment_method_ids.filtered(lambda method: method.type == "cash")[:1]
        paid = sum(orders.payment_ids.filtered(lambda payment: payment.payment_method_id == methods).mapped("amount"))
        moves = [self._retail_minor(line.amount) for line in self.statement_line_ids]
        into, out = [[move for move in moves if (move > 0) is wanted] for wanted in (True, False)]
        opening, paid = self._retail_minor(self.cash_register_balance_start), self._retail_minor(paid)
        return {
            "opening": opening,
            "payments": paid,
            "cash_in": {"count": len(into), "amount": sum(into)},
            "cash_out": {"count": len(out), "amount": sum(out)},
            "expected": opening + paid + sum(moves),
            "counted": self._retail_minor(self.cash_register_balance_end_real) if is_closing else None,
        }

    def _retail_groups(self, orders):
        """By category: units of goods sold by the piece, one for each weighing, less what came back."""
        groups = defaultdict(lambda: [0, 0])
        for line in orders.lines:
            group = groups[line.product_id.categ_id.name or ""]
            pieces = int(line.qty) if line.qty == int(line.qty) else (1 if line.qty > 0 else -1)
            group[0] += pieces
            group[1] += self._retail_minor(line.price_subtotal_incl)
        return [{"name": name, "count": count, "amount": amount} for name, (count, amount) in sorted(groups.items())]

    def _retail_cashiers(self, orders):
        names = defaultdict(lambda: [0, 0])
        for order in orders:
            # With pos_hr the cashier is an employee.
            employee = order.employee_id if "employee_id" in order._fields else None
            found = names[(employee or order.user_id).name or ""]
            found[0] += 1
            found[1] += self._retail_minor(order.amount_total)
        return [{"name": name, "count": count, "amount": amount} for name, (count, amount) in sorted(names.items())]

    def _retail_counters(self, orders):
        """Addons add theirs, such as training sales."""
        groups = self.env["retail.till.event"]._read_group([("session_id", "=", self.id)], ["kind"], ["__count", "amount:sum"])
        seen = {kind: {"count": count, "amount": self._retail_minor(amount)} for kind, count, amount in groups}
        names = {
            "copies": "copy",
            "drawer": "drawer",
            "price_checks": "price_check",
            "corrections": "correction",
            "cancelled": "cancelled",
            "parked": "parked",
            "gift_receipts": "gift",
        }
        counters = {name: seen.get(kind, {"count": 0, "amount": 0}) for name, kind in names.items()}
        return {"receipts": {"count": len(orders)}, **counters}

    def _retail_grand(self, figures):
        """Since the till's first day: what its last Z report said, and this session."""
        last = self.env["retail.till.report"]._last_z(self.config_id)
        before = (last.figures or {}).get("grand") or {}
        return {
            "sales": before.get("sales", 0) + figures["sales"]["amount"],
            "returns": before.get("returns", 0) + figures["returns"]["amount"],
            "net": before.get("net", 0) + figures["net"],
        }


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _retail_reductions(self):
        """(what campaigns took off, what the cashier took off by hand), in øre."""
        self.ensure_one()
        minor = self.order_id.session_id._retail_minor
        saved = sum(saving.get("amount", 0) for saving in self.retail_savings or [] if isinstance(saving, dict))
        # Lines that return a sold one carry the sale's discount.
        if not self.discount or self.refunded_orderline_id:
            return saved, 0
        rest = 1 - self.discount / 100
        gross = self.price_subtotal_incl / rest if rest else self.price_unit * self.qty
        return saved, max(0, minor(gross - self.price_subtotal_incl) - saved)
