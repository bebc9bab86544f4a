"""Gateways of electronic shelf labels: what changed is pushed, acknowledgements are fetched. Odoo calls, nothing calls in.

The protocol is open and short (docs/integrator.md); a maker's gateway gets a small adapter that speaks it.
"""

import json
import logging
import time
import uuid
from urllib.parse import urlsplit

import requests

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.orm.models import NO_ACCESS

from ..tools import esl_protocol

_logger = logging.getLogger(__name__)
TIMEOUT_S = 10
BATCH = 100
MOST_ANSWER_BYTES = 4_000_000
SECRET_SET = "••••••••"


class GatewayError(Exception):
    """The gateway couldn't be reached or answered otherwise than agreed: a code of `_error_texts`, and what it is about."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, str(detail)[:300]


class RetailEslGateway(models.Model):
    _name = "retail.esl.gateway"
    _description = "Gateway of Electronic Shelf Labels"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "store_id, name"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    store_id = fields.Many2one("retail.store", required=True, index=True, domain="[('kind', '=', 'store')]", ondelete="restrict")
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    url = fields.Char(string="Address", required=True, tracking=True, help="Such as https://esl.store12.example")
    secret_stored = fields.Char(groups=NO_ACCESS, copy=False)
    secret = fields.Char(
        compute="_compute_secret",
        inverse="_inverse_secret",
        groups="retail_pos_central.group_retail_chain_manager",
        help="Signs every request. It can be replaced here, never read.",
    )
    design_id = fields.Many2one("retail.label.design", required=True, string="Design", ondelete="restrict")
    label_ids = fields.One2many("retail.esl.label", "gateway_id", string="Labels")
    cursor = fields.Char(readonly=True, copy=False)
    last_seen = fields.Datetime(string="Last Answer", readonly=True, copy=False)
    error_code = fields.Char(readonly=True, copy=False)
    error_detail = fields.Char(readonly=True, copy=False)
    error = fields.Char(string="What Is Wrong", compute="_compute_error")
    label_count = fields.Integer(compute="_compute_counts", string="Number of Labels")
    shown_count = fields.Integer(compute="_compute_counts", string="Up to Date")
    failed_count = fields.Integer(compute="_compute_counts", string="Failed")

    @api.depends("secret_stored")
    def _compute_secret(self):
        for gateway in self:
            gateway.secret = SECRET_SET if gateway.sudo().secret_stored else False

    @api.depends("error_code", "error_detail")
    @api.depends_context("lang")
    def _compute_error(self):
        """In the reader's language: the job that met it has none."""
        for gateway in self:
            text = gateway._error_texts().get(gateway.error_code)
            gateway.error = text.replace("%s", gateway.error_detail or "") if text else False

    def _error_texts(self):
        return {
            "secret": self.env._("The gateway's secret is missing."),
            "status": self.env._("The gateway answers %s."),
            "late": self.env._("The gateway does not answer in time."),
            "unreachable": self.env._("The gateway can't be reached at %s."),
            "unreadable": self.env._("The gateway's answer can't be read: %s"),
            "long": self.env._("The gateway's answer is too long."),
        }

    def _inverse_secret(self):
        for gateway in self.filtered(lambda one: one.secret != SECRET_SET):
            if gateway.secret and len(gateway.secret) < 16:
                raise ValidationError(self.env._("The secret needs at least 16 characters."))
            gateway.sudo().secret_stored = gateway.secret or False
            self.env["retail.audit"]._log(
                "esl", self.env._("The secret of the gateway %s was replaced.", gateway.name), record=gateway, store=gateway.store_id
            )

    @api.constrains("url")
    def _check_url(self):
        for gateway in self:
            parts = urlsplit(gateway.url or "")
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
                raise ValidationError(self.env._("“%s” is no web address, such as https://esl.store12.example", gateway.url))

    @api.depends("label_ids.state")
    def _compute_counts(self):
        counts = {}
        for gateway, state, count in self.env["retail.esl.label"]._read_group(
            [("gateway_id", "in", self.ids)], ["gateway_id", "state"], ["__count"]
        ):
            counts.setdefault(gateway, {})[state] = count
        for gateway in self:
            states = counts.get(gateway, {})
            gateway.label_count, gateway.shown_count = sum(states.values()), states.get("shown", 0)
            gateway.failed_count = states.get("failed", 0)

    def action_labels(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "retail.esl.label",
            "views": [(False, "list"), (False, "form")],
            "domain": [("gateway_id", "=", self.id)],
            "context": {"default_gateway_id": self.id},
        }

    def action_refresh(self):
        """All labels are worked out anew, and sent where they differ."""
        self.check_access("write")
        self.label_ids.sudo().write({"is_due": True})
        self.sudo()._work()
        if len(self) == 1 and self.error:
            raise UserError(self.error)
        return True

    # -- work --------------------------------------------------------------------------------

    @api.model
    def _cron_work(self):
        """Every minute: take what is due, push what changed, fetch acknowledgements; one gateway's trouble is its own."""
        gateways = self.search([])
        for number, gateway in enumerate(gateways, start=1):
            gateway._work()
            self.env["ir.cron"]._commit_progress(1, remaining=len(gateways) - number)

    @api.model
    def _cron_refresh(self):
        """Every night: names and texts may have changed without a price."""
        self.env["retail.esl.label"].search([]).write({"is_due": True})

    def _work(self):
        for gateway in self:
            gateway.label_ids._take_due()
            try:
                gateway._push()
                gateway._fetch()
            except GatewayError as error:
                _logger.warning("Gateway %s of electronic labels: %s", gateway.name, error)
                gateway.write({"error_code": error.code, "error_detail": error.detail})
            else:
                gateway.write({"error_code": False, "error_detail": False, "last_seen": fields.Datetime.now()})
            gateway._alert()

    def _push(self):
        labels = self.label_ids._to_send()
        for start in range(0, len(labels), BATCH):
            batch = labels[start : start + BATCH]
            body = {"batch": str(uuid.uuid4()), "labels": [label._payload() for label in batch]}
            answer = self._call("PUT", "/v1/labels", body)
            try:
                results = esl_protocol.results(answer)
            except ValueError as error:
                raise GatewayError("unreadable", error) from None
            batch._sent(results)

    def _fetch(self):
        for _turn in range(50):
            answer = self._call("GET", f"/v1/acks?after={self.cursor or ''}")
            try:
                cursor, acks = esl_protocol.acks(answer)
            except ValueError as error:
                raise GatewayError("unreadable", error) from None
            self.label_ids._acknowledged(acks)
            self.cursor = cursor
            if not acks:
                return

    def _call(self, method, path, body=None):
        base = self.url.rstrip("/")
        raw = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        moment, secret = str(int(time.time())), self.sudo().secret_stored
        if not secret:
            raise GatewayError("secret")
        signed_path = urlsplit(base).path + path
        headers = {
            "Content-Type": "application/json",
            "X-Retail-Time": moment,
            "X-Retail-Signature": esl_protocol.signature(secret, moment, method, signed_path, raw),
        }
        try:
            # A gateway that sends us elsewhere isn't followed: the signature is for this one.
            with requests.request(
                method, base + path, data=raw, headers=headers, timeout=TIMEOUT_S, allow_redirects=False, stream=True
            ) as answer:
                if answer.status_code != 200:
                    raise GatewayError("status", answer.status_code)
                content = self._content(answer)
        except requests.Timeout:
            raise GatewayError("late") from None
        except requests.RequestException:
            raise GatewayError("unreachable", base) from None
        try:
            return json.loads(content)
        except ValueError as error:
            raise GatewayError("unreadable", error) from None

    def _content(self, answer):
        """An answer's bytes; one that does not end is not read to its end."""
        content = bytearray()
        for part in answer.iter_content(65536):
            content += part
            if len(content) > MOST_ANSWER_BYTES:
                raise GatewayError("long")
        return bytes(content)

    def _alert(self):
        """An activity for whoever is responsible while labels can't be changed; done when they can."""
        kind = "retail_pos_labels.mail_activity_type_esl"
        broken = bool(self.error) or bool(self.failed_count)
        open_ones = self.activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref(kind))
        if not broken:
            open_ones.unlink()
        elif not open_ones and (responsible := self.store_id._retail_responsible()):
            own = self.with_context(lang=responsible.lang)
            note = own.error or own.env._("%s electronic labels could not be changed.", self.failed_count)
            own.activity_schedule(kind, user_id=responsible.id, note=note)
