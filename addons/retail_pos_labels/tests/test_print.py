"""Printing: as PDF, on a printer at the store's box, and what becomes of it."""

import base64
import io
from datetime import timedelta

from PyPDF2 import PdfReader

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestPrint(LabelCase, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLabels()
        cls.env["res.lang"]._activate_lang("nb_NO")
        cls.env.company.partner_id.lang = "nb_NO"
        cls.box = cls.env["retail.box"].create({"name": "Boks", "store_id": cls.oslo.id})
        cls.box.sudo().state = "paired"
        cls.printer = cls.env["retail.device"].create(
            {"name": "Etikettskriver", "box_id": cls.box.id, "driver": "escpos_tcp", "host": "10.0.0.9", "port": 9100}
        )

    def pdf(self, wizard):
        action = wizard.action_print()
        attachment = self.env["ir.attachment"].browse(int(action["url"].split("/")[-1].split("?")[0]))
        return PdfReader(io.BytesIO(base64.b64decode(attachment.datas)))

    def wizard(self, **values):
        return self.env["retail.label.print"].create(values)

    def test_pdf_from_the_queue(self):
        self.coffee.lst_price = 55
        self.tea.lst_price = 33
        labels = self.queue(self.oslo)
        text = self.pdf(self.wizard(label_ids=[Command.set(labels.ids)])).pages[0].extract_text()
        self.assertIn("Kaffe Mørk", text)
        self.assertIn("220,00 per kg", text)
        self.assertIn("2999999000000", text)
        self.assertEqual(set(labels.mapped("state")), {"printed"})
        self.assertFalse(self.queue(self.oslo))
        labels.action_requeue()
        self.assertEqual(self.queue(self.oslo), labels)

    def test_a_label_ahead_reads_as_it_must_when_it_hangs(self):
        campaign = self.make_campaign(
            "Kaffeuke",
            self.chain,
            all_goods=False,
            product_ids=[Command.set(self.coffee.ids)],
            percent=20,
            date_from=self.now + timedelta(hours=5),
            date_to=self.now + timedelta(days=6),
        )
        self.release(campaign)
        ((_label, document),) = self.queue(self.oslo)._documents()
        words = [one.get("text") for one in document["elements"]]
        self.assertIn("40", words)
        self.assertIn("Før 50,00", words)
        self.assertIn("Kaffeuke", words)
        self.assertTrue([word for word in words if word and str(word).startswith("Gjelder ")])

    def test_posters_for_chosen_goods(self):
        poster = self.env["retail.label.design"].search([("name", "ilike", "A4")])
        reader = self.pdf(self.wizard(store_id=self.oslo.id, product_ids=[Command.set(self.coffee.ids)], design_id=poster.id, copies=2))
        self.assertEqual(len(reader.pages), 2)
        self.assertEqual(round(float(reader.pages[0].mediabox.height)), 842)

    def test_bad_input_is_named(self):
        with self.assertRaisesRegex(UserError, "Choose a store"):
            self.wizard().action_print()
        with self.assertRaisesRegex(UserError, "copies"):
            self.wizard(store_id=self.oslo.id, product_ids=[Command.set(self.coffee.ids)], copies=0).action_print()
        elsewhere = self.wizard(
            store_id=self.moss.id, product_ids=[Command.set(self.coffee.ids)], output="printer", device_id=self.printer.id
        )
        with self.assertRaisesRegex(UserError, "another store"):
            elsewhere.action_print()

    def send(self):
        self.coffee.lst_price = 55
        labels = self.queue(self.oslo)
        self.wizard(label_ids=[Command.set(labels.ids)], output="printer", device_id=self.printer.id).action_print()
        return labels, labels.command_id

    def test_on_a_printer_at_the_box(self):
        labels, command = self.send()
        self.assertEqual((labels.state, command.type), ("sent", "print_labels"))
        (payload,) = self.env["retail.box.command"]._retail_deliver(self.box)
        self.assertEqual(payload["device"], self.printer.uid)
        (document,) = payload["documents"]
        self.assertEqual((document["version"], document["width_mm"]), (1, 60))
        self.env["retail.box.command"]._retail_acknowledge(self.box, [str(command.id)], {})
        self.assertEqual(labels.state, "printed")

    def test_what_failed_waits_again_with_the_reason(self):
        labels, command = self.send()
        self.env["retail.box.command"]._retail_acknowledge(
            self.box, [str(command.id)], {str(command.id): {"ok": False, "text": "paper out"}}
        )
        self.assertEqual((labels.state, labels.error), ("waiting", "paper out"))

    def test_what_the_box_never_fetched_waits_again(self):
        labels, command = self.send()
        self.env.cr.execute("UPDATE retail_box_command SET create_date = create_date - interval '1 hour' WHERE id = %s", (command.id,))
        command.invalidate_recordset()
        self.env["retail.box.command"]._retail_deliver(self.box)
        self.assertEqual((command.state, labels.state), ("expired", "waiting"))
        self.assertTrue(labels.error)
