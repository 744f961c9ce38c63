"""A subscriber that knows only a feed's address is told of a publication by the service as it really runs."""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import feedparser
import pytest

from config.processes import tail
from proc import eventually
from running import Run
from subscriber import Subscriber, open_subscriber

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(280),
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and PR_SET_PDEATHSIG"),
]


@pytest.fixture
def toy() -> Iterator[Subscriber]:
    with open_subscriber() as found:
        yield found


def songngu(run: Run, *words: str) -> Any:
    command = [sys.executable, "-m", "config.cli", *words]
    done = subprocess.run(command, env=run.environment, check=True, capture_output=True, text=True)
    return done.stdout


def tell(run: Run) -> str:
    return "\n".join(f"{name}: {tail(run.data / 'logs' / f'{name}.log')}" for name in ("web", "worker", "scheduler"))


@pytest.mark.parametrize("broker", ["valkey", "none"])
def test_a_subscriber_gets_a_signed_ping_and_a_partner_its_webhook(
    broker: str, start: Callable[..., Run], toy: Subscriber, tmp_path: Path
) -> None:
    run = start(SONGNGU_BROKER=broker, SONGNGU_SWEEP_SECONDS="1", SONGNGU_PRIVATE_HOSTS="127.0.0.1")
    assert eventually(lambda: "Ctrl-C stops it" in run.told(), seconds=90), run.told()
    songngu(run, "sources", "add", "bao-moi")
    songngu(run, "partners", "add", "tin-bien")
    songngu(run, "partners", "product", "tin-bien", "vi")
    hook = json.loads(songngu(run, "partners", "webhook", "tin-bien", f"{toy.url}/event", "--json"))
    # Only what the feed says of itself is used from here on (WebSub §4).
    with urllib.request.urlopen(f"http://127.0.0.1:{run.port}/feeds/vi.atom") as answered:
        links = dict(reversed(part.split("; rel=")) for part in answered.headers["Link"].split(", "))
    hub, topic = (links[f'"{rel}"'].strip("<>") for rel in ("hub", "self"))
    form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": f"{toy.url}/ping", "hub.secret": "s3cret"}
    with urllib.request.urlopen(hub, data=urlencode(form).encode()) as answered:
        assert answered.status == 202
    assert eventually(lambda: toy.asked, seconds=60), tell(run)
    story = tmp_path / "cau-moi.txt"
    story.write_text("Thông xe cầu mới\n\nSáng nay cầu mới bắc qua sông được thông xe.\n", encoding="utf-8")
    songngu(run, "ingest", str(story))
    assert eventually(lambda: {told.path for told in toy.told} == {"/ping", "/event"}, seconds=60), tell(run)
    sent = {told.path: told for told in toy.told}
    signature = hmac.new(b"s3cret", sent["/ping"].body, hashlib.sha256).hexdigest()
    assert sent["/ping"].headers["x-hub-signature"] == f"sha256={signature}"
    (entry,) = feedparser.parse(sent["/ping"].body).entries
    assert entry.title == "Thông xe cầu mới"
    event = json.loads(sent["/event"].body)
    assert (event["event"], event["entry"], event["feed"]) == ("published", entry.id, topic)
    stamp, _, given = sent["/event"].headers["songngu-signature"].partition(",v1=")
    signed = stamp.removeprefix("t=").encode() + b"." + sent["/event"].body
    assert given == hmac.new(hook["secret"].encode(), signed, hashlib.sha256).hexdigest()
