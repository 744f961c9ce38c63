"""RFC 3229: a client that names the state it has gets what changed since."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import Any

import feedparser
import pytest
from atom_rules import faults
from django.test import Client
from entries import document, entry
from publishing import publish, retract

from feeds import deltas, documents
from feeds.conditional import Document, answer
from feeds.deltas import States
from translations.models import Source

FEED = "/feeds/vi.atom"
WHOLE = Document(body=b"whole", digest="new", language="en", content_type="application/atom+xml", modified=None)
DELTA = replace(WHOLE, body=b"delta", digest="d", coded={})
KNOWING = replace(WHOLE, since={"old": DELTA}.get)


@pytest.mark.parametrize(
    ("request_headers", "status"),
    [
        ({"a-im": "feed", "if-none-match": '"old"'}, 226),
        ({"a-im": "feed, gzip", "if-none-match": '"old-gz"'}, 226),
        ({"a-im": "diffe;q=0.1, FEED;q=0.5", "if-none-match": 'W/"old"'}, 226),
        ({"a-im": "feed", "if-none-match": '"older", "old-br"'}, 226),
        ({"a-im": "feed", "if-none-match": '"new"'}, 304),
        ({"a-im": "feed", "if-none-match": "*"}, 304),
        ({"a-im": "feed", "if-none-match": '"older"'}, 200),
        ({"a-im": "feed"}, 200),
        ({"a-im": "", "if-none-match": '"old"'}, 200),
        ({"a-im": "feeder, vcdiff", "if-none-match": '"old"'}, 200),
        ({"if-none-match": '"old"'}, 200),
        ({"a-im": "feed", "if-none-match": '"old"', "user-agent": "rss2email/3.14 (https://x.example)"}, 200),
        ({"a-im": "feed", "if-match": '"old"', "if-none-match": '"old"'}, 412),
    ],
)
def test_a_delta_is_for_those_who_ask_and_can_use_it(request_headers: dict[str, str], status: int) -> None:
    assert answer(KNOWING, "GET", request_headers).status == status


def test_a_delta_has_the_etag_of_the_whole_and_is_not_kept_by_caches_that_do_not_know_it() -> None:
    found = answer(KNOWING, "GET", {"a-im": "feed", "if-none-match": '"old"'})
    assert found.body == b"delta"
    assert (found.headers["ETag"], found.headers["IM"]) == ('"new"', "feed")
    assert found.headers["Cache-Control"] == "no-store, im"
    assert found.headers["Content-Length"] == "5"


@pytest.mark.parametrize("headers", [{}, {"a-im": "feed"}, {"if-none-match": '"new"'}])
def test_caches_are_told_that_a_im_matters(headers: dict[str, str]) -> None:
    assert "A-IM" in answer(KNOWING, "GET", headers).headers["Vary"]
    assert "A-IM" not in answer(WHOLE, "GET", headers).headers["Vary"]


def test_head_asks_for_the_whole() -> None:
    assert answer(KNOWING, "HEAD", {"a-im": "feed", "if-none-match": '"old"'}).status == 200


def test_what_changed_is_what_is_new_or_different() -> None:
    states = States()
    states.add("a", [entry(1), entry(2)])
    now = (entry(3), entry(2, correction="Not so."), entry(1))
    assert states.changed_since("a", now) == now[:2]
    assert states.changed_since("b", now) is None


def test_old_states_are_forgotten() -> None:
    states = States()
    for number in range(deltas.MOST + 1):
        states.add(str(number), [entry(number)])
    assert states.changed_since("0", ()) is None
    assert states.changed_since("1", ()) == ()


def _ask(client: Client, etag: str, **headers: str) -> Any:
    return client.get(FEED, headers={"A-IM": "feed", "If-None-Match": etag, **headers})


def test_a_client_gets_only_what_changed(source: Source, client: Client) -> None:
    for number in range(5):
        publish(source, number)
    first = client.get(FEED)
    publish(source, 2, words="Đã sửa.")
    retract(source, 3)
    publish(source, 7)
    delta, whole = _ask(client, first["ETag"]), client.get(FEED)
    assert (delta.status_code, whole.status_code) == (226, 200)
    assert faults(delta.content) == []
    assert len(feedparser.parse(whole.content).entries) == 6
    titles = [one.title for one in feedparser.parse(delta.content).entries]
    assert titles == ["Bài số 7", "[Đã rút] Bài số 3", "Bài số 2"]
    assert b"deleted-entry" in delta.content
    assert _ask(client, delta["ETag"]).status_code == 304


def test_a_delta_can_be_compressed(source: Source, client: Client) -> None:
    publish(source, 1)
    first = client.get(FEED, headers={"Accept-Encoding": "gzip"})
    publish(source, 2)
    delta = _ask(client, first["ETag"], **{"Accept-Encoding": "gzip"})
    assert (delta.status_code, delta["Content-Encoding"]) == (226, "gzip")
    assert len(feedparser.parse(gzip.decompress(delta.content)).entries) == 1


def test_made_up_states_take_no_memory(source: Source) -> None:
    publish(source, 1)
    since: Any = documents.feed("vi").since
    for number in range(100):
        assert since(f"made-up-{number}") is None
    assert since.made == {}


def test_two_clients_share_a_delta(source: Source) -> None:
    publish(source, 1)
    old = documents.feed("vi").digest
    publish(source, 2)
    feed = documents.feed("vi")
    assert feed.since is not None
    assert feed.since(old) is feed.since(old)


def test_the_checker_takes_a_document_of_none() -> None:
    assert faults(document([])) == []
