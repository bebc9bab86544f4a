"""Print labels: from the queue, or for chosen goods; as PDF sheets or on a label printer in the store."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.pdf import merge_pdf

from ..tools import label_pdf


class RetailLabelPrint(models.TransientModel):
    _name = "retail.label.print"
    _description = "Print Labels"

    label_ids = fields.Many2many("retail.label", string="Labels")
    store_id = fields.Many2one("retail.store", domain="[('kind', '=', 'store')]")
    product_ids = fields.Many2many("product.product", string="Goods")
    design_id = fields.Many2one("retail.label.design", string="Design", help="Empty: what is meant for each of the goods.")
    output = fields.Selection([("pdf", "PDF"), ("printer", "Label printer in the store")], required=True, default="pdf")
    device_id = fields.Many2one(
        "retail.device", string="Printer", domain="[('kind', 'in', ('printer', 'label_printer')), ('store_id', '=', store_id)]"
    )
    copies = fields.Integer(default=1, required=True)
    count_text = fields.Char(compute="_compute_count_text")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        model, ids = self.env.context.get("active_model"), self.env.context.get("active_ids") or []
        if model == "retail.label" and "label_ids" in fields_list:
            values["label_ids"] = [fields.Command.set(ids)]
        elif model == "product.product":
            values["product_ids"] = [fields.Command.set(ids)]
        elif model == "product.template":
            templates = self.env["product.template"].browse(ids)
            values["product_ids"] = [fields.Command.set(templates.product_variant_ids.ids)]
        labels = self.env["retail.label"].browse(ids) if model == "retail.label" else self.env["retail.label"]
        stores = labels.store_id or self.env["retail.store"].search([("kind", "=", "store")], limit=2)
        if len(stores) == 1:
            values["store_id"] = stores.id
        return values

    @api.depends("label_ids", "product_ids")
    def _compute_count_text(self):
        for wizard in self:
            wizard.count_text = self.env._("%s labels", (len(wizard.label_ids) or len(wizard.product_ids)) * max(wizard.copies, 1))

    def action_print(self):
        self.ensure_one()
        if not 1 <= self.copies <= 200:
            raise UserError(self.env._("From 1 to 200 copies of each label."))
        labels = self.label_ids
        if not labels:
            labels = self._labels_of_goods()
        labels.check_access("read")
        if not labels:
            raise UserError(self.env._("Choose a store and goods, or labels of the queue."))
        return self._to_printer(labels) if self.output == "printer" else self._to_pdf(labels)

    def _labels_of_goods(self):
        if not self.store_id or not self.product_ids:
            return self.env["retail.label"]
        self.store_id.check_access("read")
        return self.env["retail.label"]._ask(self.store_id, self.product_ids)

    def _to_printer(self, labels):
        if not self.device_id:
            raise UserError(self.env._("Choose the printer."))
        self.device_id.check_access("read")
        count = labels._send_to(self.device_id, self.design_id)
        if not count:
            raise UserError(self.env._("None of these goods has a price in the store."))
        message = self.env._("%(count)s labels are on their way to %(printer)s.", count=count, printer=self.device_id.name)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "info", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }

    def _to_pdf(self, labels):
        documents = labels._documents(self.design_id)
        if not documents:
            raise UserError(self.env._("None of these goods has a price in the store."))
        parts = []
        for design, group in self._by_design(documents).items():
            parts.append(label_pdf.render([{**document, "copies": self.copies} for _label, document in group], design._sheet()))
        pdf = merge_pdf(parts) if len(parts) > 1 else parts[0]
        self.env["retail.label"].union(*(label for label, _document in documents))._note_printed()
        attachment = self.env["ir.attachment"].create(
            {
                "name": self.env._("Labels %s.pdf", fields.Date.context_today(self)),
                "datas": base64.b64encode(pdf),
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        return {"type": "ir.actions.act_url", "url": f"/web/content/{attachment.id}?download=true", "target": "new", "close": True}

    def _by_design(self, documents):
        """{design: [(label, document)]} in the order of the designs."""
        found = {}
        for label, document in documents:
            design = self.design_id or self.env["retail.label.design"]._for_product(label.product_id.sudo(), label.store_id.company_id)
            found.setdefault(design, []).append((label, document))
        return found
