"""Feed readers that people use, against a feed that changes under them."""

from __future__ import annotations

import mailbox
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from configparser import ConfigParser
from dataclasses import replace
from datetime import timedelta
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser
import feedparser_sgmllib
import pytest
from entries import NOON, document, entry, retraction
from reader import Entry, make_reader

from feeds.conditional import Document, answer
from feeds.deltas import States
from translations.entries import FeedEntry
from translations.types import Media

FIRST = entry(1)
CORRECTED = entry(1, updated=NOON + timedelta(hours=2), correction="There were 300 boats, not 3,000.")
GONE = retraction(1)


class Site:
    """A feed at an address on this machine, served by the code under test."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.document: Document
        self.states = States()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = answer(site.document, "GET", {name.lower(): value for name, value in self.headers.items()})
                site.statuses.append(found.status)
                self.send_response(found.status)
                for name, value in found.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(found.body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/feeds/en.atom"

    def show(self, *entries: FeedEntry) -> None:
        whole = Document(
            body=document(entries),
            language="en",
            content_type="application/atom+xml",
            modified=max(one.updated for one in entries),
        )
        self.states.add(whole.digest, entries)

        def since(digest: str) -> Document | None:
            changed = self.states.changed_since(digest, entries)
            return None if changed is None else replace(whole, body=document(changed), digest="", coded={})

        self.document = replace(whole, since=since)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_feedparser_finds_everything() -> None:
    parsed = feedparser.parse(document([entry(2), FIRST]))
    assert not parsed.bozo
    assert parsed.feed.language == "en"
    assert [one.id for one in parsed.entries] == [entry(2).id, FIRST.id]
    newest = parsed.entries[0]
    assert newest.link == entry(2).url
    assert newest.author == "Lê Thị Mơ"
    assert newest.content[0].type == "text/html"
    assert newest.content[0].language == "en"
    assert [(e.href, e.type, e.length) for e in newest.enclosures] == [
        ("https://bao-moi.example/cho.jpg", "image/jpeg", "1234")
    ]
    assert newest.rights == "© Báo Mới Tinh"
    assert newest.source.title == "Báo Mới Tinh"
    assert [tag.label for tag in newest.tags[:2]] == ["Kinh tế", "Du lịch"]
    assert [(media["url"], media["medium"]) for media in newest.media_content] == [
        ("https://bao-moi.example/cho.jpg", "image")
    ]
    assert {link.rel for link in newest.links} == {"alternate", "via", "related", "enclosure", "license"}


@pytest.mark.parametrize("summary", ["Some 300 boats came.", ""])
@pytest.mark.parametrize("pictures", [1, 2])
def test_feedparser_takes_no_pictures_words_for_the_articles(summary: str, pictures: int) -> None:
    """It knows one description an entry, and any `media:description` is as good to it as a summary."""
    media = tuple(Media(url=f"https://a.example/{n}.jpg", type="image/jpeg", alt=f"Boats {n}") for n in range(pictures))
    (found,) = feedparser.parse(document([entry(1, summary=summary, media=media)])).entries
    instead = found.content[0].value  # of a summary that is not there
    assert found.summary == (summary or instead)
    assert found.get("summary_detail", {"value": ""})["value"] == summary
    assert [content.value[:9] for content in found.content] == ["<p>Some 3"]


def _only(reader: Any) -> Entry:
    (one,) = reader.get_entries()
    return one  # type: ignore[no-any-return]


def test_reader_takes_a_correction_and_a_retraction(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # reader carries a feedparser that asks for sgmllib by its old name
    monkeypatch.setitem(sys.modules, "sgmllib", feedparser_sgmllib)
    reader = make_reader(":memory:")
    reader.add_feed(site.url)
    site.show(FIRST)
    reader.update_feed(site.url)
    first = _only(reader)
    reader.update_feed(site.url)
    site.show(CORRECTED)
    reader.update_feed(site.url)
    corrected = _only(reader)
    site.show(GONE)
    reader.update_feed(site.url)
    gone = _only(reader)

    assert site.statuses == [200, 304, 226, 226]
    assert first.id == corrected.id == gone.id
    assert first.link == FIRST.url
    assert corrected.summary is not None
    assert corrected.summary.startswith("Correction: There were 300 boats, not 3,000.")
    assert "<strong>Correction:</strong>" in corrected.content[0].value
    assert gone.title == GONE.title
    assert "retracted" in gone.content[0].value
    assert reader.get_feed(site.url).last_exception is None


def test_feedparser_itself_is_served_304(site: Site) -> None:
    site.show(FIRST)
    first = feedparser.parse(site.url)
    again = feedparser.parse(site.url, etag=first.etag, modified=first.modified)
    assert (first.status, again.status) == (200, 304)
    site.show(entry(2, updated=NOON + timedelta(hours=3)), FIRST)
    delta = feedparser.parse(site.url, etag=first.etag)
    assert (delta.status, [one.id for one in delta.entries]) == (226, [entry(2).id])
    assert feedparser.parse(site.url, etag=delta.etag).status == 304


def _newsboat(home: Path, *commands: str) -> str:
    done = subprocess.run(
        ["newsboat", "-u", home / "urls", "-c", home / "cache.db", "-C", home / "config", *commands],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "dumb"},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout


def _titles(home: Path) -> Sequence[str]:
    with sqlite3.connect(home / "cache.db") as cache:
        return [title for (title,) in cache.execute("SELECT title FROM rss_item ORDER BY id")]


@pytest.mark.slow
def test_newsboat_takes_a_correction_and_a_retraction(site: Site, tmp_path: Path) -> None:
    if not shutil.which("newsboat"):
        pytest.skip("newsboat is not installed: nobody has seen this feed in it today")
    (tmp_path / "urls").write_text(site.url + "\n")
    (tmp_path / "config").write_text("")
    site.show(entry(2), FIRST)
    _newsboat(tmp_path, "-x", "reload")
    assert sorted(_titles(tmp_path)) == sorted([FIRST.title, entry(2).title])
    site.show(CORRECTED, entry(2))
    _newsboat(tmp_path, "-x", "reload")
    assert len(_titles(tmp_path)) == 2
    site.show(GONE, entry(2))
    _newsboat(tmp_path, "-x", "reload")
    assert sorted(_titles(tmp_path)) == sorted([GONE.title, entry(2).title])


def _rss2email(home: Path, *commands: str) -> None:
    program = Path(sys.executable).parent / "r2e"
    subprocess.run(
        [program, "-c", home / "config", "-d", home / "data.json", *commands],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip


def _configure(file: Path, settings: dict[str, str]) -> None:
    config = ConfigParser(interpolation=None)
    config.read(file)
    config["DEFAULT"].update(settings)
    with file.open("w") as written:
        config.write(written)


def _mails(home: Path) -> dict[str, str]:
    """The subject of each mail, by its name in the box."""
    box = mailbox.Maildir(home / "mail" / "INBOX")
    return {name: str(make_header(decode_header(mail["Subject"]))) for name, mail in box.iteritems()}


@pytest.mark.slow
def test_rss2email_sends_a_correction_and_a_retraction(site: Site, tmp_path: Path) -> None:
    if not (Path(sys.executable).parent / "r2e").exists():
        pytest.skip("rss2email is not installed: nobody has seen this feed in it today")
    _rss2email(tmp_path, "new", "bob@example.org")
    settings = {"email-protocol": "maildir", "maildir-path": str(tmp_path / "mail"), "reply-changes": "True"}
    _configure(tmp_path / "config", settings)
    (tmp_path / "mail").mkdir()
    mailbox.Maildir(tmp_path / "mail" / "INBOX", create=True)
    _rss2email(tmp_path, "add", "songngu", site.url)
    read: dict[str, str] = {}
    arrived = []
    for entries in ((FIRST,), (FIRST,), (CORRECTED,), (GONE,)):
        site.show(*entries)
        _rss2email(tmp_path, "run")
        arrived.append([subject for name, subject in _mails(tmp_path).items() if name not in read])
        read = _mails(tmp_path)
    assert site.statuses == [200, 304, 200, 200], "it asks for deltas and takes them for errors"
    assert arrived == [[FIRST.title], [], [CORRECTED.title], [GONE.title]]
