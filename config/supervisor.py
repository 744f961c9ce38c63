"""`songngu run`: one process that prepares, starts and watches all the others, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import connections
from django.urls import NoReverseMatch, reverse

from config import brokers, env, preparing, programs
from config.brokers import Broker, BrokerError, Kind
from config.processes import Child, Crew, describe, tail
from config.progress import Line, Patience, finished
from config.stopping import StopRequests
from translations import selectors
from translations.errors import SongnguError

#: Seconds that the web may take to answer for the first time.
WEB_SECONDS = 60.0
#: So many ends of a process before the web's first answer mean that it will never come.
HOPELESS = 3


class WebError(SongnguError):
    """The web process does not answer."""


class Supervisor:
    def __init__(self, *, port: int, verbose: bool, out: TextIO, requests: StopRequests) -> None:
        self._port = port
        self._out = out
        self._requests = requests
        self._crew = Crew(logs=None if verbose else settings.DATA_DIR / "logs", say=self._say)
        self._broker: Broker | None = None
        self._environment: dict[str, str] = {}

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)

    def run(self, *, samples: Path | None) -> None:
        preparing.make_directories(settings.DATA_DIR)
        with preparing.lock(settings.DATA_DIR) as held:
            self._crew.keep = (held.fileno(),)
            try:
                self._prepare()
                self._start()
                if self._until_web_answers() and (samples is None or self._hand_in(samples)):
                    self._show_where()
                    self._until(lambda: False)
            finally:
                self._stop()

    def _prepare(self) -> None:
        preparing.check_port(self._port)
        preparing.remove_stale_address()
        self._say(f"Preparing {settings.DATA_DIR} …")
        preparing.prepare_everything()
        connections.close_all()  # children open their own

    def _start(self) -> None:
        url = self._start_broker()
        self._environment = programs.environment(os.environ, port=self._port, url=url)
        workers = programs.workers(broker=bool(url), count=programs.workers_wanted())
        for command in (programs.web(self._port), *workers, programs.scheduler()):
            self._crew.start(command, self._environment)

    def _start_broker(self) -> str:
        """The broker's address; empty when workers are to poll."""
        choice = brokers.choose({**os.environ, "REDIS_URL": env.secret("REDIS_URL")})
        if choice.kind in (Kind.GIVEN, Kind.NONE):
            return choice.url
        self._broker = broker = Broker(choice, settings.DATA_DIR)
        try:
            broker.wait(self._crew.start(broker.command, os.environ))
        except (BrokerError, OSError) as error:
            if choice.forced:
                raise
            self._crew.dismiss()
            self._say(f"{error}\nGoing on without a broker: workers look at the database once a second.")
            return ""
        settings.BROKER_FILE.write_text(broker.url, encoding="utf-8")
        return broker.url

    def _until(self, done: Callable[[], bool], seconds: float = float("inf"), *, step: float = 1.0) -> bool:
        """Watches over the processes until `done`. False when asked to stop, or after `seconds`."""
        until = time.monotonic() + seconds
        while not self._requests.count and time.monotonic() < until:
            self._crew.watch(time.monotonic())
            if done():
                return True
            self._requests.wait(step)
        return False

    def _until_web_answers(self) -> bool:
        child = self._crew.find("web")

        def answered() -> bool:
            if child.failures >= HOPELESS:
                raise WebError(f"it ended {HOPELESS} times. Its last words:\n{tail(child.log)}\n")
            return answers(self._port)

        if self._until(answered, WEB_SECONDS, step=0.1) or self._requests.count:
            return not self._requests.count
        raise WebError(f"nothing on port {self._port} after {WEB_SECONDS:.0f} s. Its last words:\n{tail(child.log)}\n")

    def _hand_in(self, samples: Path) -> bool:
        """Takes the samples in as any newsroom's files, and shows them being translated. False when asked to stop."""
        self._say(f"Handing in the articles of {samples} …")
        child = Child(programs.ingest(samples), env=self._environment, logs=self._crew.logs)
        child.start()
        status: list[int] = []

        def ended() -> bool:
            found = child.ended()
            status.extend([] if found is None else [found])
            return bool(status)

        if not self._until(ended, step=0.2):
            child.stop()
            return False
        if status[0]:
            self._say(f"`songngu ingest` {describe(status[0])}:\n{tail(child.log)}")
        return self._show_progress()

    def _show_progress(self) -> bool:
        line = Line(self._out)
        patience = Patience()

        def done() -> bool:
            counts = selectors.counts_by_state()
            line.show(counts)
            return finished(counts) or patience.ends(counts, time.monotonic())

        complete = self._until(done, step=0.3)
        line.end()
        connections.close_all()
        return complete

    def _show_where(self) -> None:
        password = preparing.make_first_user()
        connections.close_all()
        self._say(directions(self._port, password))

    def _stop(self) -> None:
        if self._crew.children:
            self._say("\nStopping …")
        self._crew.stop(hurry=lambda: self._requests.count > 1)
        settings.BROKER_FILE.unlink(missing_ok=True)
        if self._broker:
            self._broker.clean()


def answers(port: int) -> bool:
    """Whether a working web listens: any status below 500, since a strict host list may refuse this address."""
    connection = http.client.HTTPConnection(programs.HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def directions(port: int, password: str | None) -> str:
    """Where to go now. `password` is the first user's, when this is the first start."""
    base = f"http://{programs.HOST}:{port}"
    login = f"user {preparing.FIRST_USER}, password {password} (shown only now)" if password else ""
    rows = [
        ("Review desk", f"{base}/", login or "forgotten the password? songngu password"),
        *((f"Feed ({language})", base + path, "") for language, path in feed_paths()),
        ("Operations", f"{base}/ops/", ""),
    ]
    lines = "\n".join(f"  {name:<12} {address}  {note}".rstrip() for name, address, note in rows)
    return f"\nsongngu runs; Ctrl-C stops it.\n\n{lines}\n"


def feed_paths() -> list[tuple[str, str]]:
    found = []
    for language in dict.fromkeys(["vi", *settings.TARGET_LANGUAGES]):
        try:
            found.append((language, reverse("feeds:atom", args=[language])))
        except NoReverseMatch:
            continue
    return found
