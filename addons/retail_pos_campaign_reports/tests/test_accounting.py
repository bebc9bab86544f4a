"""What campaigns took off is right to the øre in the books: VAT by rate, at closing and on an invoice."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import SellingCase


@tagged("post_install", "-at_install")
class TestAccounting(SellingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.tax_calculation_rounding_method = "round_globally"
        cls.taxes = {
            rate: cls.env["account.tax"].create(
                {"name": f"VAT {rate} %", "amount": rate, "price_include_override": "tax_included", "type_tax_use": "sale"}
            )
            for rate in (25, 15, 12)
        }
        cls.goods = {
            rate: cls.make_product(f"At {rate} %", price, taxes_id=[Command.set(cls.taxes[rate].ids)])
            for rate, price in ((25, 100.0), (15, 80.0), (12, 60.0))
        }
        cls.three_for_two = cls.make_campaign("3 for 2", cls.oslo, kind="cheapest_free", size=3, free=1)
        cls.release(cls.three_for_two)

    def taxed(self, rate, net, saved, qty=1, **values):
        """A line as the till sends it: gross in price_subtotal_incl, without VAT in price_subtotal."""
        product = self.goods[rate]
        line = self.line(product, qty, net, savings=[(self.three_for_two, saved)] if saved else [], **values)
        line[2]["price_subtotal"] = round(net / (1 + rate / 100), 2)
        line[2]["tax_ids"] = [Command.set(self.taxes[rate].ids)]
        return line

    def sell_three_rates(self, **values):
        # 60.00 off 240.00, spread by what the goods cost: 75.00, 60.00, 45.00.
        lines = [self.taxed(25, 75.0, 2500), self.taxed(15, 60.0, 2000), self.taxed(12, 45.0, 1500)]
        return self.sell(*lines, amount_tax=round(15 + 7.83 + 4.82, 2), **values)

    def vat_of(self, move):
        """{rate: VAT}; sales and returns of a rate stand on lines of their own."""
        lines = move.line_ids.filtered("tax_line_id").grouped(lambda line: line.tax_line_id.amount)
        return {rate: round(-sum(own.mapped("balance")), 2) for rate, own in lines.items()}

    def test_vat_by_rate_at_closing(self):
        self.sell_three_rates()
        self.session.action_pos_session_closing_control()
        self.assertEqual(self.session.state, "closed")
        move = self.session.move_id
        self.assertEqual(self.vat_of(move), {25: 15.0, 15: 7.83, 12: 4.82})
        self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0)

    def test_a_sale_and_its_return_leave_nothing(self):
        sold = self.sell_three_rates()
        returned = [
            self.taxed(rate, -net, 0, qty=-1, refunded_orderline_id=line.id)
            for (rate, net), line in zip(((25, 75.0), (15, 60.0), (12, 45.0)), sold.lines, strict=True)
        ]
        self.sell(*returned, amount_tax=-27.65)
        savings = self.env["retail.order.saving"].search([("campaign_id", "=", self.three_for_two.id)])
        self.assertEqual((len(savings), sum(savings.mapped("amount"))), (6, 0))
        self.session.action_pos_session_closing_control()
        self.assertFalse(any(self.vat_of(self.session.move_id).values()))

    def test_savings_survive_an_invoice(self):
        customer = self.env["res.partner"].create({"name": "Kari Nordmann"})
        order = self.sell_three_rates(partner_id=customer.id, to_invoice=True)
        invoice = order.account_move
        self.assertTrue(invoice)
        self.assertEqual((invoice.amount_total, round(invoice.amount_tax, 2)), (180.0, 27.65))
        self.assertEqual(self.vat_of(invoice), {25: 15.0, 15: 7.83, 12: 4.82})
        self.assertEqual(sum(order.retail_saving_ids.mapped("amount")), 60)
        report = self.env["retail.campaign.report"].search([("order_id", "=", order.id)])
        self.assertEqual(sum(report.mapped("discount")), 60)

    def test_an_exchange_in_one_sale(self):
        """Goods that come back beside goods that are bought: the campaign counts for those that are bought."""
        sold = self.sell_three_rates()
        back = self.taxed(25, -75.0, 0, qty=-1, refunded_orderline_id=sold.lines[0].id)
        order = self.sell(back, self.taxed(25, 100.0, 0), amount_tax=5.0)
        self.assertEqual(order.amount_total, 25.0)
        self.assertFalse(order.retail_price_flag, order.retail_price_flag_reason)
        self.assertEqual(sum(order.retail_saving_ids.mapped("amount")), -25)
        check = self.env["retail.order.check"]._check(order)
        self.assertEqual(check.state, "same", check.reason)

    def test_an_invoice_where_a_percentage_is_not_exact(self):
        """12.36 % of 9,990.00 is not 1,234.56: the invoice has what was paid, and the campaign by name."""
        customer = self.env["res.partner"].create({"name": "Kari Nordmann"})
        self.goods[25].lst_price, self.goods[15].lst_price = 9990, 40
        lines = [self.taxed(25, 8755.44, 123456), self.taxed(15, 79.99, 4001, qty=3)]
        tax = round(1751.09 + 10.43, 2)
        order = self.sell(*lines, amount_tax=tax, partner_id=customer.id, to_invoice=True)
        invoice = order.account_move
        self.assertEqual((invoice.amount_total, round(invoice.amount_tax, 2)), (8835.43, tax))
        self.assertEqual(invoice.invoice_line_ids.mapped("price_total"), [8755.44, 79.99])
        self.assertEqual(self.vat_of(invoice), {25: 1751.09, 15: 10.43})
        self.assertEqual(invoice.amount_residual, 0)
        self.assertIn("3 for 2", invoice.invoice_line_ids[0].name)
        self.assertIn("9,990.00", invoice.invoice_line_ids[0].name)
        back = self.taxed(25, -8755.44, 0, qty=-1, refunded_orderline_id=order.lines[0].id)
        credit = self.sell(back, amount_tax=-1751.09, partner_id=customer.id, to_invoice=True, is_refund=True).account_move
        self.assertEqual((credit.move_type, credit.amount_total), ("out_refund", 8755.44))
        self.assertEqual(self.vat_of(credit), {25: -1751.09})
