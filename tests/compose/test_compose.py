"""docker-compose.yml, validated by the system's compose tool; no engine is needed for that."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ("/usr/libexec/docker/cli-plugins/docker-compose", "/usr/lib/docker/cli-plugins/docker-compose")


def compose(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the compose tool: the `docker-compose` package of Debian, or `docker-compose-v2` of Ubuntu."""
    tool = next((path for path in PLUGINS if Path(path).exists()), None) or shutil.which("docker-compose")
    if not tool:
        pytest.skip("no compose tool: apt-get install docker-compose (Debian) or docker-compose-v2 (Ubuntu)")
    clean = {name: value for name, value in os.environ.items() if name not in ("POSTGRES_PASSWORD", "NGINX_CONF", "CERTIFICATES")}
    return subprocess.run([tool, *words], cwd=ROOT, capture_output=True, text=True, env={**clean, **environment}, check=False, timeout=60)


def config(*words: str, **environment: str) -> str:
    done = compose("--env-file", "deploy/env.example", *words, "config", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_valid_with_and_without_the_box() -> None:
    assert "postgres:17" in config()
    assert "odoo:19" in config()
    assert "iot_box/Dockerfile" in config("--profile", "box")


def test_refused_without_a_password(tmp_path: Path) -> None:
    (tmp_path / "env").touch()
    done = compose("--env-file", str(tmp_path / "env"), "config")
    assert done.returncode != 0
    assert "deploy/env.example" in done.stderr


def test_every_mounted_file_exists() -> None:
    text = config("--profile", "box") + config(NGINX_CONF="./deploy/nginx-tls.conf")
    # Both generations of the tool write absolute paths: "- /path:/inside:ro", or "source: /path".
    sources = set(re.findall(r"(?:^\s*- |source: )(/[^:\s]+)", text, re.MULTILINE))
    assert {str(ROOT / "addons"), str(ROOT / "deploy/nginx.conf"), str(ROOT / "deploy/nginx-tls.conf")} <= sources
    missing = [path for path in sources if not Path(path).exists()]
    assert not missing


def test_the_box_is_built_from_a_file_that_exists() -> None:
    assert (ROOT / "iot_box/Dockerfile").is_file()


def test_the_box_accepts_its_config() -> None:
    box_config = pytest.importorskip("iot_box.config")
    loaded = box_config.load_file(ROOT / "deploy/box.json")
    assert loaded.listen.port == 8910
    assert json.loads((ROOT / "deploy/box.json").read_text())["data_dir"] == loaded.data_dir


def test_odoo_and_nginx_agree_on_the_evented_port() -> None:
    port = re.search(r"^gevent_port = (\d+)", (ROOT / "deploy/odoo.conf").read_text(), re.MULTILINE)
    assert port
    assert f"server odoo:{port[1]};" in (ROOT / "deploy/nginx-common.conf").read_text()
