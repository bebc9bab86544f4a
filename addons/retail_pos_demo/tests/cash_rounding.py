"""Cash in whole kroner at the chain's tills: the sale keeps its øre, the drawer holds kroner, the books the difference."""

import uuid

from odoo import fields

from odoo.addons.retail_pos_demo.chain import goods, records

# total, what cash pays: half a krone and more is a krone up
CASES = ((249.49, 249), (249.50, 250), (100.00, 100), (0.49, 0), (19.90, 20), (1234.05, 1234))


class CashRounding:
    """Mixed into the test of the whole chain, which takes long to load."""

    def open_till(self):
        self.till = records.get(self.env, "store_bergen_till_1")
        self.till.open_ui()
        self.session = self.till.current_session_id
        self.session.set_opening_control(1000, "")
        self.cash = self.till.payment_method_ids.filtered("is_cash_count")[:1]
        self.card = self.till.payment_method_ids.filtered(lambda method: method.type == "bank")[:1]
        self.product = goods.variant(self.env, "21001")

    def sell(self, total, method, paid):
        rate = self.product.taxes_id.amount
        untaxed = round(total * 100 / (100 + rate), 2)
        line = {
            "uuid": str(uuid.uuid4()),
            "product_id": self.product.id,
            "qty": 1,
            "price_unit": total,
            "discount": 0,
            "tax_ids": [(6, 0, self.product.taxes_id.ids)],
            "price_subtotal": untaxed,
            "price_subtotal_incl": total,
            "pack_lot_ids": [],
        }
        data = {
            "uuid": str(uuid.uuid4()),
            "access_token": "",
            "name": "Order",
            "state": "paid",
            "session_id": self.session.id,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "user_id": self.env.uid,
            "partner_id": False,
            "amount_total": total,
            "amount_paid": paid,
            "amount_tax": round(total - untaxed, 2),
            "amount_return": 0,
            "fiscal_position_id": False,
            "lines": [(0, 0, line)],
            "sequence_number": 1,
            "last_order_preparation_change": "{}",
            "payment_ids": [(0, 0, {"amount": paid, "name": fields.Datetime.now(), "payment_method_id": method.id})] if paid else [],
        }
        self.env["pos.order"].sync_from_ui([data])
        return self.env["pos.order"].search([("uuid", "=", data["uuid"])])

    def test_whole_kroner_in_cash(self):
        self.open_till()
        rounding = self.till.rounding_method
        self.assertTrue(self.till.cash_rounding and self.till.only_round_cash_method)
        for total, paid in CASES:
            self.assertAlmostEqual(rounding.round(total), paid, msg=str(total))

    def test_the_books_hold_the_difference_to_the_oere(self):
        self.open_till()
        sold = [(total, paid) for total, paid in CASES if paid]
        for total, paid in sold:
            self.assertEqual(self.sell(total, self.cash, paid).state, "paid", total)
        self.assertEqual(self.sell(77.77, self.card, 77.77).state, "paid", "a card pays the øre")
        drawer = 1000 + sum(paid for _total, paid in sold)
        self.session.post_closing_cash_details(drawer)
        self.session.action_pos_session_closing_control()
        self.assertEqual((self.session.state, self.session.cash_register_difference), ("closed", 0))
        lines = self.session.move_id.line_ids
        rounding = self.till.rounding_method
        accounts = rounding.profit_account_id | rounding.loss_account_id
        difference = sum(lines.filtered(lambda line: line.account_id in accounts).mapped("balance"))
        # More paid than sold is a gain, which stands in the books as a credit.
        self.assertAlmostEqual(difference, sum(total - paid for total, paid in sold), places=2)
        self.assertAlmostEqual(sum(lines.mapped("balance")), 0, places=2)
        income = sum(line.balance for line in lines if line.account_id.account_type == "income" and line.account_id not in accounts)
        taxes = sum(lines.filtered("tax_line_id").mapped("balance"))
        self.assertAlmostEqual(-(income + taxes), sum(total for total, _paid in sold) + 77.77, places=2)
