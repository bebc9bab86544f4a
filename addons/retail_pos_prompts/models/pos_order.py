"""At sync: answers of the till become rows to search. A sale is never lost for an answer."""

import json

from odoo import api, fields, models

from ..tools import answers


class PosOrder(models.Model):
    _inherit = "pos.order"

    retail_answers = fields.Json(string="Answers From the Till", readonly=True, copy=False)

    @api.model
    def _process_order(self, order, existing_order):
        order_id = super()._process_order(order, existing_order)
        saved = self.browse(order_id)
        if saved.state not in ("draft", "cancel"):
            saved.sudo()._retail_record_answers()
        return order_id

    def _retail_record_answers(self):
        self.ensure_one()
        rows = self._retail_answer_rows(self.retail_answers, self.env["pos.order.line"])
        for line in self.lines:
            rows += self._retail_answer_rows(line.retail_answers, line)
        Answer = self.env["retail.prompt.answer"]
        Answer.search([("order_id", "=", self.id)]).unlink()
        Answer.create(rows)

    def _retail_answer_rows(self, sent, line):
        try:
            found = answers.parse(sent)
        except ValueError as error:
            unread = self.env._("The till sent answers that can't be read (%s)", error)
            found = [{"name": unread, "value": json.dumps(sent, ensure_ascii=False)[:500]}]
        prompts = (
            self.env["retail.prompt"]
            .with_context(active_test=False)
            .search([("retail_uuid", "in", [one.get("prompt") for one in found]), ("company_id", "=", self.company_id.id)])
        )
        known = {prompt.retail_uuid: prompt.id for prompt in prompts}
        return [
            {
                "order_id": self.id,
                "line_id": line.id,
                "date": one.get("at") or self.date_order,
                "company_id": self.company_id.id,
                "config_id": self.config_id.id,
                "store_id": self.config_id.retail_store_id.id,
                "product_id": line.product_id.id,
                "prompt_id": known.get(one.get("prompt")),
                "name": one.get("name"),
                "question": one.get("question"),
                "value": one.get("value"),
                "cashier": one.get("cashier"),
            }
            for one in found
        ]

    def action_retail_answers(self):
        """The answers given during this sale."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("retail_pos_prompts.retail_prompt_answer_action")
        return {**action, "domain": [("order_id", "=", self.id)]}
