"""The private PostgreSQL cluster: a server that outlived its clone does not answer in the new one's place."""

import os
import shutil
import signal
import subprocess
import threading

import pytest

from devkit import paths, postgres


@pytest.fixture
def sockets(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "SOCKETS", tmp_path)
    monkeypatch.setattr(postgres, "_owner", lambda: None)
    return tmp_path


def lock_of(sockets, pid):
    lock = sockets / ".s.PGSQL.5432.lock"
    lock.write_text(f"{pid}\n/somewhere\n")
    return lock


def test_a_server_of_an_earlier_clone_is_ended(sockets):
    program = shutil.copy(shutil.which("sleep"), sockets / "postgres")
    # a shell that runs the tests in the background has it ignore the signal, which a real server never does
    server = subprocess.Popen([program, "60"], preexec_fn=lambda: signal.signal(signal.SIGQUIT, signal.SIG_DFL))
    lock = lock_of(sockets, server.pid)
    # whoever started it reaps it, as init does for a real server
    threading.Thread(target=server.wait, daemon=True).start()
    postgres._end_leftover()
    assert server.wait(5) != 0
    assert not lock.exists()


def test_another_program_with_that_number_is_left_alone(sockets):
    lock = lock_of(sockets, os.getpid())
    postgres._end_leftover()
    assert not lock.exists()


def test_nothing_is_there(sockets):
    postgres._end_leftover()
