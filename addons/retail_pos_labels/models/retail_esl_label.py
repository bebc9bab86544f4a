"""One electronic shelf label: which goods it shows, what it is to show, and what it says it shows."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import esl_protocol

RESEND_AFTER = timedelta(minutes=10)
MOST_TRIES = 5
OWN_FIELDS = {"state", "wanted", "wanted_revision", "shown_revision", "tries", "sent_at", "shown_at"}


class RetailEslLabel(models.Model):
    _name = "retail.esl.label"
    _description = "Electronic Shelf Label"
    _order = "gateway_id, code"
    _rec_name = "code"

    gateway_id = fields.Many2one("retail.esl.gateway", required=True, ondelete="cascade", index=True)
    store_id = fields.Many2one(related="gateway_id.store_id", store=True, index=True)
    code = fields.Char(string="Label", required=True, help="The number on the label itself.")
    product_id = fields.Many2one("product.product", string="Goods", required=True, index=True, ondelete="cascade")
    state = fields.Selection(
        [("pending", "To send"), ("sent", "Sent"), ("shown", "Shown"), ("failed", "Failed"), ("empty", "No price")],
        required=True,
        readonly=True,
        default="pending",
        index=True,
        copy=False,
    )
    is_due = fields.Boolean(readonly=True, default=True, copy=False, index="btree_not_null")
    wanted = fields.Json(readonly=True, copy=False)
    wanted_revision = fields.Char(readonly=True, copy=False)
    shown_revision = fields.Char(readonly=True, copy=False)
    wanted_text = fields.Char(string="Price", compute="_compute_wanted_text")
    sent_at = fields.Datetime(string="Sent at", readonly=True, copy=False)
    shown_at = fields.Datetime(string="Shown since", readonly=True, copy=False)
    tries = fields.Integer(readonly=True, copy=False)
    error = fields.Char(string="What Is Wrong", readonly=True, copy=False)
    battery_percent = fields.Integer(string="Battery (%)", readonly=True, copy=False, aggregator="min")

    _code_unique = models.UniqueIndex("(gateway_id, code)", "This label is already on the gateway.")

    @api.depends("wanted")
    def _compute_wanted_text(self):
        for label in self:
            label.wanted_text = ((label.wanted or {}).get("fields") or {}).get("price", "")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_own_fields({name for vals in vals_list for name in vals})
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_own_fields(set(vals))
        if {"product_id", "gateway_id"} & vals.keys():
            vals = {**vals, "is_due": True}
        return super().write(vals)

    def _refuse_own_fields(self, names):
        if OWN_FIELDS & names and not self.env.su:
            raise AccessError(self.env._("What a label shows is told by its gateway and can't be entered."))

    # -- what it is to show ---------------------------------------------------------------------

    def _take_due(self):
        """Queue rows that are due become new contents of the labels."""
        if not self:
            return
        rows = (
            self.env["retail.label"]
            .sudo()
            .search(
                [
                    ("store_id", "in", self.store_id.ids),
                    ("product_id", "in", self.product_id.ids),
                    ("state", "=", "waiting"),
                    ("due_at", "<=", fields.Datetime.now()),
                ]
            )
        )
        wanted = {(row.store_id, row.product_id) for row in rows}
        due = self.filtered(lambda label: label.is_due or (label.store_id, label.product_id) in wanted)
        rows.write({"state": "esl", "printed_at": fields.Datetime.now()})
        for gateway, labels in due.grouped("gateway_id").items():
            labels._work_out(gateway)

    def _work_out(self, gateway):
        content = self.env["retail.label.content"]
        words = content._contents(gateway.store_id, self.product_id)
        documents = content._documents(gateway.store_id, self.product_id, gateway.design_id)
        for label in self:
            fields_, campaign = words[label.product_id]
            document = documents.get(label.product_id.id)
            if not document:
                label.write({"is_due": False, "state": "empty", "wanted": False, "wanted_revision": False})
                continue
            wanted = {"campaign": campaign, "fields": {**fields_, "printed": ""}, "document": document}
            revision = esl_protocol.revision(wanted)
            values = {"is_due": False}
            if revision != label.wanted_revision or label.state in ("failed", "empty"):
                same = revision == label.shown_revision
                values.update(wanted=wanted, wanted_revision=revision, state="shown" if same else "pending", tries=0, error=False)
            label.write(values)

    # -- sending and acknowledgement -------------------------------------------------------------

    def _to_send(self):
        """What is new, and what was sent and not acknowledged for a while; given up after some tries."""
        late = fields.Datetime.now() - RESEND_AFTER
        silent = self.filtered(lambda label: label.state == "sent" and label.sent_at < late)
        given_up = silent.filtered(lambda label: label.tries >= MOST_TRIES)
        given_up.write({"state": "failed", "error": self.env._("The label didn't answer.")})
        return self.filtered(lambda label: label.state == "pending") | (silent - given_up)

    def _payload(self):
        self.ensure_one()
        product = self.product_id
        return {
            "label": self.code,
            "revision": self.wanted_revision,
            "product": {"id": product.id, "code": product.default_code or "", "barcode": product.barcode or ""},
            **self.wanted,
        }

    def _sent(self, results):
        texts = {
            "unknown_label": self.env._("The gateway doesn't know this label."),
            "rejected": self.env._("The gateway refused it."),
        }
        for label in self:
            status, message = results.get(label.code, ("rejected", self.env._("The gateway said nothing about it.")))
            if status == "accepted":
                label.write({"state": "sent", "sent_at": fields.Datetime.now(), "tries": label.tries + 1, "error": False})
            else:
                label.write({"state": "failed", "error": " ".join(filter(None, (texts[status], message)))})

    def _acknowledged(self, acks):
        """An acknowledgement counts for the revision that it names; one of an older content changes nothing."""
        by_code = {label.code: label for label in self}
        for ack in acks:
            label = by_code.get(ack["label"])
            if not label:
                continue
            values = {"battery_percent": ack["battery_percent"]} if ack["battery_percent"] is not None else {}
            if ack["state"] == "shown":
                values["shown_revision"] = ack["revision"]
            if ack["revision"] == label.wanted_revision:
                values["state"] = ack["state"]
                values["error"] = ack["message"] if ack["state"] == "failed" else False
                if ack["state"] == "shown":
                    values["shown_at"] = fields.Datetime.now()
            label.write(values)
