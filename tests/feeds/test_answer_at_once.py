"""What was just answered is answered again, and only to those whom it fits."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from publishing import publish
from test_shortcut import Caught

from feeds import ready
from translations.models import Source

FEED = "/feeds/vi.atom"
WHOLE = [("ETag", '"a"'), ("Cache-Control", "public, max-age=60"), ("Content-Length", "4"), ("Content-Type", "x")]


def _environ(**changes: str) -> dict[str, Any]:
    return {"PATH_INFO": FEED, "REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip", **changes}


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "SECONDS", 60)
    ready.forget()
    ready.keep(_environ(), ("200 OK", WHOLE, b"body"))


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "200 OK"),
        ({"HTTP_IF_NONE_MATCH": '"a"'}, "304 Not Modified"),
        ({"HTTP_IF_NONE_MATCH": '"a"', "HTTP_IF_MODIFIED_SINCE": "x", "HTTP_A_IM": "feed"}, "304 Not Modified"),
        ({"HTTP_IF_NONE_MATCH": '"b"'}, None),
        ({"HTTP_IF_NONE_MATCH": 'W/"a"'}, None),
        ({"HTTP_IF_MODIFIED_SINCE": "Wed, 04 Mar 2026 12:00:00 GMT"}, None),
        ({"HTTP_A_IM": "feed"}, None),
        ({"HTTP_IF_MATCH": '"a"'}, None),
        ({"HTTP_IF_UNMODIFIED_SINCE": "x", "HTTP_IF_NONE_MATCH": '"a"'}, None),
        ({"HTTP_AUTHORIZATION": "Bearer x"}, None),
        ({"HTTP_ACCEPT_ENCODING": "br"}, None),
        ({"REQUEST_METHOD": "HEAD"}, None),
        ({"REQUEST_METHOD": "POST"}, None),
        ({"PATH_INFO": "/feeds/en.atom"}, None),
    ],
)
def test_only_the_plainest_requests_are_answered_at_once(changes: dict[str, str], status: str | None) -> None:
    found = ready.find(_environ(**changes))
    assert (found and found[0]) == status


def test_a_304_at_once_has_no_body_nor_headers_of_one() -> None:
    found = ready.find(_environ(HTTP_IF_NONE_MATCH='"a"'))
    assert found is not None
    assert found[1:] == ([("ETag", '"a"'), ("Cache-Control", "public, max-age=60")], b"")


@pytest.mark.parametrize(
    ("environ", "status", "cache"),
    [
        (_environ(PATH_INFO="/x"), "200 OK", "private, max-age=60"),
        (_environ(PATH_INFO="/x"), "226 IM Used", "no-store, im"),
        (_environ(PATH_INFO="/x"), "406 Not Acceptable", "no-store"),
        (_environ(PATH_INFO="/x", HTTP_AUTHORIZATION="Basic eA=="), "200 OK", "public, max-age=60"),
        (_environ(PATH_INFO="/x", HTTP_ACCEPT_ENCODING="a" * 300), "200 OK", "public, max-age=60"),
    ],
)
def test_what_is_not_for_everybody_is_not_kept(environ: dict[str, str], status: str, cache: str) -> None:
    ready.keep(environ, (status, [("ETag", '"x"'), ("Cache-Control", cache)], b""))
    environ.pop("HTTP_AUTHORIZATION", None)
    assert ready.find(environ) is None


def test_what_is_kept_grows_old() -> None:
    ready.keep(_environ(), ("200 OK", WHOLE, b"body"), clock=lambda: -1000.0)
    assert ready.find(_environ()) is None


def test_made_up_addresses_fill_no_memory() -> None:
    for number in range(1000):
        ready.keep(_environ(PATH_INFO=f"/{number}"), ("200 OK", WHOLE, b""))
    assert len(ready._ready) <= 256


def test_the_second_poll_asks_no_database(source: Source) -> None:
    publish(source, 1)
    first = Caught(FEED)
    with CaptureQueriesContext(connection) as queries:
        second, third = Caught(FEED), Caught(FEED, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert len(queries) == 0
    assert (second.status, second.headers, second.body) == (first.status, first.headers, first.body)
    assert third.status == "304 Not Modified"


def test_polls_that_end_in_304_make_the_next_ones_cheap(source: Source) -> None:
    publish(source, 1)
    etag = Caught(FEED).headers["ETag"]
    ready.forget()
    assert Caught(FEED, HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"
    with CaptureQueriesContext(connection) as queries:
        assert Caught(FEED, HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"
    assert len(queries) == 0


def test_a_publication_is_seen_at_the_next_poll(source: Source) -> None:
    publish(source, 1)
    before = Caught(FEED)
    publish(source, 2)
    after = Caught(FEED)
    assert before.body.count(b"<entry") == 1
    assert after.body.count(b"<entry") == 2
