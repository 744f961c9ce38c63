"""Child processes that are started together, watched, and never left behind.

Each child leads a process group of its own, so that a Ctrl-C in the terminal reaches us alone and we decide the order.
The kernel sends it SIGTERM when we die, however we die (Linux only: PR_SET_PDEATHSIG).
Start children from the main thread: that signal follows the thread that made the child, not the process.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

#: Seconds a process must have lived for its earlier failures to be forgotten.
STEADY = 15.0
#: A log larger than this is put aside when its process starts. Bytes.
LOG_BYTES = 5_000_000
LOGS_KEPT = 3

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded here: not safe between fork and exec


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    name: str
    argv: Sequence[str]
    #: Seconds between SIGTERM and SIGKILL.
    grace: float = 10.0


def pause(failures: int) -> float:
    """Seconds to wait before the next start, after `failures` ends in a row: 1, 2, 4 … 30."""
    return float(min(30, 2 ** (min(failures, 6) - 1)))


def leash(parent: int) -> Callable[[], None]:
    """What a new child does first: ask to be told when `parent` dies, and give up if it is dead already."""

    def tie() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return tie


def rotate(log: Path, *, limit: int = LOG_BYTES, kept: int = LOGS_KEPT) -> None:
    """Moves `log` to `log`.1, .1 to .2 and so on once it is larger than `limit`."""
    if not log.exists() or log.stat().st_size <= limit:
        return
    names = [log, *(log.with_name(f"{log.name}.{number}") for number in range(1, kept + 1))]
    for older, newer in zip(reversed(names), reversed(names[:-1]), strict=False):
        if newer.exists():
            newer.replace(older)


def tail(log: Path | None, lines: int = 8) -> str:
    """The last lines of a log, for an error message."""
    if log is None or not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 8192))
        text = file.read().decode("utf-8", "replace")
    return "\n".join(text.splitlines()[-lines:])


class Child:
    """One process, started again as often as needed."""

    def __init__(
        self, command: Command, *, env: Mapping[str, str], logs: Path | None, keep: Sequence[int] = ()
    ) -> None:
        self.command = command
        self.failures = 0
        self.due: float | None = None  # monotonic; when to start it again
        self.log = logs / f"{command.name}.log" if logs else None
        self._env = env
        self._keep = keep
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        output = self._open_log()
        try:
            self._process = subprocess.Popen(  # noqa: S603  (our own commands)
                self.command.argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                env=self._env,
                process_group=0,
                pass_fds=self._keep,
                preexec_fn=leash(os.getpid()),
            )
        finally:
            if output:
                output.close()
        self._started = time.monotonic()
        self.due = None

    def _open_log(self) -> IO[bytes] | None:
        if self.log is None:
            return None
        rotate(self.log)
        return self.log.open("ab")

    def ended(self) -> int | None:
        """The exit status, once, after what it left of its group was killed. None while it runs, or was not started."""
        if self._process is None:
            return None
        # The group is killed before the leader is reaped: until then nobody else can be given its number.
        if os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return None
        self._signal_group(signal.SIGKILL)
        status = self._process.wait()
        self._process = None
        return status

    def postpone(self, now: float) -> float:
        """Plans the next start, and tells in how many seconds that is."""
        self.failures = 1 if now - self._started > STEADY else self.failures + 1
        self.due = now + pause(self.failures)
        return pause(self.failures)

    def stop(self, hurry: Callable[[], bool] = lambda: False) -> None:
        """SIGTERM, `grace` seconds (none once `hurry` says so), then SIGKILL to the whole group."""
        self.due = None
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        until = time.monotonic() + self.command.grace
        while self.ended() is None:
            if hurry() or time.monotonic() > until:
                self._signal_group(signal.SIGKILL)
            time.sleep(0.02)

    def _signal_group(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return


class Crew:
    """Children in their order of start; they stop in the opposite order."""

    def __init__(self, *, logs: Path | None, say: Callable[[str], None]) -> None:
        self.children: list[Child] = []
        self.logs = logs
        #: Open files that every child shares, so that a lock on them lasts as long as the last of us.
        self.keep: Sequence[int] = ()
        self._say = say

    def start(self, command: Command, env: Mapping[str, str]) -> Child:
        child = Child(command, env=env, logs=self.logs, keep=self.keep)
        self.children.append(child)
        child.start()
        return child

    def find(self, name: str) -> Child:
        return next(child for child in self.children if child.command.name == name)

    def watch(self, now: float) -> None:
        """Starts again what has ended, each in its own time. Never blocks."""
        for child in self.children:
            status = child.ended()
            if status is not None:
                seconds = child.postpone(now)
                where = f"; see {child.log}" if child.log else ""
                self._say(f"{child.command.name} {describe(status)}; starting it again in {seconds:.0f} s{where}")
            elif child.due is not None and now >= child.due:
                child.start()

    def stop(self, hurry: Callable[[], bool] = lambda: False) -> None:
        for child in reversed(self.children):
            child.stop(hurry)

    def dismiss(self) -> None:
        """Stops all, and forgets them."""
        self.stop()
        self.children.clear()


def describe(status: int) -> str:
    """A wait status in words."""
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"was ended by signal {-status}"
