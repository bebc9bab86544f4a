"""The file: its order of elements, its sums, its events; what can't be made says why."""

from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..tools.saft import NAMESPACE
from .common import NorwegianCase

SALE = [
    "nr",
    "transID",
    "transType",
    "transAmntIn",
    "transAmntEx",
    "amntTp",
    "empID",
    "periodNumber",
    "transDate",
    "transTime",
    "ctLine",
    "vat",
    "rounding",
    "payment",
]


@tagged("post_install", "-at_install")
class TestExport(NorwegianCase):
    def tree(self, export):
        return etree.fromstring(export.attachment_id.raw)

    def find(self, node, path):
        return node.findall("/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/")))

    def texts(self, node, path):
        return [one.text for one in self.find(node, path)]

    def names(self, node):
        """The names of an element's children, each once, in their order."""
        return list(dict.fromkeys(etree.QName(child).localname for child in node))

    def day(self):
        session = self.open()
        self.sell(session, (self.milk, 3, 0), (self.wool, 1, 10), paid=1000)
        self.sell(session, (self.wool, 2, 0), method=self.card)
        self.sell(session, (self.wool, -1, 0))
        self.tell("drawer")
        self.tell("copy", amount=2300, number=1, reference="1-1")
        session.try_cash_in_out("out", 200, "Safe", False, {"translatedType": "out", "formattedAmount": "200"})
        self.env["retail.till.report"]._take_x(self.config)
        return session

    def test_sales(self):
        session = self.day()
        self.close(session, 1000 + 878.1 - 899 - 200)
        export = self.export()
        self.assertEqual((export.state, export.sale_count, export.faults), ("done", 3, False))
        sales = self.find(self.tree(export), "company/location/cashregister/cashtransaction")
        self.assertEqual(self.names(sales[0])[: len(SALE)], SALE)
        self.assertEqual([self.texts(sale, "transType")[0] for sale in sales], ["11001", "11001", "11006"])
        self.assertEqual([self.texts(sale, "transAmntIn")[0] for sale in sales], ["878.10", "1798.00", "-899.00"])
        self.assertEqual([self.texts(sale, "amntTp")[0] for sale in sales], ["C", "C", "D"])
        self.assertEqual(self.texts(sales[0], "vat/vatCode"), ["3", "31"])
        self.assertEqual(self.texts(sales[0], "vat/vatAmnt"), ["161.82", "9.00"])
        self.assertEqual(self.texts(sales[0], "ctLine/lineAmntIn"), ["69.00", "809.10"])
        self.assertEqual(self.texts(sales[0], "ctLine/discount/dscAmnt"), ["89.90"])
        self.assertEqual(self.texts(sales[0], "payment/paidAmnt"), ["1000.00", "-121.90"])
        self.assertEqual([self.texts(sale, "signature")[0] for sale in sales], self.seals().mapped("signature"))

    def test_sums_are_those_of_the_books(self):
        session = self.day()
        report = self.close(session, 1000 + 878.1 - 899 - 200)
        sales = self.find(self.tree(self.export()), "company/location/cashregister/cashtransaction")
        total = sum(float(self.texts(sale, "transAmntIn")[0]) for sale in sales)
        self.assertAlmostEqual(total, report.net, 2)
        vat = sum(float(amount) for sale in sales for amount in self.texts(sale, "vat/vatAmnt"))
        self.assertAlmostEqual(vat, sum(one["vat"] for one in report.figures["vat"]) / 100, 2)

    def test_events(self):
        session = self.day()
        self.close(session, 1000 + 878.1 - 899 - 200)
        tree = self.tree(self.export())
        events = self.find(tree, "company/location/cashregister/event")
        kinds = [self.texts(event, "eventType")[0] for event in events]
        self.assertLessEqual({"OPEN", "CLOSE", "drawer", "copy", "OUT", "X", "Z"}, set(kinds))
        known = dict(zip(self.texts(tree, "company/basics/basic/basicID"), self.texts(tree, "company/basics/basic/basicType"), strict=True))
        self.assertEqual({known[kind] for kind in kinds}, {"13"})
        zed = self.find(events[kinds.index("Z")], "eventReport")[0]
        self.assertEqual(self.texts(zed, "reportTotalCashSales/totalCashSaleAmnt"), ["1777.10"])
        self.assertEqual(self.texts(zed, "reportReturnAmnt"), ["899.00"])
        self.assertEqual(self.texts(zed, "reportReceiptCopyNum"), ["1"])
        self.assertEqual(self.texts(zed, "reportPayOuts/reportPayOut/payOutAmnt"), ["200.00"])

    def test_what_sales_name_is_in_the_file(self):
        self.day()
        tree = self.tree(self.export())
        lines = "company/location/cashregister/cashtransaction/ctLine/"
        self.assertLessEqual(set(self.texts(tree, lines + "artID")), set(self.texts(tree, "company/articles/article/artID")))
        named = set(self.texts(tree, lines + "artGroupID")) | set(
            self.texts(tree, "company/location/cashregister/cashtransaction/payment/paymentType")
        )
        self.assertLessEqual(named, set(self.texts(tree, "company/basics/basic/basicID")))
        sellers = self.texts(tree, "company/location/cashregister/cashtransaction/empID")
        self.assertLessEqual(set(sellers), set(self.texts(tree, "company/employees/employee/empID")))

    def test_goods_group_is_inherited(self):
        self.milk.categ_id.parent_id = self.env["product.category"].create({"name": "Food", "retail_saft_group": "04006"})
        self.assertEqual(self.milk.categ_id._retail_saft_group(), "04006")
        self.assertEqual(self.wool.categ_id._retail_saft_group(), "04003")

    def test_one_store_alone(self):
        self.day()
        export = self.export(store_ids=self.bergen.ids)
        self.assertEqual(export.sale_count, 0)
        self.assertEqual(self.texts(self.tree(export), "company/location/name"), ["Bergen"])

    def test_signs_that_xml_cannot_hold(self):
        self.day()
        self.tell("drawer", note="\x0bVeksel <&> 😀")
        self.assertIn(
            "Veksel <&> 😀", " ".join(filter(None, self.texts(self.tree(self.export()), "company/location/cashregister/event/eventText")))
        )

    def test_days_in_the_wrong_order(self):
        with self.assertRaisesRegex(ValidationError, "2026-02-01.*2026-03-01"):
            self.export(date_from="2026-03-01", date_to="2026-02-01")
        with self.assertRaisesRegex(ValidationError, "one year"):
            self.export(date_from="2025-12-31", date_to="2026-01-01")

    def test_a_company_without_a_number(self):
        self.company.company_registry = False
        with self.assertRaisesRegex(UserError, "organisation number"):
            self.export()

    def test_a_made_file_stays(self):
        self.day()
        export = self.export()
        with self.assertRaisesRegex(UserError, "made already"):
            export.action_make()
        with self.assertRaisesRegex(UserError, "is kept"):
            export.unlink()
        self.assertTrue(self.env["retail.audit"].search([("event", "=", "saft"), ("res_id", "=", export.id)]))

    def test_a_long_file_is_left_to_the_scheduled_job(self):
        self.day()
        self.patch(self.registry["retail.saft.export"], "_at_once", 2)
        export = self.export()
        self.assertEqual((export.state, export.attachment_id.id), ("waiting", False))
        with self.enter_registry_test_mode():
            self.env.ref("retail_pos_saft.ir_cron_saft").method_direct_trigger()
        export.invalidate_recordset()
        self.assertEqual((export.state, export.sale_count), ("done", 3))
