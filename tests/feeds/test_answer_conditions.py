"""RFC 9110 §12.5.3 and §13, as tables."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import brotli
import pytest
import zstandard

from feeds.codings import COMPRESS, SUFFIXES, chosen
from feeds.conditional import Document, answer

FEED = Document(
    body=b"plain" * 9,
    digest="a1",
    language="en",
    content_type="application/atom+xml; charset=utf-8",
    modified=datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC),
    coded={"gzip": b"zipped"},
)
DECOMPRESS = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.decompress}
SAME, EARLIER, LATER = (f"Wed, 04 Mar 2026 {time} GMT" for time in ("12:00:00", "11:59:59", "12:00:01"))


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZip, deflate, br", "br"),
        ("*", "zstd"),
        ("compress", "identity"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.000, *", "zstd"),
        ("gzip;q=0.5, identity;q=0.6", "identity"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip ; q=0.001", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", None),
        ("*;q=0", None),
        ("compress, *;q=0", None),
        ("gzip, *;q=0", "gzip"),
        ("identity, *;q=0", "identity"),
        ("identity;q=0.5, *;q=0", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=banana, compress", "identity"),
        (",,;q=1,", "identity"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd, gzip", "zstd"),
        ("gzip;q=1.0, zstd;q=0.9, br;q=0.8", "gzip"),
        ("br;q=0, zstd;q=0, *", "gzip"),
        ("br;q=0, zstd;q=0, gzip;q=0, *", "identity"),
        ("br;q=0.2, identity;q=0.3", "identity"),
    ],
)
def test_the_coding_is_what_the_client_likes_best(accept: str | None, coding: str | None) -> None:
    assert chosen(accept) == coding


@pytest.mark.parametrize(
    ("request_headers", "status"),
    [
        ({}, 200),
        ({"if-none-match": '"a1"'}, 304),
        ({"if-none-match": 'W/"a1"'}, 304),
        ({"if-none-match": '"x", W/"y,z" , "a1"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"a"'}, 200),
        ({"if-none-match": "a1"}, 200),
        ({"if-none-match": ""}, 200),
        ({"if-none-match": '"a1-gz"'}, 200),
        ({"if-none-match": '"a1-gz"', "accept-encoding": "gzip"}, 304),
        ({"if-none-match": '"a1"', "accept-encoding": "gzip"}, 200),
        ({"if-none-match": '"a1-gz"', "accept-encoding": "br"}, 200),
        ({"if-none-match": '"a1-br"', "accept-encoding": "br"}, 304),
        ({"if-none-match": '"a1-zst"', "accept-encoding": "zstd"}, 304),
        ({"if-modified-since": SAME}, 304),
        ({"if-modified-since": LATER}, 304),
        ({"if-modified-since": EARLIER}, 200),
        ({"if-modified-since": "Wednesday, 04-Mar-26 12:00:00 GMT"}, 304),
        ({"if-modified-since": "Wed Mar  4 12:00:00 2026"}, 304),
        ({"if-modified-since": "soon"}, 200),
        ({"if-modified-since": "Wed, 99 Mar 2026 99:00:00 GMT"}, 200),
        ({"if-none-match": '"x"', "if-modified-since": LATER}, 200),
        ({"if-none-match": '"a1"', "if-modified-since": EARLIER}, 304),
        ({"if-match": '"a1"'}, 200),
        ({"if-match": "*", "if-none-match": '"a1"'}, 304),
        ({"if-match": 'W/"a1"'}, 412),
        ({"if-match": '"x"', "if-none-match": '"a1"'}, 412),
        ({"if-unmodified-since": EARLIER}, 412),
        ({"if-unmodified-since": SAME}, 200),
        ({"if-match": '"a1"', "if-unmodified-since": EARLIER}, 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_conditions_are_weighed_in_order(request_headers: dict[str, str], status: int, method: str) -> None:
    assert answer(FEED, method, request_headers).status == status


def test_a_304_says_what_a_cache_must_keep_and_nothing_more() -> None:
    found = answer(FEED, "GET", {"if-none-match": '"a1"'})
    assert found.body == b""
    assert found.headers == {
        "ETag": '"a1"',
        "Cache-Control": "public, max-age=60",
        "Vary": "Accept-Encoding, Authorization",
        "Content-Language": "en",
        "Last-Modified": SAME,
    }


def test_head_says_what_get_would() -> None:
    got, head = (answer(FEED, method, {"accept-encoding": "gzip"}) for method in ("GET", "HEAD"))
    assert (got.body, head.body) == (b"zipped", b"")
    assert head.headers == got.headers
    assert (head.headers["Content-Length"], head.headers["Content-Encoding"]) == ("6", "gzip")


@pytest.mark.parametrize("coding", list(COMPRESS))
def test_every_coding_holds_the_same_text_under_its_own_tag(coding: str) -> None:
    found = answer(replace(FEED, coded={}), "GET", {"accept-encoding": coding})
    assert found.headers["Content-Encoding"] == coding
    assert DECOMPRESS[coding](found.body) == FEED.body
    assert found.headers["ETag"] == f'"a1{SUFFIXES[coding]}"'
    assert COMPRESS[coding](FEED.body) == found.body, "two processes must send the same bytes"


def test_a_date_too_fresh_to_be_a_validator_is_not_given_nor_heeded() -> None:
    fresh = replace(FEED, modified=None)
    found = answer(fresh, "GET", {"if-modified-since": LATER})
    assert found.status == 200
    assert "Last-Modified" not in found.headers


def test_a_client_that_takes_neither_coding_is_told_406() -> None:
    assert answer(FEED, "GET", {"accept-encoding": "identity;q=0"}).status == 406
