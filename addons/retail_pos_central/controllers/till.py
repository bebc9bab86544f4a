"""What tills ask and tell: manifest, acknowledgement, feed, log. All for a logged-in POS user of the till's company."""

import json
import math
from datetime import UTC, datetime

from werkzeug.exceptions import Forbidden, NotFound

from odoo import http
from odoo.http import request

from ..tools.plain import plain

ACK_STATES = ("started", "downloaded", "applied", "failed")
TEXT_LIMIT = 500
BOXES_LIMIT = 50_000
# What answers need of a till: a fleet asks often, and each till has a hundred fields.
CONFIG_FIELDS = (
    "active",
    "company_id",
    "currency_id",
    "default_preset_id",
    "last_data_change",
    "limit_categories",
    "pricelist_id",
    "retail_store_id",
    "retail_uuid",
    "tip_product_id",
    "use_pricelist",
)


def server_time():
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text(value):
    """A text of bounded length, from whatever the browser sent."""
    return plain(value, TEXT_LIMIT) or False


def integer(value, low, high):
    """An integer within bounds, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return max(low, min(high, int(value)))


def _is_small(boxes):
    """Whether what a till says of its boxes is no more than tills say, and something that the database can keep."""
    try:
        words = json.dumps(boxes, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return len(words) <= BOXES_LIMIT and b"\\u0000" not in words


class RetailTillController(http.Controller):
    @http.route("/retail_pos/till/ask", type="jsonrpc", auth="user", methods=["POST"])
    def ask(self, config_id=None, questions=None):
        """Several questions in one, {name: its words}, and {name: its answer}: a till that opens has four. When one fails all do,
        and the till asks each by itself."""
        config, answers = self._config(config_id), self._answers()
        asked = questions if isinstance(questions, dict) else {}
        if "manifest" not in asked:
            request.env["retail.till.state"]._of(config)._seen()
        # In an order of ours: a restored server is found by the feed, and the manifest's acknowledgement may set much going.
        answers["manifest"] = answers.pop("manifest")
        # What a till's place comes to is looked at once for all of these.
        request.retail_looked_at = {}
        return {name: answer(config, asked[name]) for name, answer in answers.items() if isinstance(asked.get(name), dict)}

    def _answers(self):
        """What tills ask by name: functions of the till and the question's words, which nobody has checked. Addons add theirs."""
        return {"feed": self._answer_feed, "manifest": self._answer_manifest}

    @http.route("/retail_pos/till/manifest", type="jsonrpc", auth="user", methods=["POST"])
    def manifest(self, config_id=None, holds=None, ack=None):
        return self._answer_manifest(self._config(config_id), {"holds": holds, "ack": ack})

    def _answer_manifest(self, config, words):
        """The manifest, or {"same": true} for a till that holds all of it; its acknowledgement may come with the question."""
        holds = words.get("holds")
        manifest = request.env["retail.manifest"]._for_till(config, holds if isinstance(holds, str) else None)
        is_held = holds == manifest["sha256"]
        till = request.env["retail.till.state"]._of(config)
        if isinstance(words.get("ack"), dict) and words["ack"].get("state") in ACK_STATES:
            ack = self._checked_ack(words["ack"], manifest["serial"])
            if is_held and ack["state"] == "applied":
                # Whatever moved the fleet's serial on, this till runs what it is to run.
                ack["serial"] = manifest["serial"]
            till._acknowledge(config, ack)
        elif is_held and till.applied_serial < manifest["serial"] and till.behind:
            # Sent again, or released as it was: it runs that already, and has nothing to tell.
            till._acknowledge(config, {"state": "applied", "serial": manifest["serial"]})
        else:
            till._seen()
        return {
            **({"same": True, "serial": manifest["serial"]} if is_held else manifest),
            # The page holds its configuration from when it was loaded; a change of it needs a reload.
            "config_stamp": config._retail_config_stamp(),
            "log_wanted": till.log_waiting,
            "server_time": server_time(),
        }

    @http.route("/retail_pos/till/ack", type="jsonrpc", auth="user", methods=["POST"])
    def ack(
        self,
        config_id=None,
        serial=0,
        state=None,
        error=None,
        clock_error_ms=None,
        browser=None,
        app_version=None,
        unsent_orders=None,
        boxes=None,
    ):
        config = self._config(config_id)
        if state not in ACK_STATES:
            return {"ok": False, "error": f"unknown state {text(state)}", "server_time": server_time()}
        words = {"serial": serial, "state": state, "error": error, "clock_error_ms": clock_error_ms, "browser": browser}
        words |= {"app_version": app_version, "unsent_orders": unsent_orders, "boxes": boxes}
        newest = request.env["retail.manifest"]._serial()
        request.env["retail.till.state"]._acknowledge(config, self._checked_ack(words, newest))
        return {"ok": True, "server_time": server_time()}

    @staticmethod
    def _checked_ack(words, newest):
        boxes = words.get("boxes")
        return {
            "state": words["state"],
            # A till can't have applied what isn't there yet.
            "serial": integer(words.get("serial"), 0, newest) or 0,
            "error": text(words.get("error")),
            "clock_error_ms": integer(words.get("clock_error_ms"), -(2**31), 2**31 - 1),
            "browser": text(words.get("browser")) or None,
            "app_version": text(words.get("app_version")) or None,
            "unsent_orders": integer(words.get("unsent_orders"), 0, 2**31 - 1),
            "boxes": boxes if isinstance(boxes, list) and _is_small(boxes) else None,
        }

    @http.route("/retail_pos/till/log", type="jsonrpc", auth="user", methods=["POST"])
    def log(self, config_id=None, entries=None):
        till = request.env["retail.till.state"]._of(self._config(config_id))
        return {"ok": till._take_log(entries if isinstance(entries, list) else []), "server_time": server_time()}

    @http.route("/retail_pos/till/feed", type="jsonrpc", auth="user", methods=["POST"])
    def feed(self, config_id=None, epoch=None, cursor=None):
        config = self._config(config_id)
        request.env["retail.till.state"]._of(config)._seen()
        return self._answer_feed(config, {"epoch": epoch, "cursor": cursor})

    def _answer_feed(self, config, words):
        return {**request.env["retail.feed"]._pull(config, words.get("epoch"), words.get("cursor")), "server_time": server_time()}

    def _config(self, config_id):
        """The till, when the user may work on it."""
        user = request.env.user
        if not user.has_group("point_of_sale.group_pos_user"):
            raise Forbidden()
        configs = request.env["pos.config"].with_context(allowed_company_ids=list(user._get_company_ids()))
        found = configs.search_fetch([("id", "=", integer(config_id, 0, 2**31 - 1) or 0)], CONFIG_FIELDS)
        if not found:
            raise NotFound()
        return found.with_company(found.company_id)
