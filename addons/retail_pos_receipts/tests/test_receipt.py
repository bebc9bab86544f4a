"""Receipts come with orders, are found by number, and go out by mail and as PDF."""

import io
import uuid
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from .common import DayCase
from .test_receipt_rows import DOCUMENT


@tagged("post_install", "-at_install")
class TestReceipt(DayCase):
    def setUp(self):
        super().setUp()
        self.session = self.open()

    def test_the_till_s_receipt_is_kept_with_the_order(self):
        order = self.sell(self.session, (self.milk, 1, 0), retail_receipt=DOCUMENT)
        receipt = self.env["retail.receipt"].search([("order_id", "=", order.id)])
        self.assertEqual(receipt.document["lang"], "nb_NO")
        self.assertEqual(receipt.store_id, self.oslo)
        self.assertIn("Blåbær", receipt.html)
        self.assertEqual(receipt._pdf()[:5], b"%PDF-")
        self.assertEqual(order.action_retail_receipt()["res_id"], receipt.id)
        with self.assertRaises(UserError):
            receipt.write({"document": {}})

    def test_a_receipt_of_the_wrong_form_loses_no_sale(self):
        order = self.sell(self.session, (self.milk, 1, 0), retail_receipt={"version": 1, "rows": "x"})
        self.assertEqual(order.state, "paid")
        self.assertFalse(self.env["retail.receipt"].search([("order_id", "=", order.id)]))
        with self.assertRaises(UserError):
            order.action_retail_receipt()

    def test_a_receipt_goes_out_by_mail_in_its_own_language(self):
        order = self.sell(self.session, (self.milk, 1, 0), retail_receipt=DOCUMENT)
        self.env.company.email = "post@example.com"
        with self.mock_mail():
            answer = order._retail_send_receipt("Ola Nordmann <ola@example.com>")
        self.assertEqual(answer, {"sent": "ola@example.com"})
        mail = self.env["mail.mail"].search([("email_to", "=", "ola@example.com")], limit=1)
        self.assertIn("Å betale", mail.body_html)
        self.assertIn("Elektronisk salgskvittering", mail.body_html)
        pdf = PdfFileReader(io.BytesIO(mail.attachment_ids.raw))
        self.assertIn("Elektronisk salgskvittering", pdf.pages[0].extract_text())
        self.assertNotIn("Elektronisk", self.env["retail.receipt"].search([("order_id", "=", order.id)]).html)
        self.assertEqual(mail.attachment_ids.mimetype, "application/pdf")
        if self.env["res.lang"]._get_data(code="nb_NO"):
            self.assertIn("kvittering", mail.subject.lower())

    def mock_mail(self):
        return patch.object(type(self.env["mail.mail"]), "send", lambda self, *args, **kwargs: None)

    def test_mail_needs_an_address_and_a_receipt(self):
        order = self.sell(self.session, (self.milk, 1, 0))
        self.assertEqual(order._retail_send_receipt("nobody"), {"error": "bad_address"})
        self.assertEqual(order._retail_send_receipt("ola@example.com"), {"error": "no_receipt"})
        with self.mock_mail():
            self.assertEqual(order._retail_send_receipt("ola@example.com", DOCUMENT), {"sent": "ola@example.com"})

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_mail_that_fails_says_so(self):
        order = self.sell(self.session, (self.milk, 1, 0), retail_receipt=DOCUMENT)

        def fail(mails, *args, **kwargs):
            mails.state = "exception"

        with patch.object(type(self.env["mail.mail"]), "send", fail):
            self.assertEqual(order._retail_send_receipt("ola@example.com"), {"error": "not_sent"})

    def test_a_sale_is_found_by_the_number_on_its_receipt(self):
        order = self.sell(self.session, (self.milk, 1, 0))
        find = self.env["pos.order"]._retail_find_sale
        self.assertEqual(find(self.config, order.pos_reference), {"id": order.id, "elsewhere": ""})
        self.assertEqual(find(self.till_bergen, order.pos_reference), {"id": order.id, "elsewhere": "Oslo"})
        self.assertFalse(find(self.config, "9999-9-999999"))
        self.assertFalse(find(self.config, ""))

    def test_prints_told_by_the_journal_are_counted_before_and_after_the_sale(self):
        key = str(uuid.uuid4())
        self.tell("receipt", order_uuid=key, number=0)
        self.tell("copy", order_uuid=key, number=1)
        order = self.sell(self.session, (self.milk, 1, 0), uuid=key)
        self.assertEqual(order.nb_print, 2)
        self.tell("copy", order_uuid=key, number=2)
        self.assertEqual(order.nb_print, 3)
        self.tell("copy", order_uuid=key, number=1)
        self.assertEqual(order.nb_print, 3)
