"""What boxes call: pairing by code, and the signed sync. Plain JSON, no session, no login."""

import base64
import json
import logging
import time

from odoo import http
from odoo.http import request

from odoo.addons.retail_pos_central.controllers.blob import SHA256

from ..tools import signed_answer, signed_request
from ..tools.program import file_name

_logger = logging.getLogger(__name__)
# Odoo itself would take 128 MB from anybody.
MAX_BODY_BYTES = 1_000_000
MAX_PAIRING_BYTES = 20_000
SYNC_PATH = "/retail_pos/box/sync"


class RetailBoxController(http.Controller):
    @http.route(
        "/retail_pos/box/pair",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=MAX_PAIRING_BYTES,
    )
    def pair(self, db=None):
        """A box shows a code to people and repeats it here until somebody has typed it."""
        body = _json_body()
        requests = request.env["retail.box.request"].sudo()
        try:
            values = requests._retail_values(body or {}, request.httprequest.remote_addr)
        except ValueError as error:
            return _error(400, "invalid", f"{error} is missing or wrong", str(error))
        paired = request.env["retail.box"]._retail_pairing_answer(values["box_uuid"], values["public_key"], values["proof"])
        if paired:
            # The configuration comes with the first signed sync.
            return request.make_json_response(paired)
        if not requests._retail_ask(values):
            return _error(429, "too_many", "too many boxes ask to be paired; try again later")
        return request.make_json_response({"state": "pending"})

    @http.route(SYNC_PATH, type="http", auth="public", methods=["POST"], csrf=False, save_session=False, max_content_length=MAX_BODY_BYTES)
    def sync(self, db=None):
        """A paired box reports and gets what it should have; only with its signature, and with ours."""
        raw = request.httprequest.get_data()
        try:
            box = request.env["retail.box"]._retail_authenticate(request.httprequest.headers, "POST", SYNC_PATH, raw)
        except signed_request.Refused as refused:
            _logger.info("Sync of box %r refused: %s", request.httprequest.headers.get("X-Retail-Box"), refused)
            answer = _error(401, refused.code, refused.message)
            # That it is late it hears from us, signed, and is right the next time.
            return _signed(answer, _json_body()) if refused.code == "clock_wrong" else answer
        report = _json_body()
        if report is None:
            return _error(400, "invalid", "the body must be a JSON object")
        return _signed(request.make_json_response(box._retail_sync(report)), report)

    @http.route("/retail_pos/box/program/<string:name>", type="http", auth="public", methods=["GET"], save_session=False)
    def program(self, name, db=None):
        """The box's program by its digest, or the latest stable one for a new box. It holds no secrets; what a box installs
        is decided by a signed order, not by who can fetch it."""
        programs = request.env["retail.box.program"].sudo()
        found = programs._retail_newest("stable") if name == "latest" else programs
        if SHA256.fullmatch(name):
            found = programs.search([("sha256", "=", name)], limit=1)
        if not found:
            return _error(404, "not_found", "there is no such program")
        headers = [
            ("Content-Type", "application/octet-stream"),
            ("Content-Disposition", f'attachment; filename="{file_name(found.version)}"'),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(base64.b64decode(found.program), headers)


def _signed(answer, report):
    """The answer with our signature, by a key that this box knows."""
    key = request.env["retail.signing.key"]._retail_known_to((report or {}).get("keys"))
    nonce = request.httprequest.headers["X-Retail-Nonce"]
    answer.headers.update(
        signed_answer.headers(answer.status_code, SYNC_PATH, nonce, time.time(), answer.get_data(), key.kid, key.private_key)
    )
    return answer


def _json_body():
    """The body as a JSON object, else None."""
    try:
        body = json.loads(request.httprequest.get_data())
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _error(status, code, message, field=None):
    body = {"error": {"code": code, "message": message, "field": field}}
    return request.make_json_response(body, status=status)
