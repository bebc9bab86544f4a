"""Orders bring their receipt along; it is shown, sent by mail and saved as PDF. Copies are counted by the journal."""

import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class PosOrder(models.Model):
    _inherit = "pos.order"

    @api.model
    def _process_order(self, order, existing_order):
        document = order.pop("retail_receipt", None)
        order_id = super()._process_order(order, existing_order)
        saved = self.browse(order_id)
        if saved.state not in ("draft", "cancel"):
            self.env["retail.receipt"]._keep(saved, document)
            self._retail_count_prints({saved.uuid})
        return order_id

    @api.model
    def _retail_count_prints(self, uuids):
        """How often the receipts of these orders were printed, where the journal knows of more than the order does."""
        printed = (
            self.env["retail.till.event"]
            .sudo()
            ._read_group([("order_uuid", "in", list(uuids)), ("kind", "in", ("receipt", "copy"))], ["order_uuid"], ["number:max"])
        )
        counts = {uuid: number + 1 for uuid, number in printed}
        for order in self.sudo().search([("uuid", "in", list(counts))]):
            if order.nb_print < counts[order.uuid]:
                order.nb_print = counts[order.uuid]

    # -- finding a sale by its receipt --------------------------------------------------

    @api.model
    def _retail_find_sale(self, config, number):
        """What the till needs to take goods back: the order's id, and where it was sold when elsewhere."""
        domain = [("company_id", "=", config.company_id.id), ("pos_reference", "=", number), ("state", "not in", ("draft", "cancel"))]
        order = self.sudo().search(domain, limit=1) if number else self.browse()
        if not order:
            return False
        store = order.config_id.retail_store_id
        return {"id": order.id, "elsewhere": store.name if store != config.sudo().retail_store_id else ""}

    # -- mail and PDF ----------------------------------------------------------------------

    def _retail_send_receipt(self, email, document=None):
        """Sends the receipt as the till made it: in the mail itself and as PDF. {"sent": …} or {"error": code}."""
        self.ensure_one()
        address = email_normalize(email)
        if not address:
            return {"error": "bad_address"}
        receipt = self.env["retail.receipt"].sudo()._keep(self, document)
        if not receipt:
            return {"error": "no_receipt"}
        # The receipt's own language is the customer's, else the till's.
        lang = receipt.document["lang"]
        known = self.env["res.lang"]._get_data(code=lang)
        order = self.sudo().with_context(lang=lang if known else self.env.lang)
        values = order._retail_mail_values(receipt.with_env(order.env), address)
        mail = order.env["mail.mail"].create(values)
        mail.send()
        return {"error": "not_sent"} if mail.state == "exception" else {"sent": address}

    def _retail_mail_values(self, receipt, address):
        number = self.pos_reference or self.name
        store = receipt.store_id.name or self.company_id.name
        document = receipt._electronic()
        hello = self.env._("Thank you for shopping at %s. Here is your receipt; it is attached as a PDF as well.", store)
        pdf = {
            "name": self.env._("Receipt %s", number) + ".pdf",
            "datas": base64.b64encode(receipt._pdf(document)),
            "mimetype": "application/pdf",
            "res_model": "pos.order",
            "res_id": self.id,
        }
        return {
            "subject": self.env._("Your receipt from %(store)s, %(number)s", store=store, number=number),
            "body_html": Markup("<p>%s</p>%s") % (hello, Markup(receipt._html(document))),
            "email_from": self.company_id.email_formatted or self.env.user.email_formatted,
            "email_to": address,
            "auto_delete": False,
            "attachment_ids": [fields.Command.create(pdf)],
        }

    def action_retail_receipt(self):
        """The receipt as the till made it."""
        self.ensure_one()
        receipt = self.env["retail.receipt"].search([("order_id", "=", self.id)], limit=1)
        if not receipt:
            raise UserError(self.env._("The till has sent no receipt for this sale."))
        return {"type": "ir.actions.act_window", "res_model": "retail.receipt", "res_id": receipt.id, "view_mode": "form", "target": "new"}
