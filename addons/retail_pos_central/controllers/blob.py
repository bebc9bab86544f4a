"""Released content and parts of the feed by their hash: immutable, so that nginx or a CDN can keep it off Odoo."""

import hmac as hmac_lib
import re

from odoo import http
from odoo.http import request

from ..tools import canonical

SHA256 = re.compile(r"[0-9a-f]{64}")


class RetailBlobController(http.Controller):
    # No session is needed: the signature, handed out in the manifest, is the right to read, and an
    # answer without a session cookie is one that a shared cache may keep.
    @http.route("/retail_pos/blob/<sha>/<signature>", type="http", auth="public", methods=["GET"], readonly=True, save_session=False)
    def blob(self, sha, signature):
        blobs = request.env["retail.blob"].sudo()
        if not SHA256.fullmatch(sha) or not hmac_lib.compare_digest(signature.encode(), blobs._signature(sha).encode()):
            raise request.not_found()
        blob = blobs.search([("sha256", "=", sha)], limit=1)
        body = blob._packed() if blob else request.env["retail.feed.part"]._body(sha)
        if body is None:
            raise request.not_found()
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Cache-Control", "public, max-age=31536000, immutable"),
            ("ETag", f'"{sha}"'),
            ("Vary", "Accept-Encoding"),
        ]
        if f'"{sha}"' in request.httprequest.headers.get("If-None-Match", ""):
            return request.make_response("", headers, status=304)
        if "gzip" in request.httprequest.headers.get("Accept-Encoding", ""):
            return request.make_response(body, [*headers, ("Content-Encoding", "gzip")])
        return request.make_response(canonical.unpack(body), headers)
