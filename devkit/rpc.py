"""Odoo's web API as a logged-in user, for what ./dev does in a running Odoo as a person would."""

import http.cookiejar
import json
import urllib.request
from typing import Any

from .steps import Failure


class Session:
    """One log-in. Errors of Odoo come as Failure with Odoo's own words."""

    def __init__(self, url: str, database: str, login: str, password: str, timeout_s: float = 120) -> None:
        self.url = url
        self.timeout_s = timeout_s
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.info = self.call("/web/session/authenticate", {"db": database, "login": login, "password": password})

    def call(self, path: str, params: dict[str, Any]) -> Any:
        """A JSON-RPC route."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        with self.opener.open(request, timeout=self.timeout_s) as answer:
            reply = json.load(answer)
        if "error" in reply:
            data = reply["error"].get("data", {})
            raise Failure(f"Odoo refused {path}: {data.get('message') or reply['error'].get('message')}")
        return reply.get("result")

    def execute(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """A public method of a model."""
        return self.call(f"/web/dataset/call_kw/{model}/{method}", {"model": model, "method": method, "args": args, "kwargs": kwargs})
