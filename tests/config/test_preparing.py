"""What stands before the first process starts."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from config import preparing
from config.preparing import AlreadyRunning, PortTaken


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_new_directories_are_private(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"
    preparing.make_directories(data)
    assert [mode(data), mode(data / "run"), mode(data / "logs")] == [0o700] * 3


def test_a_directory_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    preparing.make_directories(tmp_path)
    assert mode(tmp_path) == 0o755


def test_the_secret_is_private_and_written_once(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    preparing.make_secret(path)
    first = path.read_text()
    preparing.make_secret(path)
    assert (path.read_text(), mode(path)) == (first, 0o600)
    assert len(first) >= 50


@pytest.fixture
def data(tmp_path: Path) -> Path:
    preparing.make_directories(tmp_path)
    return tmp_path


def test_a_second_run_on_the_same_data_is_refused(data: Path) -> None:
    with preparing.lock(data), pytest.raises(AlreadyRunning, match=f"process {os.getpid()}, .*SONGNGU_DATA"):
        preparing.lock(data)


def test_the_data_is_free_again_after_a_run(data: Path) -> None:
    preparing.lock(data).close()
    with preparing.lock(data) as file:
        file.seek(0)
        assert file.read() == str(os.getpid())


def test_the_next_run_waits_for_what_a_killed_one_left(data: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    with preparing.lock(data) as file:
        left = subprocess.Popen(["sleep", "0.2"], pass_fds=[file.fileno()])
        file.truncate(0)
        file.write(str(gone.pid))
    preparing.lock(data).close()
    assert left.poll() is not None or left.wait(timeout=1) == 0


def test_what_a_killed_run_left_and_never_stops_is_told(data: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    with preparing.lock(data) as file:
        left = subprocess.Popen(["sleep", "60"], pass_fds=[file.fileno()])
        file.truncate(0)
        file.write(str(gone.pid))
    try:
        with pytest.raises(AlreadyRunning, match="earlier run was killed"):
            preparing.lock(data, seconds=0)
    finally:
        left.kill()
        left.wait()


def test_a_taken_port_is_told_with_a_cure() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}. .*PORT="):
            preparing.check_port(port)
    preparing.check_port(port)


@pytest.mark.django_db
def test_the_first_user_gets_a_password_that_is_shown_once() -> None:
    password = preparing.make_first_user()
    assert password is not None
    assert get_user_model().objects.get(username="admin").check_password(password)
    assert preparing.make_first_user() is None
    assert get_user_model().objects.count() == 1
