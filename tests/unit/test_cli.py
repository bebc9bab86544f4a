"""./dev as a person meets it: help, wrong words, and where Odoo comes from."""

import subprocess

import pytest

from devkit import odoo_source, paths, steps


def _dev(*words):
    return subprocess.run([paths.ROOT / "dev", *words], capture_output=True, text=True, check=False)


def test_help_names_every_word():
    text = _dev("help").stdout
    for word in ("setup", "demo", "stop", "test", "lint", "bench", "odoo-suite", "doctor"):
        assert f"\n  {word}" in text


def test_a_wrong_word_is_refused_by_name():
    result = _dev("dmeo")
    assert result.returncode == 2
    assert "'dmeo'" in result.stderr


def test_a_wrong_suite_is_refused_before_any_set_up():
    result = _dev("test", "e2x")
    assert result.returncode == 1
    assert "'e2x'" in result.stderr and "e2e" in result.stderr


def test_odoo_home_must_be_odoo_19(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    with pytest.raises(steps.Failure, match="no odoo-bin"):
        odoo_source.ensure()
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo-bin").touch()
    (tmp_path / "odoo/release.py").write_text("version_info = (18, 0, 0, 'final', 0, '')\n")
    with pytest.raises(steps.Failure, match="not version 19"):
        odoo_source.ensure()
    (tmp_path / "odoo/release.py").write_text("version_info = (19, 0, 0, 'final', 0, '')\n")
    assert odoo_source.ensure().launcher == tmp_path / "odoo-bin"
