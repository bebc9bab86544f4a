"""deploy/nginx*.conf: accepted by nginx, and doing what they are for, in front of two stand-ins for Odoo."""

import gzip
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(not NGINX, reason="no nginx: apt-get install nginx")
BLOB = b'{"version":1,"name":"\xc3\xa6\xc3\xb8\xc3\xa5"}'


class StandIn(BaseHTTPRequestHandler):
    """Answers as Odoo would, and says what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1  # type: ignore[attr-defined]
        if self.path.startswith("/retail_pos/blob/") and self.path.endswith("wrong"):
            return self._answer(404, b"", {})
        if self.path.startswith("/retail_pos/blob/"):
            assert "Cookie" not in self.headers
            headers = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            return self._answer(200, gzip.compress(BLOB), {**headers, "Set-Cookie": "session_id=secret"})
        body = {"who": self.server.server_port, **{name.lower(): value for name, value in self.headers.items()}}
        return self._answer(200, json.dumps(body).encode(), {"Set-Cookie": "session_id=mine"})

    do_POST = do_GET

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stand_in() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    server.asked = Counter()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def prepare(folder: Path, main: str, odoo: int = 8069, websocket: int = 8072, http_port: int = 80, https_port: int = 443) -> list[str]:
    """Copies of the files with this machine's folders, ports and names; the command that runs them."""
    replaced = {
        "/etc/nginx/mime.types": str(folder / "mime.types"),
        "/etc/nginx/": f"{folder}/",
        "/var/cache/nginx/": f"{folder}/cache/",
        "odoo:8069": f"127.0.0.1:{odoo}",
        "odoo:8072": f"127.0.0.1:{websocket}",
        "listen 80 ": f"listen 127.0.0.1:{http_port} ",
        "listen 443 ": f"listen 127.0.0.1:{https_port} ",
    }
    for source in DEPLOY.glob("nginx*.conf"):
        text = source.read_text()
        for old, new in replaced.items():
            text = text.replace(old, new)
        if source.name == main:
            bodies = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            # Started by root, nginx gives its work to another user, who may not write in this folder.
            user = "user root;" if os.geteuid() == 0 else ""
            text = f"daemon off; {user} pid {folder}/pid;\n" + text.replace("http {", "http { access_log off; " + bodies)
        (folder / source.name).write_text(text)
    (folder / "mime.types").write_text("types { text/html html; }")
    (folder / "cache").mkdir()
    return [str(NGINX), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / main)]


def certificate(folder: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl")
    (folder / "certificates").mkdir()
    keys = ["-keyout", folder / "certificates/privkey.pem", "-out", folder / "certificates/fullchain.pem"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", *keys]
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("main", ["nginx.conf", "nginx-tls.conf"])
def test_accepted(tmp_path: Path, main: str) -> None:
    if "tls" in main:
        certificate(tmp_path)
    done = subprocess.run(
        [*prepare(tmp_path, main, http_port=free_port(), https_port=free_port()), "-t"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


class Front:
    """A running nginx with its two stand-ins."""

    def __init__(self, port: int, odoo: ThreadingHTTPServer, websocket: ThreadingHTTPServer) -> None:
        self.port, self.odoo, self.websocket = port, odoo, websocket

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    odoo, websocket, port = stand_in(), stand_in(), free_port()
    process = subprocess.Popen(prepare(tmp_path, "nginx.conf", odoo.server_port, websocket.server_port, port))
    try:
        for _attempt in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (tmp_path / "error.log").read_text()
            time.sleep(0.05)
        yield Front(port, odoo, websocket)
    finally:
        process.terminate()
        process.wait(10)
        odoo.shutdown()
        websocket.shutdown()


def test_a_blob_is_fetched_from_odoo_once(front: Front) -> None:
    path = "/retail_pos/blob/" + "ab" * 32 + "/" + "cd" * 16
    answer, body = front.get(path, Accept_Encoding="gzip", Cookie="session_id=till1")
    assert (answer.status, answer.headers["X-Cache"], answer.headers["Content-Encoding"]) == (200, "MISS", "gzip")
    assert gzip.decompress(body) == BLOB
    assert "Set-Cookie" not in answer.headers
    assert "immutable" in answer.headers["Cache-Control"]
    again, plain = front.get(path)
    assert (again.status, again.headers["X-Cache"], plain) == (200, "HIT", BLOB)
    assert front.odoo.asked[path] == 1  # type: ignore[attr-defined]


def test_a_blob_is_served_while_odoo_is_down(front: Front) -> None:
    path = "/retail_pos/blob/" + "ab" * 32 + "/" + "cd" * 16
    front.get(path)
    front.odoo.shutdown()
    front.odoo.server_close()
    answer, body = front.get(path)
    assert (answer.status, body) == (200, BLOB)


def test_a_wrong_signature_is_not_kept(front: Front) -> None:
    for _attempt in range(2):
        answer, _body = front.get("/retail_pos/blob/x/wrong")
        assert answer.status == 404
    assert front.odoo.asked["/retail_pos/blob/x/wrong"] == 2  # type: ignore[attr-defined]


def test_blobs_can_only_be_read(front: Front) -> None:
    answer, _body = front.get("/retail_pos/blob/x/y", method="POST")
    assert answer.status == 403


def test_websockets_go_to_the_evented_port(front: Front) -> None:
    answer, body = front.get("/websocket", Upgrade="websocket", Connection="Upgrade")
    seen = json.loads(body)
    assert (answer.status, seen["who"], seen["upgrade"]) == (200, front.websocket.server_port, "websocket")


def test_pages_go_to_odoo_and_are_not_kept(front: Front) -> None:
    for count in (1, 2):
        answer, body = front.get("/pos/ui/1", Cookie="session_id=mine")
        seen = json.loads(body)
        assert (seen["who"], seen["cookie"]) == (front.odoo.server_port, "session_id=mine")
        assert seen["x-forwarded-host"] == f"127.0.0.1:{front.port}"
        assert answer.headers["Set-Cookie"] == "session_id=mine"
        assert front.odoo.asked["/pos/ui/1"] == count  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path", ["/web/webclient/translations?hash=1&lang=nb_NO", "/bus/websocket_worker_bundle?v=19.0-2", "/pos/service-worker.js"]
)
def test_what_is_the_same_for_everybody_is_asked_once(front: Front, path: str) -> None:
    for state in ("MISS", "HIT"):
        answer, _body = front.get(path, Cookie="session_id=mine")
        assert (answer.status, answer.headers["X-Cache"]) == (200, state)
        assert "Set-Cookie" not in answer.headers
    assert front.odoo.asked[path] == 1  # type: ignore[attr-defined]
    other, _body = front.get(f"{path.split('?')[0]}?other")
    assert other.headers["X-Cache"] == "MISS"


def test_static_files_are_kept_without_cookies(front: Front) -> None:
    for _attempt in range(2):
        answer, _body = front.get("/web/static/img/logo.png")
        assert "Set-Cookie" not in answer.headers
    assert front.odoo.asked["/web/static/img/logo.png"] == 1  # type: ignore[attr-defined]


def test_the_database_manager_is_closed(front: Front) -> None:
    assert front.get("/web/database/manager")[0].status == 404


def test_https_serves_and_http_redirects(tmp_path: Path) -> None:
    certificate(tmp_path)
    odoo, port, secure = stand_in(), free_port(), free_port()
    process = subprocess.Popen(prepare(tmp_path, "nginx-tls.conf", odoo.server_port, 8072, port, secure))
    try:
        time.sleep(1)
        plain = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        plain.request("GET", "/odoo", headers={"Host": "till.example"})
        answer = plain.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, "https://till.example/odoo")
        trusting = ssl._create_unverified_context()  # noqa: S323 a certificate made a moment ago
        connection = http.client.HTTPSConnection("127.0.0.1", secure, timeout=10, context=trusting)
        connection.request("GET", "/odoo")
        answer = connection.getresponse()
        assert json.loads(answer.read())["x-forwarded-proto"] == "https"
        assert "max-age" in answer.headers["Strict-Transport-Security"]
    finally:
        process.terminate()
        process.wait(10)
        odoo.shutdown()
