"""A `songngu run` of its own for a test, with the real broker, web, worker and scheduler."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from proc import eventually, processes_in, processes_with


@dataclass
class Run:
    """One `songngu run` in its own data directory."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    output: Path
    #: What the service was started with: for commands beside it.
    environment: dict[str, str] = field(default_factory=dict)

    def told(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def is_up(self) -> bool:
        return eventually(lambda: "Ctrl-C stops it" in self.told() or self.process.poll() is not None) and (
            self.process.poll() is None
        )

    def everyone(self) -> list[int]:
        return processes_with(f"SONGNGU_DATA={self.data}") + processes_in(self.data)

    def by_argument(self, word: str) -> list[int]:
        lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in self.everyone()}
        return sorted(pid for pid, line in lines.items() if word.encode() in line)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def starting(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """Starts services in `tmp_path`, and leaves no process of theirs behind."""
    runs: list[Run] = []

    def begin(**environ: str) -> Run:
        data, port, output = tmp_path / "data", free_port(), tmp_path / f"output-{len(runs)}"
        kept = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "DATABASE_URL")}
        env = {**kept, "SONGNGU_DATA": str(data), "PORT": str(port), "SONGNGU_WORKERS": "1", **environ}
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "config.cli", "run"], env=env, stdout=file, stderr=file, process_group=0
            )
        runs.append(Run(data, port, process, output, env))
        return runs[-1]

    yield begin
    for run in runs:
        for pid in run.everyone():
            os.kill(pid, signal.SIGKILL)
        run.process.wait()
