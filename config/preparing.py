"""What must stand before the first process starts: a place for data, a secret, tables, a package, people."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
import time
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from config import env
from translations.errors import SettingError, SongnguError

FIRST_USER = "admin"
#: Seconds that the processes of a killed run get to notice and stop.
LEFTOVER_SECONDS = 20.0


class AlreadyRunning(SongnguError):
    """songngu already runs on this data directory."""


class PortTaken(SongnguError):
    """Another program listens on this port."""


def make_directories(data: Path) -> None:
    """Only ours may be read by us alone; a directory that was there before keeps its mode."""
    for directory in (data, data / "run", data / "logs", data / "broker"):
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)


def make_secret(path: Path) -> None:
    """Writes the key that signs sessions, once. Whoever comes second keeps the first one's."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))


def lock(data: Path, *, seconds: float = LEFTOVER_SECONDS) -> IO[str]:
    """Holds the data directory until the file is closed here and in every child that was given it.

    When its owner was killed, its children are stopping: this waits for them, `seconds` at most.
    """
    file = (data / "run" / "lock").open("a+", encoding="ascii")
    until = time.monotonic() + seconds
    while not _locked(file):
        owner = _owner(file)
        if _alive(owner):
            raise AlreadyRunning(
                f"process {owner}, {data}", cure="Stop it first, or set SONGNGU_DATA to another place."
            )
        if time.monotonic() > until:
            raise AlreadyRunning(f"an earlier run was killed and its processes have not stopped, {data}")
        time.sleep(0.05)
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner(file: IO[str]) -> int:
    file.seek(0)
    text = file.read()
    return int(text) if text.isdigit() else 0


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid > 0


def check_port(port: int, host: str = "127.0.0.1") -> None:
    """Raises `PortTaken` early and clearly, instead of a web process that dies again and again."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise SettingError(f"PORT={port} needs root", cure="Use 1024 or more, such as PORT=8000.") from error
        except OSError as error:
            raise PortTaken(f"{host}:{port}", cure=f"Stop it, or choose another port: PORT={port + 1}.") from error


def prepare_everything() -> None:
    """Directories, secret, tables, packages, terms; a second time it finds nothing to do."""
    from translations.services import seed_terms
    from worker.packages import install_bundled  # late: the web image has no such thing

    make_directories(settings.DATA_DIR)
    if not env.secret("SONGNGU_SECRET_KEY"):
        make_secret(settings.SECRET_FILE)
    call_command("migrate", interactive=False, verbosity=0)
    install_bundled()
    seed_terms()


def make_first_user() -> str | None:
    """The password of a new administrator where there is nobody yet; None where there is."""
    people = get_user_model().objects
    if people.exists():
        return None
    password = secrets.token_urlsafe(12)
    people.create_superuser(FIRST_USER, password=password)
    return password


def remove_stale_address() -> None:
    """A killed run left the address of a broker that no longer listens."""
    settings.BROKER_FILE.unlink(missing_ok=True)
