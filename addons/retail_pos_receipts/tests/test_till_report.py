"""X and Z: figures from the books to the øre, numbers without a gap, grand totals, counted against expected."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DayCase


@tagged("post_install", "-at_install")
class TestTillReport(DayCase):
    def day(self, session):
        self.sell(session, (self.milk, 3, 0), (self.wool, 1, 10), paid=1000)
        self.sell(session, (self.wool, 2, 0), method=self.card)
        self.sell(session, (self.milk, -1, 0), (self.wool, 1, 0))
        self.sell(session, (self.wool, -1, 0))

    def test_figures_of_a_day(self):
        session = self.open()
        self.day(session)
        session.try_cash_in_out("in", 500, "Veksel", False, {"translatedType": "in", "formattedAmount": "500"})
        session.try_cash_in_out("out", 200, "Safe", False, {"translatedType": "out", "formattedAmount": "200"})
        self.tell("drawer")
        self.tell("drawer")
        self.tell("drawer_sale")
        self.tell("copy", amount=2300, number=1)
        report = self.env["retail.till.report"]._take_x(self.config, unsent=2)
        figures = report.figures
        self.assertEqual(figures["sales"], {"count": 3, "amount": 6900 + 80910 + 179800 + 89900})
        self.assertEqual(figures["returns"], {"count": 2, "amount": -2300 - 89900})
        self.assertEqual(figures["net"], figures["sales"]["amount"] + figures["returns"]["amount"])
        self.assertEqual(figures["discounts"], {"count": 1, "amount": -8990})
        self.assertEqual(
            figures["vat"],
            [
                {"rate": 25, "base": (80910 + 179800) * 100 // 125, "vat": 52142, "net": 260710},
                {"rate": 15, "base": 4000, "vat": 600, "net": 4600},
            ],
        )
        by_name = {one["name"]: one for one in figures["payments"]}
        self.assertEqual((by_name[self.card.name]["count"], by_name[self.card.name]["amount"]), (1, 179800))
        cash = by_name[self.cash.name]
        self.assertEqual((cash["count"], cash["amount"], cash["returned"]), (3, 87810 + 87600 - 89900, -89900))
        self.assertEqual(figures["cash"]["expected"], 100000 + cash["amount"] + 50000 - 20000)
        self.assertEqual(figures["cash"]["cash_in"], {"count": 1, "amount": 50000})
        self.assertIsNone(figures["cash"]["counted"])
        self.assertEqual(figures["counters"]["receipts"]["count"], 4)
        self.assertEqual(figures["counters"]["drawer"]["count"], 2)
        self.assertEqual(figures["counters"]["copies"], {"count": 1, "amount": 2300})
        self.assertEqual(figures["counters"]["unsent"], {"count": 2})
        self.assertEqual(
            [(one["name"], one["count"], one["amount"]) for one in figures["groups"]],
            [("Milk goods", 2, 4600), ("Wool goods", 3, 260710)],
        )
        self.assertEqual(sum(one["amount"] for one in figures["cashiers"]), figures["net"])
        self.assertEqual(report._for_till()["kind"], "x_report")

    def test_payments_are_named_in_the_companys_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.card.name = "Card"
        self.card.with_context(lang="nb_NO").name = "Kort"
        self.env.company.partner_id.lang = "nb_NO"
        session = self.open()
        self.sell(session, (self.milk, 1, 0), method=self.card)
        report = self.env["retail.till.report"].with_context(lang="en_US")._take_x(self.config)
        self.assertIn("Kort", [one["name"] for one in report.figures["payments"]])

    def test_vat_is_that_of_the_books(self):
        session = self.open()
        self.day(session)
        report = self.close(session, 1000 + 855.1)
        lines = session.move_id.line_ids.filtered("tax_line_id")
        booked = {line.tax_line_id.amount: -round(100 * line.balance) for line in lines}
        net = {}
        for line in lines:
            net[line.tax_line_id.amount] = net.get(line.tax_line_id.amount, 0) - round(100 * line.balance)
        self.assertEqual({one["rate"]: one["vat"] for one in report.figures["vat"]}, net, booked)

    def test_z_reports_are_numbered_and_carry_the_grand_total_on(self):
        first = self.open(1000)
        self.day(first)
        one = self.close(first, 1855.0)
        self.assertEqual((one.kind, one.number), ("z", 1))
        self.assertEqual(one.figures["cash"]["counted"], 185500)
        self.assertEqual(one.cash_difference, -0.1)
        self.assertEqual({means["name"]: means["counted"] for means in one.figures["payments"]}[self.card.name], 179800)
        second = self.open(1855)
        self.sell(second, (self.milk, 1, 0))
        two = self.close(second, 1878)
        self.assertEqual(two.number, 2)
        self.assertEqual(two.cash_difference, 0)
        self.assertEqual(two.figures["grand"]["sales"], one.figures["sales"]["amount"] + 2300)
        self.assertEqual(two.figures["grand"]["net"], one.figures["net"] + 2300)
        self.assertEqual(two.grand_net, two.figures["grand"]["net"] / 100)

    def test_a_difference_on_a_card_terminal_shows(self):
        session = self.open(0)
        self.sell(session, (self.milk, 1, 0), method=self.card)
        session.post_closing_cash_details(0)
        session.update_closing_control_state_session("")
        session.close_session_from_ui([(self.card.id, -3.0)])
        report = self.env["retail.till.report"]._z_of(self.config, session.id)
        means = {one["name"]: one for one in report.figures["payments"]}[self.card.name]
        self.assertEqual((means["amount"], means["counted"]), (2300, 2000))

    def test_reports_never_change(self):
        session = self.open()
        report = self.close(session, 1000)
        self.assertEqual(report.figures["net"], 0)
        with self.assertRaises(UserError):
            report.write({"net": 5})
        with self.assertRaises(UserError):
            report.unlink()

    def test_x_report_before_the_first_sale(self):
        self.open(1000)
        figures = self.env["retail.till.report"]._take_x(self.config).figures
        nothing = {"count": 0, "amount": 0}
        self.assertEqual((figures["sales"], figures["returns"], figures["discounts"]), (nothing, nothing, nothing))
        self.assertEqual((figures["vat"], figures["groups"], figures["cashiers"], figures["campaigns"]), ([], [], [], []))
        self.assertEqual((figures["cash"]["opening"], figures["cash"]["expected"]), (100000, 100000))
        self.assertEqual({(one["count"], one["amount"]) for one in figures["payments"]}, {(0, 0)})
        self.assertEqual(figures["counters"]["receipts"], {"count": 0})

    def test_no_report_without_a_session(self):
        self.assertFalse(self.env["retail.till.report"]._take_x(self.till_moss))
